import { fileURLToPath } from 'node:url'
import { BrowserWindow } from 'electron'

const pathInBuild = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** Opens the studio's window; it is shown once its first frame is ready, so nobody sees it flash white. */
export function createStudioWindow(): BrowserWindow {
  const window = new BrowserWindow({
    width: 1280,
    height: 800,
    minWidth: 800,
    minHeight: 560,
    show: false,
    backgroundColor: '#16181d',
    title: 'Glimpse3D Studio',
    webPreferences: {
      preload: pathInBuild('../preload/index.cjs'),
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      webviewTag: false,
    },
  })
  window.once('ready-to-show', () => window.show())
  void window.loadFile(pathInBuild('../renderer/index.html'))
  return window
}
