import { waitFor } from './backoff.ts'

/** Keeps what is sent and fetched below a limit. */
export interface Bandwidth {
  /** Waits until so many bytes may go. Throws `cancelled`. */
  take(bytes: number, signal?: AbortSignal): Promise<void>
}

/**
 * @param bytesPerSecond Null: no limit. Whoever takes more than a second's worth goes at once, and the next waits for it: on
 * average the limit holds, whatever the size of the pieces.
 */
export function createBandwidth(bytesPerSecond: number | null): Bandwidth {
  let freeAt = 0
  return {
    take: async (bytes, signal) => {
      if (bytesPerSecond === null) return
      const now = performance.now()
      const begins = Math.max(now, freeAt)
      freeAt = begins + (1000 * bytes) / bytesPerSecond
      if (begins > now) await waitFor(begins - now, signal)
    },
  }
}
