import { BrowserWindow, session } from 'electron'
import type { AppPaths } from '../app-paths.ts'
import { COMPUTE_ORIGIN, PAGE_SCHEME } from '../page-address.ts'
import { serveComputePage } from './serve-compute-page.ts'

/** A session in memory: it has none of the studio's addresses, and keeps nothing. */
const PARTITION = 'compute'

/**
 * Opens the hidden window that lends the engine Chromium's graphics device, and resolves once its page listens. All it can
 * do is what comes through the ports it is given. Rejects where the page does not load.
 */
export async function openComputeWindow({ computePage, computePreload }: AppPaths): Promise<BrowserWindow> {
  const own = session.fromPartition(PARTITION)
  if (!own.protocol.isProtocolHandled(PAGE_SCHEME)) {
    own.protocol.handle(PAGE_SCHEME, serveComputePage(computePage))
    own.on('will-download', (event) => event.preventDefault())
  }
  const window = new BrowserWindow({
    show: false,
    skipTaskbar: true,
    focusable: false,
    webPreferences: {
      session: own,
      preload: computePreload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      disableDialogs: true,
      // Chromium slows down pages that nobody sees; nobody ever sees this one.
      backgroundThrottling: false,
    },
  })
  const { webContents } = window
  webContents.on('render-process-gone', () => window.destroy())
  // Beyond what lockDown forbids every page: this one may not even load itself anew, nor have what it grants the studio.
  webContents.on('will-frame-navigate', (event) => event.preventDefault())
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  own.setPermissionCheckHandler(() => false)
  try {
    await window.loadURL(`${COMPUTE_ORIGIN}/`)
    return window
  } catch (error) {
    window.destroy()
    throw error
  }
}
