import { StudioError } from '../../src-shared/errors.ts'
import type { EditWorkerApi, WorkerReply, WorkerRequest } from './edit-worker-api.ts'

/** A worker of its own for one cloud; it answers in the order it is asked. */
export interface EditWorker {
  readonly api: EditWorkerApi
  /** Frees the master. Calls not answered yet reject with `cancelled`. */
  readonly close: () => void
}

const CALLS = [
  'load',
  'setQueue',
  'push',
  'moveTo',
  'select',
  'paint',
  'endPaint',
  'deletion',
  'showFloaters',
  'deleteFloaters',
  'hide',
  'countInside',
  'fit',
  'floor',
] as const satisfies readonly (keyof EditWorkerApi)[]

export function startEditWorker(): EditWorker {
  const worker = new Worker(new URL('./edit.worker.ts', import.meta.url), { type: 'module' })
  const waiting = new Map<number, { resolve: (value: unknown) => void; reject: (error: StudioError) => void }>()
  let nextId = 1
  const rejectAll = (error: StudioError) => {
    for (const { reject } of waiting.values()) reject(error)
    waiting.clear()
  }
  worker.addEventListener('message', ({ data }: MessageEvent<WorkerReply>) => {
    const call = waiting.get(data.id)
    waiting.delete(data.id)
    if ('error' in data) call?.reject(new StudioError(data.error.code, data.error.message, data.error.hint))
    else call?.resolve(data.result)
  })
  worker.addEventListener('error', ({ message }) =>
    rejectAll(
      new StudioError('out_of_memory', `Editing has stopped: ${message}`, 'Reload the studio; your edits are kept.'),
    ),
  )
  const ask = (call: keyof EditWorkerApi, args: readonly unknown[]) =>
    new Promise((resolve, reject) => {
      const id = nextId++
      waiting.set(id, { resolve, reject })
      worker.postMessage({ id, call, args } satisfies WorkerRequest)
    })
  const api = Object.fromEntries(CALLS.map((call) => [call, (...args: unknown[]) => ask(call, args)]))
  return {
    api: api as unknown as EditWorkerApi,
    close: () => {
      worker.terminate()
      rejectAll(new StudioError('cancelled', 'The project was closed.', 'Open it again.'))
    },
  }
}
