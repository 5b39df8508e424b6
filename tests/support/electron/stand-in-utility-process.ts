import { type ChildProcess, fork } from 'node:child_process'
import { EventEmitter } from 'node:events'
import { fileURLToPath } from 'node:url'
import { record } from './stand-in-record.ts'

const SHIM = fileURLToPath(new URL('./parent-port-shim.ts', import.meta.url))

/** A child of Node that finds `process.parentPort`, as a script in Electron's utility process does. */
class UtilityProcess extends EventEmitter {
  readonly #child: ChildProcess
  readonly stderr: ChildProcess['stderr']

  constructor(script: string) {
    super()
    this.#child = fork(SHIM, [script], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
    this.stderr = this.#child.stderr
    this.#child.on('message', (message) => this.emit('message', message))
    this.#child.on('exit', (code) => this.emit('exit', code ?? 1))
  }
  get pid() {
    return this.#child.pid
  }
  postMessage(message: unknown) {
    this.#child.send(message as object, () => {})
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
