/**
 * One end of a channel between two processes: a page's `MessagePort`, Node's, or Electron's `MessagePortMain`.
 * Everything is copied: Electron loses a message whose array buffers are transferred to its own kind of port
 * (electron/electron#34905).
 */
export interface RemotePort {
  post(message: unknown): void
  /** To be called once; messages that came before are kept until then. */
  onMessage(listener: (message: unknown) => void): void
  /** Called when the other end has gone. */
  onClose(listener: () => void): void
  close(): void
}

/** The port of a page, or of Node, which are alike. What cannot be read ends the channel: whoever waits for it would wait for ever. */
export function eventTargetPort(port: MessagePort): RemotePort {
  return {
    post: (message) => port.postMessage(message),
    onMessage: (listener) => {
      port.addEventListener('message', ({ data }) => listener(data))
      port.start()
    },
    onClose: (listener) => {
      for (const event of ['close', 'messageerror']) port.addEventListener(event, listener)
    },
    close: () => port.close(),
  }
}
