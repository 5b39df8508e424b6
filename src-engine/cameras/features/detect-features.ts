import type { WorkOptions } from '../../../src-shared/progress.ts'
import { defaultThreads, startWorkerPool } from '../../threads/worker-pool.ts'
import type { FeatureSet } from '../types.ts'

/** What one worker task is told; `detect-features.worker.ts` answers with a FeatureSet. */
export interface DetectTask {
  readonly path: string
  readonly width: number
  readonly height: number
  readonly maxEdge: number
  readonly maxFeatures: number
}

export interface DetectOptions extends WorkOptions {
  /** Photos are shrunk to this longer edge, in pixels, before detection. Default 1600. */
  readonly maxEdge?: number
  /** Most features a photo. Default 3000. */
  readonly maxFeatures?: number
}

/** Scale space and workspace of one thread take about 130 MB; more threads than this would cost more than they bring. */
const MAX_THREADS = 8
/** A photo with fewer features than this is worth a warning. */
const FEW_FEATURES = 100

/**
 * SIFT features of each photo, in the photos' order, one worker task a photo. Coordinates refer to the full photo of
 * `width` x `height` pixels after EXIF orientation. Fails with what loading a photo throws, and with `cancelled`.
 */
export async function detectFeatures(
  photos: readonly { file: string; path: string; width: number; height: number }[],
  options: DetectOptions = {},
): Promise<FeatureSet[]> {
  const { maxEdge = 1600, maxFeatures = 3000, signal, pause, onProgress, onWarning } = options
  const threads = Math.max(1, Math.min(options.threads ?? defaultThreads(), MAX_THREADS, photos.length))
  const pool = startWorkerPool(new URL('./detect-features.worker.ts', import.meta.url), { threads, signal, pause })
  try {
    let done = 0
    return await Promise.all(
      photos.map(async ({ file, path, width, height }) => {
        const features = await pool.run<FeatureSet>({ path, width, height, maxEdge, maxFeatures } satisfies DetectTask)
        done++
        onProgress?.(done / photos.length, `features of ${file}`)
        if (features.count < FEW_FEATURES) {
          onWarning?.(`${file} shows few details (${features.count} features); it may not find its place.`)
        }
        return features
      }),
    )
  } finally {
    await pool.close()
  }
}
