import { EventEmitter } from 'node:events'
import { app } from './stand-in.ts'
import { deliver } from './stand-in-page.ts'
import { record } from './stand-in-record.ts'

type Answer = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void

const session = Object.assign(new EventEmitter(), {
  permissionRequest: null as Answer | null,
  permissionCheck: null as ((contents: unknown, permission: string) => boolean) | null,
  setPermissionRequestHandler: (handler: Answer) => {
    session.permissionRequest = handler
  },
  setPermissionCheckHandler: (handler: (contents: unknown, permission: string) => boolean) => {
    session.permissionCheck = handler
  },
  setDevicePermissionHandler: () => {},
})

class WebContents extends EventEmitter {
  readonly session = session
  reloads = 0
  destroyed = false
  windowOpen: ((details: { url: string }) => { action: string }) | null = null

  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
    this.windowOpen = handler
  }
  send(channel: string, message: unknown) {
    // As over a real channel: what cannot be cloned fails, and what changes afterwards does not show.
    const sent = structuredClone(message) as Record<string, unknown>
    record.sent.push({ channel, message: sent })
    deliver(channel, sent)
  }
  /** What a frame asks on a channel; without one named, the page's own. */
  invoke(channel: string, message?: unknown, frame: unknown = { parent: null, origin: 'app://studio' }) {
    return record.handlers.get(channel)?.({ sender: this, senderFrame: frame }, message)
  }
  isDestroyed() {
    return this.destroyed
  }
  reload() {
    this.reloads++
  }
  downloadURL(url: string) {
    record.downloads.push(url)
  }
  startDrag({ files }: { files: readonly string[] }) {
    record.dragged.push(...files)
  }
}

interface WindowOptions {
  readonly width: number
  readonly height: number
  readonly x?: number
  readonly y?: number
  readonly webPreferences: Readonly<Record<string, unknown>>
}

export class BrowserWindow extends EventEmitter {
  static getAllWindows = () => record.windows.filter((window) => !window.isDestroyed())
  readonly webContents = new WebContents()
  readonly options: WindowOptions
  url = ''
  visible = false
  focused = 0
  maximized = false
  bounds: { x: number; y: number; width: number; height: number }

  constructor(options: WindowOptions) {
    super()
    this.options = options
    this.bounds = { x: options.x ?? 100, y: options.y ?? 100, width: options.width, height: options.height }
    record.windows.push(this)
    app.emit('web-contents-created', {}, this.webContents)
  }
  async loadURL(url: string) {
    this.url = url
  }
  show() {
    this.visible = true
    this.emit('show')
  }
  hide() {
    this.visible = false
  }
  focus() {
    this.focused++
  }
  isMinimized() {
    return false
  }
  isVisible() {
    return this.visible
  }
  isDestroyed() {
    return this.webContents.destroyed
  }
  maximize() {
    this.maximized = true
  }
  isMaximized() {
    return this.maximized
  }
  getNormalBounds() {
    return this.bounds
  }
  /** As when the user closes it: a listener may keep it open. */
  close() {
    let prevented = false
    this.emit('close', {
      preventDefault: () => {
        prevented = true
      },
    })
    if (prevented) return
    this.webContents.destroyed = true
    this.visible = false
    if (BrowserWindow.getAllWindows().length === 0) app.emit('window-all-closed')
  }
}
