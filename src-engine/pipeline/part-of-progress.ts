import type { WorkOptions } from '../../src-shared/progress.ts'

/** The same options for one part of the work, which fills `from` to `to` (0..1) of its progress. */
export function partOf(options: WorkOptions, from: number, to: number): WorkOptions {
  return { ...options, onProgress: (fraction, detail) => options.onProgress?.(from + fraction * (to - from), detail) }
}
