import { setTimeout as sleep } from 'node:timers/promises'
import { throwIfStopped } from './stopping.ts'

/** How often, and how long apart, a request that may work later is made again. */
export interface Backoff {
  /** Tries in all. */
  readonly attempts: number
  /** The first wait, milliseconds; each next is twice as long. */
  readonly firstMs: number
  /** No wait of our own choosing is longer. A server's Retry-After beyond `patienceMs` ends the trying. */
  readonly longestMs: number
  readonly patienceMs: number
  /** 0..1, so that many machines do not come back at once. */
  readonly random: () => number
}

export const BACKOFF_DEFAULTS: Backoff = {
  attempts: 6,
  firstMs: 500,
  longestMs: 20_000,
  patienceMs: 120_000,
  random: Math.random,
}

/** Milliseconds to wait after the try of this number (from 0), half of it left to chance; null: do not try again. */
export function waitAfter(attempt: number, retryAfter: string | null, backoff: Backoff): number | null {
  if (attempt + 1 >= backoff.attempts) return null
  const asked = retryAfter === null ? null : retryAfterMs(retryAfter)
  if (asked !== null) return asked > backoff.patienceMs ? null : asked
  const own = Math.min(backoff.firstMs * 2 ** attempt, backoff.longestMs)
  return own / 2 + (own / 2) * backoff.random()
}

/** Status codes after which the same request may work: overload, a locked upload, and what is wrong inside the server. */
export function mayWorkLater(status: number): boolean {
  return status === 408 || status === 423 || status === 425 || status === 429 || (status >= 500 && status !== 507)
}

/** Waits; throws `cancelled` as soon as the signal aborts. */
export async function waitFor(ms: number, signal?: AbortSignal): Promise<void> {
  await sleep(ms, undefined, { signal }).catch(() => throwIfStopped(signal))
}

/** RFC 9110, 10.2.3: seconds, or a date. A date before now by this machine's clock means at once. */
function retryAfterMs(value: string): number | null {
  if (/^\d+$/.test(value.trim())) return 1000 * Number(value)
  const date = Date.parse(value)
  return Number.isNaN(date) ? null : Math.max(0, date - Date.now())
}
