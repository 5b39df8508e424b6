import type { ParentPort } from 'electron'
import { computeAnswerSchema } from './compute-messages.ts'

/**
 * The engine process's end of the channel to its host: a child process has one in `process.send`, Electron's utility
 * process in `process.parentPort`.
 */
export interface MessagePort {
  /** Resolves when the message has left; rejects when the host has gone. */
  send(message: unknown): Promise<void>
  onMessage(listener: (message: unknown) => void): void
  onClose(listener: () => void): void
}

/** The port of a process started with `child_process.fork`. */
export function forkedPort(): MessagePort {
  return {
    send: (message) =>
      new Promise((resolve, reject) => {
        if (!process.send) return reject(new Error('The engine is started by its host'))
        process.send(message, undefined, {}, (error) => (error ? reject(error) : resolve()))
      }),
    onMessage: (listener) => process.on('message', listener),
    onClose: (listener) => process.on('disconnect', listener),
  }
}

/**
 * The port of Electron's utility process, but for what it says of the compute window (compute-ports.ts). Electron ends the
 * process together with the app, so `onClose` has nothing to tell.
 */
export function utilityPort(port: ParentPort): MessagePort {
  return {
    send: async (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.on('message', ({ data }) => {
        if (!computeAnswerSchema.safeParse(data).success) listener(data)
      })
    },
    onClose: () => {},
  }
}
