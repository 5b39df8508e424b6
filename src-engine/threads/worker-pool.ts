import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import { throwIfCancelled } from '../../src-shared/errors.ts'
import type { PauseSignal } from '../../src-shared/progress.ts'
import { type PackedError, unpackError } from './packed-error.ts'

/** Worker threads to use when the caller does not say. */
export function defaultThreads(): number {
  return Math.max(1, Math.min(availableParallelism(), 16))
}

interface Waiting {
  readonly message: unknown
  readonly transfer: readonly ArrayBuffer[]
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
}

/**
 * Runs tasks on a fixed set of worker threads, first come first served.
 * The worker's script calls `serveTasks` (serve-tasks.ts) with a function from message to reply.
 * Memory is shared by passing views over SharedArrayBuffer inside the messages.
 */
export interface WorkerPool {
  readonly threads: number
  /** Runs one task on the next free thread. */
  run<Reply>(message: unknown, transfer?: readonly ArrayBuffer[]): Promise<Reply>
  /** Sends one message to each thread and waits for all replies: for per-thread set-up. */
  broadcast<Reply>(message: (thread: number) => unknown): Promise<Reply[]>
  close(): Promise<void>
}

export interface WorkerPoolOptions {
  readonly threads?: number
  readonly signal?: AbortSignal
  /** While it asks for a pause, threads finish what they are at and are given nothing new. */
  readonly pause?: PauseSignal
  /** Called once when a thread has died or the signal has aborted: this pool runs nothing more. */
  readonly onFailure?: () => void
}

/** Starts the threads. `script` is `new URL('./x.worker.ts', import.meta.url)`. Aborting the signal ends all threads. */
export function startWorkerPool(script: URL, options: WorkerPoolOptions = {}): WorkerPool {
  throwIfCancelled(options.signal)
  const threads = options.threads ?? defaultThreads()
  const workers = Array.from({ length: threads }, () => new Worker(script))
  const busy = new Array<Waiting | null>(threads).fill(null)
  const queue: Waiting[] = []
  const { pause, signal } = options
  let failure: Error | null = null
  let standing = false

  const fail = (error: Error) => {
    if (failure) return
    failure = error
    options.onFailure?.()
    for (const waiting of [...busy, ...queue.splice(0)]) waiting?.reject(failure)
    busy.fill(null)
    for (const worker of workers) void worker.terminate()
  }
  const start = (thread: number, waiting: Waiting) => {
    busy[thread] = waiting
    // A busy thread keeps the process alive; an idle one does not.
    workers[thread].ref()
    workers[thread].postMessage(waiting.message, waiting.transfer)
  }
  const startWaiting = () => {
    if (pause?.requested) return standStill(pause)
    for (let thread = busy.indexOf(null); thread >= 0 && queue.length > 0; thread = busy.indexOf(null)) {
      start(thread, queue.shift()!)
    }
  }
  const standStill = (paused: PauseSignal) => {
    if (standing || queue.length === 0 || busy.some((task) => task !== null)) return
    standing = true
    const goOn = () => {
      standing = false
      startWaiting()
    }
    // An abort has failed the tasks by then.
    paused.wait(signal).then(goOn, () => {})
  }
  workers.forEach((worker, thread) => {
    worker.on('message', (reply: { value?: unknown; error?: PackedError }) => {
      const waiting = busy[thread]
      busy[thread] = null
      workers[thread].unref()
      if (reply.error) waiting?.reject(unpackError(reply.error))
      else waiting?.resolve(reply.value as never)
      startWaiting()
    })
    worker.on('error', fail)
    worker.unref()
  })
  const onAbort = () => {
    try {
      throwIfCancelled(signal)
    } catch (error) {
      fail(error as Error)
    }
  }
  signal?.addEventListener('abort', onAbort, { once: true })

  const run = <Reply>(message: unknown, transfer: readonly ArrayBuffer[] = []) =>
    new Promise<Reply>((resolve, reject) => {
      if (failure) return reject(failure)
      const waiting: Waiting = { message, transfer, resolve: resolve as (value: never) => void, reject }
      queue.push(waiting)
      startWaiting()
    })
  return {
    threads,
    run,
    broadcast: <Reply>(message: (thread: number) => unknown) => {
      if (busy.some((task) => task !== null)) throw new Error('broadcast needs an idle pool')
      return Promise.all(workers.map((_, thread) => run<Reply>(message(thread))))
    },
    close: async () => {
      signal?.removeEventListener('abort', onAbort)
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}
