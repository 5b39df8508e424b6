import { StudioError } from '../../../src-shared/errors.ts'
import type { LoadAnswer, Loaded, LoadRequest } from './load-requests.ts'

interface Waiting {
  readonly resolve: (value: never) => void
  readonly reject: (error: Error) => void
}

const waiting = new Map<number, Waiting>()
let worker: Worker | null = null
let nextId = 1

/** Loads and unpacks a file of a project off the page's thread. Throws `path_not_found` where it cannot be read. */
export function loadFile<Kind extends keyof Loaded>(kind: Kind, address: string): Promise<Loaded[Kind]> {
  worker ??= startWorker()
  const request: LoadRequest = { id: nextId++, kind, address: new URL(address, document.baseURI).href }
  return new Promise((resolve, reject) => {
    waiting.set(request.id, { resolve, reject })
    worker?.postMessage(request)
  })
}

function startWorker(): Worker {
  const started = new Worker(new URL('./load-worker.ts', import.meta.url), { type: 'module' })
  started.addEventListener('message', ({ data }: MessageEvent<LoadAnswer>) => {
    const found = waiting.get(data.id)
    waiting.delete(data.id)
    if ('error' in data) found?.reject(unreadable(data.error))
    else found?.resolve(data.value as never)
  })
  started.addEventListener('error', ({ message }) => {
    for (const { reject } of waiting.values()) reject(unreadable(message))
    waiting.clear()
    worker = null
  })
  return started
}

function unreadable(cause: string): StudioError {
  return new StudioError(
    'path_not_found',
    'A file of the project could not be read.',
    'Reload the studio; if it stays away, run the project again.',
    { cause },
  )
}
