import { EventEmitter } from 'node:events'
import { app } from './stand-in.ts'
import type { MessagePortMain } from './stand-in-channel.ts'
import { deliver } from './stand-in-page.ts'
import { record } from './stand-in-record.ts'

type Answer = (contents: unknown, permission: string, answer: (granted: boolean) => void) => void

class Session extends EventEmitter {
  permissionRequest: Answer | null = null
  permissionCheck: ((contents: unknown, permission: string) => boolean) | null = null
  readonly schemes = new Map<string, (request: Request) => Promise<Response>>()
  readonly protocol = {
    isProtocolHandled: (scheme: string) => this.schemes.has(scheme),
    handle: (scheme: string, handler: (request: Request) => Promise<Response>) => {
      this.schemes.set(scheme, handler)
    },
  }
  setPermissionRequestHandler(handler: Answer) {
    this.permissionRequest = handler
  }
  setPermissionCheckHandler(handler: (contents: unknown, permission: string) => boolean) {
    this.permissionCheck = handler
  }
  setDevicePermissionHandler() {}
}

const defaultSession = new Session()
const partitions = new Map<string, Session>()

export const session = {
  fromPartition: (name: string) => {
    const found = partitions.get(name) ?? new Session()
    partitions.set(name, found)
    return found
  },
}

class WebContents extends EventEmitter {
  readonly session: Session
  /** What came with ports. */
  readonly posted: { channel: string; ports: MessagePortMain[] }[] = []
  reloads = 0
  destroyed = false
  windowOpen: ((details: { url: string }) => { action: string }) | null = null

  constructor(session: Session) {
    super()
    this.session = session
  }
  setWindowOpenHandler(handler: (details: { url: string }) => { action: string }) {
    this.windowOpen = handler
  }
  send(channel: string, message: unknown) {
    // As over a real channel: what cannot be cloned fails, and what changes afterwards does not show.
    const sent = structuredClone(message) as Record<string, unknown>
    record.sent.push({ channel, message: sent })
    deliver(channel, sent)
  }
  postMessage(channel: string, _message: unknown, ports: MessagePortMain[]) {
    if (this.destroyed) throw new Error('Object has been destroyed')
    this.posted.push({ channel, ports })
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
  readonly show?: boolean
  readonly webPreferences: Readonly<Record<string, unknown>> & { readonly session?: Session }
}

export class BrowserWindow extends EventEmitter {
  static getAllWindows = () => record.windows.filter((window) => !window.isDestroyed())
  readonly webContents: WebContents
  readonly options: WindowOptions
  url = ''
  visible = false
  focused = 0
  maximized = false
  bounds: { x: number; y: number; width: number; height: number }

  constructor(options: WindowOptions) {
    super()
    // What is asked of it can be sent to the test; a session cannot.
    const { session = defaultSession, ...webPreferences } = options.webPreferences
    this.options = { ...options, webPreferences }
    this.webContents = new WebContents(session)
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
    this.destroy()
    if (BrowserWindow.getAllWindows().length === 0) app.emit('window-all-closed')
  }
  /** Without asking anybody. */
  destroy() {
    if (this.webContents.destroyed) return
    this.webContents.destroyed = true
    this.visible = false
    this.emit('closed')
  }
}
