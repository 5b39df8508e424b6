import { waitFor } from './backoff.ts'

/** Keeps what is sent and fetched below a limit. */
export interface Bandwidth {
  /** Waits until so many bytes may go. Throws `cancelled`. */
  take(bytes: number, signal?: AbortSignal): Promise<void>
}

/** Milliseconds since whenever, and waiting for so many. */
export interface WaitingClock {
  now(): number
  wait(ms: number, signal?: AbortSignal): Promise<void>
}

const CLOCK: WaitingClock = { now: () => performance.now(), wait: waitFor }

/**
 * One limit for all transfers that share it. Whoever takes more than a second's worth goes at once, and the next waits for
 * it: on average the limit holds, whatever the size of the pieces.
 *
 * @param bytesPerSecond Null: no limit.
 */
export function createBandwidth(bytesPerSecond: number | null, clock: WaitingClock = CLOCK): Bandwidth {
  let freeAt = 0
  return {
    take: async (bytes, signal) => {
      if (bytesPerSecond === null) return
      const now = clock.now()
      const begins = Math.max(now, freeAt)
      freeAt = begins + (1000 * bytes) / bytesPerSecond
      if (begins > now) await clock.wait(begins - now, signal)
    },
  }
}
