import { type ChildProcess, fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { keepLastWords } from './last-words.ts'

/** The engine's process as its host sees it: a Node child here, Electron's utility process elsewhere. */
export interface EngineChild {
  send(message: unknown): void
  onMessage(listener: (message: unknown) => void): void
  /** Called once, with what the process said last on standard error. */
  onExit(listener: (how: { code: number | null; signal: string | null; lastWords: string }) => void): void
  /** Closes the channel, at which the engine ends by itself. */
  disconnect(): void
  kill(): void
}

const ENGINE = fileURLToPath(new URL('../engine/engine-process.ts', import.meta.url))
const LAST_WORDS_MS = 500

/** Starts the engine, or another script, in a child process of its own. */
export function forkEngine(script = ENGINE): EngineChild {
  const child: ChildProcess = fork(script, [], { execArgv: [], stdio: ['ignore', 'ignore', 'pipe', 'ipc'] })
  const lastWords = keepLastWords(child.stderr)
  return {
    // A failed send means that the process has gone, which `exit` tells.
    send: (message) => child.send(message as object, () => {}),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) => {
      child.on('exit', (code, signal) => {
        // What it said last may still be on its way; a process of its own that holds the pipe is not waited for.
        const tell = () => listener({ code, signal, lastWords: lastWords() })
        if (!child.stderr || child.stderr.readableEnded) return tell()
        const timer = setTimeout(() => child.stderr?.destroy(), LAST_WORDS_MS)
        child.stderr.once('close', () => {
          clearTimeout(timer)
          tell()
        })
      })
      child.on('error', (error) => {
        if (child.pid === undefined) listener({ code: null, signal: null, lastWords: error.message })
      })
    },
    disconnect: () => child.connected && child.disconnect(),
    kill: () => child.kill('SIGKILL'),
  }
}
