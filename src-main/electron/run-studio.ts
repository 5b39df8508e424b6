import { app, dialog, ipcMain, nativeImage, nativeTheme, protocol, safeStorage, shell } from 'electron'
import { DEFAULT_LIBRARY } from '../host/library-shelf.ts'
import { createStudioHost } from '../host/studio-host.ts'
import { appPaths } from './app-paths.ts'
import { choosePhotos } from './choose-photos.ts'
import { closeWithCare } from './close-studio.ts'
import { keepComputeWindow } from './compute/compute-window.ts'
import { openComputeWindow } from './compute/open-compute-window.ts'
import { offerReload } from './crash-notice.ts'
import { openDesktopCloudSession } from './desktop-cloud-session.ts'
import { askWhereToSave } from './downloads.ts'
import { followTheme } from './follow-theme.ts'
import { answerPage } from './ipc/answer-page.ts'
import { pageAnswers } from './ipc/page-answers.ts'
import { createPageFeed } from './ipc/page-feed.ts'
import { setMenu } from './menu.ts'
import { openProjectFolders } from './open-project-folders.ts'
import { PAGE_SCHEME } from './page-address.ts'
import { noteOpenedProjects, watchRecentProjects } from './recent-projects.ts'
import { serveDevPage } from './serve-dev-page.ts'
import { servePage } from './serve-page.ts'
import { createStudioWindow, loadStudio, showWindow } from './studio-window.ts'
import { startUtilityEngine } from './utility-engine.ts'

/** Side of the picture under the mouse while a file is dragged out, device-independent pixels. */
const DRAG_ICON = 64

/** Opens the library and the window, and joins them. Throws what `createStudioHost` throws. */
export async function runStudio(): Promise<void> {
  const paths = appPaths(app)
  const compute = keepComputeWindow(() => openComputeWindow(paths))
  const host = await createStudioHost({
    libraryFolder: app.commandLine.getSwitchValue('library') || DEFAULT_LIBRARY,
    kind: 'desktop',
    reveal: (path) => shell.showItemInFolder(path),
    startEngine: () => startUtilityEngine(paths.engine, compute),
    openCloudSession: (project) => openDesktopCloudSession(project, app, safeStorage, shell),
    samplePhotos: paths.samplePhotos,
  })
  const devServer = app.isPackaged ? undefined : process.env.ELECTRON_RENDERER_URL
  const serve = servePage(host, paths.renderer)
  protocol.handle(PAGE_SCHEME, devServer ? serveDevPage(devServer, serve) : serve)

  const window = createStudioWindow(paths)
  const page = window.webContents
  const feed = createPageFeed(host, page)
  const handlers = noteOpenedProjects(host, (folder) => app.addRecentDocument(folder))
  const dragIcon = nativeImage.createFromPath(paths.icon).resize({ width: DRAG_ICON })
  answerPage(ipcMain, window, pageAnswers(host, handlers, feed, page, dragIcon))

  askWhereToSave(page.session, app)
  offerReload(window)
  closeWithCare(app, host, window, compute)
  openProjectFolders(app, host, feed)
  app.on('second-instance', () => showWindow(window))
  app.on('activate', () => showWindow(window))
  await followTheme(host, nativeTheme)
  watchRecentProjects(host, (recent) =>
    setMenu(window, recent, {
      command: feed.command,
      choosePhotos: async (kind) => {
        const command = await choosePhotos(window, host.handles, kind)
        if (command) feed.command(command)
      },
      showLibraryFolder: () => void shell.openPath(host.library.folder),
    }),
  )
  if (host.library.problems.length > 0) {
    const detail = host.library.problems.join('\n')
    void dialog.showMessageBox(window, { type: 'warning', message: 'Some projects cannot be read.', detail })
  }
  await loadStudio(window)
}
