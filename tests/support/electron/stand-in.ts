// Stands in for the module `electron`, so that the built main process can be driven where Electron's binary is not there.
// Only what our main process uses is here; what it does is recorded, and what a user or Chromium would do can be done.
import { EventEmitter } from 'node:events'
import { mkdirSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { keyStore } from './key-store.ts'
import { record } from './stand-in-record.ts'
import { BrowserWindow, session } from './stand-in-window.ts'

export { MessageChannelMain } from './stand-in-channel.ts'
export { playComputePage } from './stand-in-compute-page.ts'
export { dialog, Menu, Notification, nativeImage } from './stand-in-desktop.ts'
export { contextBridge, ipcRenderer, webUtils } from './stand-in-page.ts'
export { bridge } from './stand-in-record.ts'
export { utilityProcess } from './stand-in-utility-process.ts'
export { BrowserWindow, record, session }

const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** An event as Electron emits it: a listener may prevent what would follow. */
function emitPreventable(emitter: EventEmitter, name: string): boolean {
  let prevented = false
  emitter.emit(name, {
    preventDefault: () => {
      prevented = true
    },
  })
  return prevented
}

let quitting = false

export const app = Object.assign(new EventEmitter(), {
  isPackaged: false,
  name: '',
  setName: (name: string) => {
    app.name = name
  },
  getName: () => app.name,
  setAppUserModelId: (id: string) => {
    record.userModelId = id
  },
  getAppPath: () => ROOT,
  getPath: (name: string) => {
    const path = join(homedir(), name)
    mkdirSync(path, { recursive: true })
    return path
  },
  commandLine: {
    appendSwitch: (name: string, value = '') => {
      record.switches[name] = value
    },
    getSwitchValue: (name: string) =>
      process.argv.find((word) => word.startsWith(`--${name}=`))?.slice(name.length + 3) ?? '',
  },
  enableSandbox: () => {
    record.sandboxed = true
  },
  requestSingleInstanceLock: () => !process.argv.includes('--second-instance'),
  whenReady: () => Promise.resolve(),
  addRecentDocument: (path: string) => record.recentDocuments.push(path),
  /** As Electron quits: all windows are asked to close, and every one may say no; then the app itself. */
  quit: () => {
    record.quits++
    if (quitting) return
    quitting = true
    app.emit('before-quit')
    for (const window of BrowserWindow.getAllWindows()) window.close()
    const goesOn = BrowserWindow.getAllWindows().length === 0 && !emitPreventable(app, 'will-quit')
    quitting = false
    if (goesOn) app.exit()
  },
  exit: (code = 0) => {
    record.exitCode = code
  },
})

export const ipcMain = {
  handle: (channel: string, handler: (event: unknown, message: unknown) => unknown) => {
    record.handlers.set(channel, handler)
  },
}

export const protocol = {
  registerSchemesAsPrivileged: (schemes: unknown[]) => record.privileged.push(...schemes),
  handle: (scheme: string, handler: (request: Request) => Promise<Response>) => {
    record.schemes.set(scheme, handler)
  },
}

export const shell = {
  showItemInFolder: (path: string) => record.revealed.push(path),
  openPath: async (path: string) => record.revealed.push(path),
  openExternal: async (address: string) => void record.opened.push(address),
}
/** The keys that the system's key store has, the newest last: `--keys=old,new`. */
export const safeStorage = keyStore(...(app.commandLine.getSwitchValue('keys') || 'stand-in').split(','))
export const nativeTheme = { themeSource: 'system', shouldUseDarkColors: true }
export const powerMonitor = new EventEmitter()
export const screen = { getAllDisplays: () => [{ workArea: { x: 0, y: 25, width: 1920, height: 1055 } }] }
export const net = { fetch }
