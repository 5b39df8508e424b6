import { throwIfCancelled } from '../../../src-shared/errors.ts'

/** Rejects with `cancelled` at the abort: the other process ends what it is at, which nobody has to wait for. */
export async function unlessAborted<T>(signal: AbortSignal | undefined, work: () => Promise<T>): Promise<T> {
  throwIfCancelled(signal)
  const aborted = Promise.withResolvers<never>()
  const tell = () => {
    try {
      throwIfCancelled(signal)
    } catch (error) {
      aborted.reject(error)
    }
  }
  signal?.addEventListener('abort', tell)
  try {
    return await Promise.race([work(), aborted.promise])
  } finally {
    signal?.removeEventListener('abort', tell)
  }
}
