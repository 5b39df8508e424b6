import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { fileURLToPath } from 'node:url'
import { bridgePort, type MessagePortMain, type Packet } from './stand-in-channel.ts'
import { record } from './stand-in-record.ts'

const SHIM = fileURLToPath(new URL('./parent-port-shim.ts', import.meta.url))

/** A child of Node that finds `process.parentPort`, as a script in Electron's utility process does. */
class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess
  readonly #ports = new Map<number, MessagePortMain>()
  readonly stderr: ChildProcess['stderr']

  constructor(script: string) {
    super()
    this.#child = fork(SHIM, [script], {
      execArgv: [],
      serialization: 'advanced',
      stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    })
    this.stderr = this.#child.stderr
    this.#child.on('message', (packet: Packet) => {
      if (!('port' in packet)) return this.emit('message', packet.data)
      if ('closed' in packet) this.#ports.get(packet.port)?.close()
      else this.#ports.get(packet.port)?.postMessage(packet.data)
    })
    this.#child.on('exit', (code) => {
      // As the system closes what a process had open.
      for (const port of this.#ports.values()) port.close()
      this.emit('exit', code ?? 1)
    })
  }
  get pid() {
    return this.#child.pid
  }
  postMessage(data: unknown, ports: readonly MessagePortMain[] = []) {
    const send = (packet: Packet) => {
      if (this.#child.connected) this.#child.send(packet, () => {})
    }
    const ids = ports.map((port) => {
      const id = this.#ports.size
      this.#ports.set(id, port)
      bridgePort(port, id, send)
      return id
    })
    send({ data, ports: ids })
  }
  kill() {
    return this.#child.kill()
  }
}

export const utilityProcess = {
  fork: (script: string) => {
    const child = new UtilityProcess(script)
    record.engines.push(child)
    return child
  },
}
