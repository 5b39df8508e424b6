import { EventEmitter } from 'node:events'
import { record } from './stand-in-record.ts'

/** What the preload sees of Electron. */
const listeners = new EventEmitter()

export const ipcRenderer = {
  /** As over a real channel: both ways only what can be cloned. */
  invoke: async (channel: string, message?: unknown) =>
    structuredClone(await record.windows[0].webContents.invoke(channel, structuredClone(message))),
  on: (channel: string, listener: (event: unknown, message: unknown) => void) => listeners.on(channel, listener),
  removeAllListeners: (channel: string) => listeners.removeAllListeners(channel),
}

export const contextBridge = {
  exposeInMainWorld: (name: string, bridge: unknown) => {
    record.exposed[name] = bridge
  },
}

export const webUtils = { getPathForFile: (file: { path?: string }) => file.path ?? '' }

/** Brings a message of the main process to the preload. */
export function deliver(channel: string, message: unknown): void {
  setImmediate(() => listeners.emit(channel, {}, message))
}
