import { EventEmitter } from 'node:events'

/** A port as main and utility process have it: an emitter, over a port of Node. */
export class MessagePortMain extends EventEmitter {
  readonly #port: MessagePort

  constructor(port: MessagePort) {
    super()
    this.#port = port
    port.addEventListener('close', () => this.emit('close'))
  }
  postMessage(message: unknown) {
    this.#port.postMessage(message)
  }
  /** Until then messages wait: Node begins with the first listener. */
  start() {
    this.#port.addEventListener('message', ({ data }) => this.emit('message', { data, ports: [] }))
  }
  close() {
    this.#port.close()
  }
}

export class MessageChannelMain {
  readonly port1: MessagePortMain
  readonly port2: MessagePortMain

  constructor() {
    const { port1, port2 } = new MessageChannel()
    this.port1 = new MessagePortMain(port1)
    this.port2 = new MessagePortMain(port2)
  }
}

/** What goes between the stand-in's main process and its utility process: messages, and those of ports handed over. */
export type Packet =
  | { readonly data: unknown; readonly ports: readonly number[] }
  | { readonly port: number; readonly data: unknown }
  | { readonly port: number; readonly closed: true }

/** Passes on what comes to a port, and that it has closed. */
export function bridgePort(port: MessagePortMain, id: number, send: (packet: Packet) => void): void {
  port.on('message', ({ data }) => send({ port: id, data }))
  port.on('close', () => send({ port: id, closed: true }))
  port.start()
}
