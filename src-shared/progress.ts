import { throwIfCancelled } from './errors.ts'

/** How long work reports: `fraction` 0..1 of this piece of work, `detail` a few words for a person. Cheap to call often. */
export type ProgressListener = (fraction: number, detail: string) => void

/** Stops long work between two steps, with all it holds in memory, and lets it go on. */
export interface PauseSignal {
  /** True from when a pause is asked for until the work is let go on. */
  readonly requested: boolean
  /** For work that stands between two steps: resolves when it may go on. Throws `cancelled` when the signal aborts. */
  wait(signal: AbortSignal | undefined): Promise<void>
  /** Milliseconds the work has stood still so far. */
  stoodStillMs(): number
}

/** What every long-running function of the engine takes. */
export interface WorkOptions {
  /** Checked between any two steps; aborted work throws `cancelled`. */
  readonly signal?: AbortSignal
  /** Likewise; paused work waits. */
  readonly pause?: PauseSignal
  readonly onProgress?: ProgressListener
  readonly onWarning?: (message: string) => void
  /** Worker threads to use; default: the machine's cores. */
  readonly threads?: number
  /** Seed of every random choice: the same input and seed give the same result. */
  readonly seed?: number
}

/** The same options for one part of the work, which fills `from` to `to` (0..1) of its progress. */
export function partOf<Options extends WorkOptions>(options: Options, from: number, to: number): Options {
  return { ...options, onProgress: (fraction, detail) => options.onProgress?.(from + (to - from) * fraction, detail) }
}

/** Between any two steps of long work: throws `cancelled` when it has been, waits while it is paused. */
export async function betweenSteps({ signal, pause }: Pick<WorkOptions, 'signal' | 'pause'>): Promise<void> {
  throwIfCancelled(signal)
  if (pause?.requested) await pause.wait(signal)
}

/** Milliseconds on a clock that stands still while the work does. */
export function workClock({ pause }: Pick<WorkOptions, 'pause'>): () => number {
  return () => performance.now() - (pause?.stoodStillMs() ?? 0)
}
