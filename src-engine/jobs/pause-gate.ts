import { throwIfCancelled } from '../../src-shared/errors.ts'
import type { PauseSignal } from '../../src-shared/progress.ts'

/** A pause signal with its switch. */
export interface PauseGate extends PauseSignal {
  /** The work stops after the step it is in. */
  pause(): void
  resume(): void
}

/**
 * Makes a gate, open at first. `onChange` hears `true` when work really has stopped, which may be long after `pause`, and
 * `false` when it is let go on.
 */
export function createPauseGate(onChange: (paused: boolean) => void = () => {}): PauseGate {
  const waiting = new Set<() => void>()
  let requested = false
  let stoppedAt: number | null = null
  let stoodBefore = 0

  const stand = (signal: AbortSignal | undefined) =>
    new Promise<void>((resolve) => {
      const goOn = () => {
        waiting.delete(goOn)
        signal?.removeEventListener('abort', goOn)
        resolve()
      }
      waiting.add(goOn)
      signal?.addEventListener('abort', goOn)
      if (stoppedAt !== null) return
      stoppedAt = performance.now()
      onChange(true)
    })
  return {
    get requested() {
      return requested
    },
    wait: async (signal) => {
      throwIfCancelled(signal)
      // Who is let go on may find the gate closed again.
      while (requested) {
        await stand(signal)
        throwIfCancelled(signal)
      }
    },
    stoodStillMs: () => stoodBefore + (stoppedAt === null ? 0 : performance.now() - stoppedAt),
    pause: () => {
      requested = true
    },
    resume: () => {
      if (!requested) return
      requested = false
      if (stoppedAt !== null) stoodBefore += performance.now() - stoppedAt
      stoppedAt = null
      for (const goOn of [...waiting]) goOn()
      onChange(false)
    },
  }
}
