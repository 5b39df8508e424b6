import { Worker } from 'node:worker_threads'
import { StudioError, throwIfCancelled } from '../../../src-shared/errors.ts'
import { SSIM_WINDOW } from './photometric-loss.ts'
import {
  FINISHED,
  NEXT_BACKWARD_TILE,
  NEXT_ROW,
  NEXT_SPLATS,
  NEXT_TILE,
  ORDER,
  type RasterWorkerData,
} from './raster-orders.ts'
import { type BufferSizes, mapBuffers, type SharedBuffers } from './shared-buffers.ts'
import { type StepSettings, writeSettings } from './step-settings.ts'

/** Threads that draw and optimise splats in one shared memory. One order at a time. */
export interface RasterThreads {
  readonly buffers: SharedBuffers
  /** All threads carry out one order; resolves when the last is done. Rejects `cancelled` when the signal aborts. */
  run(settings: StepSettings): Promise<void>
  close(): Promise<void>
}

/** Counters that start every order at 0. */
const COUNTERS = [FINISHED, NEXT_TILE, NEXT_BACKWARD_TILE, NEXT_SPLATS, NEXT_ROW]

const PAGE = 65536
const MOST_PAGES = 65536

/**
 * Starts the threads and their memory. Orders go through shared memory and `Atomics`, never through messages, so a step
 * costs no more than waking the threads. Memory is only taken from the system as it is touched.
 * Throws `out_of_memory` when the sizes ask for more than 4 GiB or the system refuses.
 */
export function startRasterThreads(sizes: BufferSizes, signal?: AbortSignal): RasterThreads {
  throwIfCancelled(signal)
  const pages = Math.ceil(mapBuffers(null, sizes).bytes / PAGE)
  const memory = sharedMemory(pages)
  const buffers = mapBuffers(memory.buffer, sizes)
  const { control } = buffers
  buffers.taps.set(SSIM_WINDOW)
  let failure: Error | null = null
  let reject: (error: Error) => void = () => {}
  const fail = (error: Error) => {
    failure ??= error
    reject(failure)
    for (const worker of workers) void worker.terminate()
  }
  const workers = Array.from({ length: sizes.threads }, (_, thread) => {
    const workerData: RasterWorkerData = { memory, sizes, thread }
    const worker = new Worker(new URL('./raster.worker.ts', import.meta.url), { workerData })
    worker.on('error', fail)
    worker.unref()
    return worker
  })
  const onAbort = () => {
    try {
      throwIfCancelled(signal)
    } catch (error) {
      fail(error as Error)
    }
  }
  signal?.addEventListener('abort', onAbort, { once: true })

  const finished = async () => {
    for (let done = 0; done < sizes.threads; done = Atomics.load(control, FINISHED)) {
      const wait = Atomics.waitAsync(control, FINISHED, done)
      if (!wait.async) continue
      await new Promise<void>((resolve, onFailure) => {
        reject = onFailure
        if (failure) onFailure(failure)
        void wait.value.then(() => resolve())
      })
    }
  }
  return {
    buffers,
    run: async (settings) => {
      if (failure) throw failure
      writeSettings(settings, buffers)
      for (const counter of COUNTERS) Atomics.store(control, counter, 0)
      // Working threads keep the process alive; waiting ones do not.
      for (const worker of workers) worker.ref()
      Atomics.add(control, ORDER, 1)
      Atomics.notify(control, ORDER)
      await finished()
      for (const worker of workers) worker.unref()
    },
    close: async () => {
      signal?.removeEventListener('abort', onAbort)
      failure ??= new Error('The trainer has been closed.')
      await Promise.all(workers.map((worker) => worker.terminate()))
    },
  }
}

function sharedMemory(pages: number): WebAssembly.Memory {
  try {
    return new WebAssembly.Memory({ initial: pages, maximum: Math.min(pages, MOST_PAGES), shared: true })
  } catch (cause) {
    throw new StudioError(
      'out_of_memory',
      `Training needs ${Math.ceil(pages / 16)} MiB in one piece, which this machine does not give.`,
      'Use a smaller preset, or fewer photos.',
      { cause },
    )
  }
}
