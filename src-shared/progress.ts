/** How long work reports: `fraction` 0..1 of this piece of work, `detail` a few words for a person. Cheap to call often. */
export type ProgressListener = (fraction: number, detail: string) => void

/** What every long-running function of the engine takes. */
export interface WorkOptions {
  /** Checked between any two steps; aborted work throws `cancelled`. */
  readonly signal?: AbortSignal
  readonly onProgress?: ProgressListener
  readonly onWarning?: (message: string) => void
  /** Worker threads to use; default: the machine's cores. */
  readonly threads?: number
  /** Seed of every random choice: the same input and seed give the same result. */
  readonly seed?: number
}
