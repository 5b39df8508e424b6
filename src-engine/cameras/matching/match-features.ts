import type { WorkOptions } from '../../../src-shared/progress.ts'
import { defaultThreads, startWorkerPool, type WorkerPool } from '../../threads/worker-pool.ts'
import type { FeatureSet, PairMatches } from '../types.ts'
import type { MatchInput } from './match-pair.ts'
import { allPairs, selectPairs } from './select-pairs.ts'

/** What a worker is told: first the photos, then pairs to count coarse matches of, or to match. */
export type MatchTask =
  | { readonly kind: 'photos'; readonly input: MatchInput }
  | { readonly kind: 'coarse'; readonly pairs: Uint32Array; readonly most: number }
  | { readonly kind: 'full'; readonly pairs: Uint32Array }

/** Up to this many photos every pair is compared in full: 80 photos take about a minute and a half of two cores. */
const MAX_PHOTOS_FOR_ALL_PAIRS = 80
/** Features compared in the coarse pass: a hundredth of the full cost. */
const COARSE_FEATURES = 400
const PAIRS_PER_TASK = 8

/**
 * Matches the features of photos pairwise and keeps the pairs whose matches agree with one two-view geometry, in order of
 * (a, b). `focalPx` are focal priors in pixels of the full photos; photos are taken to be nearly free of distortion, with
 * the principal point in the middle. Beyond 80 photos a coarse pass first selects the pairs. The result depends on
 * neither the number of threads nor their timing. Throws `cancelled`.
 */
export async function matchFeatures(
  features: readonly FeatureSet[],
  focalPx: readonly number[],
  options: WorkOptions = {},
): Promise<PairMatches[]> {
  const { signal, pause, onProgress, seed = 0 } = options
  if (features.length < 2) return []
  const pool = startWorkerPool(new URL('./match-features.worker.ts', import.meta.url), {
    threads: options.threads ?? defaultThreads(),
    signal,
    pause,
  })
  try {
    const input = { features: features.map(shared), focalPx, seed }
    await pool.broadcast(() => ({ kind: 'photos', input }) satisfies MatchTask)
    const coarse = features.length > MAX_PHOTOS_FOR_ALL_PAIRS
    let pairs = allPairs(features.length)
    if (coarse) {
      const counts = await inBatches<number>(
        pool,
        pairs,
        (batch) => ({ kind: 'coarse', pairs: batch, most: COARSE_FEATURES }),
        (fraction) => onProgress?.(0.3 * fraction, 'looking for photos that overlap'),
      )
      pairs = selectPairs(features.length, counts)
    }
    const matched = await inBatches<PairMatches | null>(
      pool,
      pairs,
      (batch) => ({ kind: 'full', pairs: batch }),
      (fraction) => onProgress?.(coarse ? 0.3 + 0.7 * fraction : fraction, 'matching photos'),
    )
    return matched.filter((pair) => pair !== null)
  } finally {
    await pool.close()
  }
}

/** Runs all pairs in small batches and joins the answers in the pairs' order. */
async function inBatches<Answer>(
  pool: WorkerPool,
  pairs: Uint32Array,
  task: (batch: Uint32Array) => MatchTask,
  onFraction: (fraction: number) => void,
): Promise<Answer[]> {
  const starts = Array.from(
    { length: Math.ceil(pairs.length / (2 * PAIRS_PER_TASK)) },
    (_, i) => 2 * PAIRS_PER_TASK * i,
  )
  let done = 0
  const answers = await Promise.all(
    starts.map(async (start) => {
      const answer = await pool.run<Answer[]>(task(pairs.slice(start, start + 2 * PAIRS_PER_TASK)))
      onFraction(++done / starts.length)
      return answer
    }),
  )
  return answers.flat()
}

/** The parts the workers read, in memory that all threads see. */
function shared({ width, height, count, keypoints, descriptors }: FeatureSet): MatchInput['features'][number] {
  const sharedKeypoints = new Float32Array(new SharedArrayBuffer(keypoints.byteLength))
  sharedKeypoints.set(keypoints)
  const sharedDescriptors = new Uint8Array(new SharedArrayBuffer(descriptors.byteLength))
  sharedDescriptors.set(descriptors)
  return { width, height, count, keypoints: sharedKeypoints, descriptors: sharedDescriptors }
}
