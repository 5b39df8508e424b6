import { join } from 'node:path'
import { app, BrowserWindow, nativeTheme, screen } from 'electron'
import type { AppPaths } from './app-paths.ts'
import { PAGE_ORIGIN } from './page-address.ts'
import { keepWindowState, readWindowState, SMALLEST } from './window-state.ts'

/** The page's background in each theme (--bg-1 in src-renderer/styles/tokens.css), drawn until its first frame is there. */
const BACKGROUND = { dark: '#15181e', light: '#f6f7f9' }

/** Makes the studio's window; it is shown once its first frame is ready, so nobody sees it flash white. */
export function createStudioWindow({ preload, icon }: AppPaths): BrowserWindow {
  const stateFile = join(app.getPath('userData'), 'window.json')
  const { maximized, ...bounds } = readWindowState(
    stateFile,
    screen.getAllDisplays().map(({ workArea }) => workArea),
  )
  const window = new BrowserWindow({
    ...bounds,
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? BACKGROUND.dark : BACKGROUND.light,
    title: app.getName(),
    icon,
    webPreferences: {
      preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      // Nothing is to be spelled, and dictionaries would be downloaded.
      spellcheck: false,
    },
  })
  window.once('ready-to-show', () => {
    if (maximized) window.maximize()
    window.show()
  })
  window.on('close', () => keepWindowState(stateFile, window))
  return window
}

export function loadStudio(window: BrowserWindow): Promise<void> {
  return window.loadURL(`${PAGE_ORIGIN}/`)
}

/** Brings the window to the front, wherever it is. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}
