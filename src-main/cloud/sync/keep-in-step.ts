import { asStudioError } from '../../../src-shared/as-studio-error.ts'
import type { StudioError } from '../../../src-shared/errors.ts'
import { waitFor } from './backoff.ts'
import type { SyncOutcome } from './sync-outcome.ts'

export interface KeepInStepOptions {
  /** The projects under sync, asked anew for each round. */
  readonly folders: () => Promise<readonly string[]>
  readonly sync: (folder: string, signal: AbortSignal) => Promise<SyncOutcome>
  readonly onEnd: (folder: string, end: SyncOutcome | StudioError) => void
  /** Between two rounds when all is well. */
  readonly everyMs?: number
  /** The first wait of a project that is pending; each next is twice as long, up to `everyMs`. */
  readonly pendingMs?: number
}

/** Long enough to cost nothing, short enough that nobody asks where their project is. */
const EVERY_MS = 5 * 60_000
const PENDING_MS = 5000

/**
 * Syncs projects one after the other, again and again: what could not be sent offline, or while a run was going on, is
 * caught up with. `wake` begins a round at once (a change here, one heard from elsewhere, the network is back).
 */
export function keepInStep(options: KeepInStepOptions): { wake(): void; close(): Promise<void> } {
  const { everyMs = EVERY_MS, pendingMs = PENDING_MS } = options
  const closing = new AbortController()
  let woken = new AbortController()
  let failures = 0
  const round = async () => {
    let pending = false
    for (const folder of await options.folders()) {
      if (closing.signal.aborted) return
      const end = await options.sync(folder, closing.signal).catch(asStudioError)
      if (!closing.signal.aborted) options.onEnd(folder, end)
      pending ||= 'kind' in end && end.kind === 'pending'
    }
    failures = pending ? failures + 1 : 0
  }
  const run = async () => {
    while (!closing.signal.aborted) {
      woken = new AbortController()
      await round().catch(() => {
        failures++
      })
      const wait = failures > 0 ? Math.min(pendingMs * 2 ** (failures - 1), everyMs) : everyMs
      await waitFor(wait, AbortSignal.any([closing.signal, woken.signal])).catch(() => {})
    }
  }
  const running = run()
  return {
    wake: () => woken.abort(),
    close: async () => {
      closing.abort()
      await running
    },
  }
}
