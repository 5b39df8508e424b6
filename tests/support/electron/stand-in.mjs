// A small stand-in for the `electron` module: what the main process calls, recorded, so that the built bundle can be
// driven where Electron's binary is not there. Only what our main process uses is here.
import { EventEmitter } from 'node:events'

export const record = { windows: [], sandboxed: false, quit: false }

class WebContents extends EventEmitter {
  session = {
    setPermissionRequestHandler: (handler) => {
      this.permissionRequest = handler
    },
    setPermissionCheckHandler: (handler) => {
      this.permissionCheck = handler
    },
  }
  setWindowOpenHandler(handler) {
    this.windowOpen = handler
  }
}

export class BrowserWindow extends EventEmitter {
  static getAllWindows = () => record.windows
  constructor(options) {
    super()
    this.options = options
    this.webContents = new WebContents()
    record.windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  async loadFile(path) {
    this.file = path
  }
  show() {
    this.shown = true
  }
}

export const app = Object.assign(new EventEmitter(), {
  enableSandbox: () => {
    record.sandboxed = true
  },
  whenReady: () => Promise.resolve(),
  quit: () => {
    record.quit = true
  },
})
