import { utilityProcess } from 'electron'
import type { EngineChild } from '../host/engine-child.ts'
import { keepLastWords } from '../host/last-words.ts'
import type { ComputeWindow } from './compute/compute-window.ts'

/** Starts the engine in Electron's utility process: a Node of its own, without the fuse that turns Electron into one. */
export function startUtilityEngine(script: string, compute: ComputeWindow): EngineChild {
  const child = utilityProcess.fork(script, [], {
    serviceName: 'Glimpse3D engine',
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  compute.serve(child)
  const lastWords = keepLastWords(child.stderr)
  // V8 gave up, which nearly always means memory; where it happened says which.
  let fatal = ''
  child.on('error', (type, location) => {
    fatal = `${type} ${location}`
  })
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => child.on('message', listener),
    onExit: (listener) =>
      child.once('exit', (code) => listener({ code, signal: null, lastWords: `${lastWords()}${fatal}` })),
    // It has no channel of its own to close. What it writes is written atomically, so it may be asked to end at any time.
    disconnect: () => child.kill(),
    kill: () => killNow(child.pid),
  }
}

/** Electron's own `kill` asks politely. */
function killNow(pid: number | undefined): void {
  try {
    if (pid !== undefined) process.kill(pid, 'SIGKILL')
  } catch {
    // It has ended meanwhile, which is what was wanted.
  }
}
