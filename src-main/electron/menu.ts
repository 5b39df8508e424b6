import { type BrowserWindow, Menu, type MenuItemConstructorOptions } from 'electron'
import type { CommandName, StudioCommand } from '../../src-shared/studio-api/commands.ts'
import type { ProjectSummary } from '../../src-shared/studio-api/project.ts'
import type { ChosenKind } from './choose-photos.ts'

export interface MenuActions {
  readonly command: (command: StudioCommand) => void
  readonly choosePhotos: (kind: ChosenKind) => void
  readonly showLibraryFolder: () => void
}

type Item = MenuItemConstructorOptions

/** Sets the app's menu. Items do what the page's own commands do; keys the page handles itself do not reach them. */
export function setMenu(window: BrowserWindow, recent: readonly ProjectSummary[], actions: MenuActions): void {
  const isMac = process.platform === 'darwin'
  const say = (label: string, name: Exclude<CommandName, 'add-photos'>, accelerator?: string): Item => ({
    label,
    accelerator,
    click: () => actions.command({ name }),
  })
  const line: Item = { type: 'separator' }
  const file: Item[] = [
    say('New Project', 'new-project', 'CmdOrCtrl+N'),
    { label: 'Add Photos…', accelerator: 'CmdOrCtrl+O', click: () => actions.choosePhotos('photos') },
    { label: 'Add Folder…', accelerator: 'CmdOrCtrl+Shift+O', click: () => actions.choosePhotos('folder') },
    { label: 'Recent Projects', submenu: recentItems(recent, actions), enabled: recent.length > 0 },
    say('Open Sample', 'open-sample'),
    line,
    say('Export…', 'export', 'CmdOrCtrl+E'),
    line,
    say('Library', 'open-library', 'CmdOrCtrl+L'),
    { label: 'Show Library Folder', click: actions.showLibraryFolder },
    ...(isMac ? [] : [line, say('Settings', 'settings', 'CmdOrCtrl+,'), line, { role: 'quit' as const }]),
  ]
  const edit: Item[] = [
    say('Undo', 'undo', 'CmdOrCtrl+Z'),
    say('Redo', 'redo', isMac ? 'Cmd+Shift+Z' : 'Ctrl+Y'),
    line,
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ]
  const view: Item[] = [
    say('Command Palette…', 'command-palette', 'CmdOrCtrl+K'),
    line,
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    line,
    { role: 'togglefullscreen' },
    { label: 'Reload', click: () => window.webContents.reload() },
  ]
  const menu: Item[] = [
    ...(isMac ? [macAppMenu(say('Settings…', 'settings', 'Cmd+,'))] : []),
    { label: 'File', submenu: file },
    { label: 'Edit', submenu: edit },
    { label: 'View', submenu: view },
    { role: 'windowMenu' },
    { role: 'help', submenu: [say('Keyboard Shortcuts', 'shortcuts', 'CmdOrCtrl+/')] },
  ]
  Menu.setApplicationMenu(Menu.buildFromTemplate(menu))
}

function recentItems(recent: readonly ProjectSummary[], { command }: MenuActions): Item[] {
  return recent.map(({ id, name }) => ({
    label: name.replaceAll('&', '&&'),
    click: () => command({ name: 'open-project', projectId: id }),
  }))
}

function macAppMenu(settings: Item): Item {
  const line: Item = { type: 'separator' }
  return {
    role: 'appMenu',
    submenu: [
      { role: 'about' },
      line,
      settings,
      line,
      { role: 'services' },
      line,
      { role: 'hide' },
      { role: 'hideOthers' },
      { role: 'unhide' },
      line,
      { role: 'quit' },
    ],
  }
}
