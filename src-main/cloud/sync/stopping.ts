import { StudioError } from '../../../src-shared/errors.ts'

/** Throws `cancelled` when the signal has been aborted. */
export function throwIfStopped(signal?: AbortSignal): void {
  if (!signal?.aborted) return
  throw new StudioError('cancelled', 'The sync was stopped.', 'Sync again: it goes on where it stopped.')
}

/** Settles with the work, or throws `cancelled` as soon as the signal aborts. */
export function untilStopped<T>(work: Promise<T>, signal?: AbortSignal): Promise<T> {
  if (!signal) return work
  return new Promise<T>((resolve, reject) => {
    const onAbort = () => {
      try {
        throwIfStopped(signal)
      } catch (error) {
        reject(error)
      }
    }
    signal.addEventListener('abort', onAbort, { once: true })
    if (signal.aborted) onAbort()
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort))
  })
}
