import { seededRandom } from '../../math/random.ts'
import { MIN_INLIERS, verifyMatches } from '../two-view/verify-matches.ts'
import type { FeatureSet, PairMatches } from '../types.ts'
import { createNearestSearch } from './nearest-descriptors.ts'
import { putativeMatches } from './putative-matches.ts'

/** What pair matching reads of the photos; lies in shared memory while workers run. */
export interface MatchInput {
  readonly features: readonly Pick<FeatureSet, 'width' | 'height' | 'count' | 'keypoints' | 'descriptors'>[]
  readonly focalPx: readonly number[]
  readonly seed: number
}

let search: ReturnType<typeof createNearestSearch> | undefined

/** Number of putative matches among the first `features` features of either photo: the coarsest ones. */
export function countCoarseMatches({ features }: MatchInput, a: number, b: number, most: number): number {
  search ??= createNearestSearch()
  const [first, second] = [features[a], features[b]].map(({ descriptors }) => descriptors.subarray(0, 128 * most))
  return putativeMatches(search(first, second)).count
}

/** Verified matches of photos a < b, or null when the two do not clearly show the same thing. */
export function matchPair({ features, focalPx, seed }: MatchInput, a: number, b: number): PairMatches | null {
  search ??= createNearestSearch()
  const [first, second] = [features[a], features[b]]
  const putative = putativeMatches(search(first.descriptors, second.descriptors))
  const pairs = onePerPlace(putative.pairs, first.keypoints, second.keypoints)
  if (pairs.length / 2 < MIN_INLIERS) return null
  const points = {
    x1: centred(pairs, 0, first),
    x2: centred(pairs, 1, second),
    focal1: focalPx[a],
    focal2: focalPx[b],
    width: second.width,
    height: second.height,
  }
  const verified = verifyMatches(points, seededRandom(seed + Math.imul(0x9e3779b1, a * features.length + b + 1)))
  if (!verified) return null
  const matches = new Uint32Array(2 * verified.inliers.length)
  verified.inliers.forEach((inlier, i) => {
    matches.set(pairs.subarray(2 * inlier, 2 * inlier + 2), 2 * i)
  })
  return { a, b, matches, geometry: verified.geometry }
}

/**
 * A blob with two orientations gives two features at one place. Each is replaced by the first of its place, so that tracks
 * over many photos meet in one feature, and further matches of the same place are dropped: they are no further evidence.
 */
function onePerPlace(pairs: Uint32Array, keypointsA: Float32Array, keypointsB: Float32Array): Uint32Array {
  const kept = new Uint32Array(pairs.length)
  const usedA = new Set<number>()
  const usedB = new Set<number>()
  let length = 0
  for (let i = 0; i < pairs.length; i += 2) {
    const a = firstOfPlace(pairs[i], keypointsA)
    const b = firstOfPlace(pairs[i + 1], keypointsB)
    if (usedA.has(a) || usedB.has(b)) continue
    usedA.add(a)
    usedB.add(b)
    kept[length++] = a
    kept[length++] = b
  }
  return kept.slice(0, length)
}

/** Features of one place follow each other. */
function firstOfPlace(index: number, keypoints: Float32Array): number {
  while (
    index > 0 &&
    keypoints[4 * index] === keypoints[4 * index - 4] &&
    keypoints[4 * index + 1] === keypoints[4 * index - 3]
  ) {
    index--
  }
  return index
}

/** Matched pixels of one side (0: a, 1: b), relative to the photo's centre: 2N. */
function centred(
  pairs: Uint32Array,
  side: 0 | 1,
  { keypoints, width, height }: Pick<FeatureSet, 'keypoints' | 'width' | 'height'>,
): Float64Array {
  const points = new Float64Array(pairs.length)
  for (let i = 0; i < pairs.length; i += 2) {
    points[i] = keypoints[4 * pairs[i + side]] - width / 2
    points[i + 1] = keypoints[4 * pairs[i + side] + 1] - height / 2
  }
  return points
}
