import { seededRandom } from '../../math/random.ts'
import { pixelToNormalized } from '../bundle-adjustment/radial-camera.ts'
import { decomposeEssential, type RelativePose } from '../two-view/decompose-essential.ts'
import { essentialFivePoint } from '../two-view/five-point.ts'
import { loRansac } from '../two-view/lo-ransac.ts'
import { refineEssential } from '../two-view/refine-essential.ts'
import { sampsonDistances } from '../two-view/sampson.ts'
import type { PairMatches } from '../types.ts'
import type { LensGroups } from './lens-groups.ts'
import type { MappingInput } from './mapping-input.ts'

/** Two photos that a model can begin with: `pose` takes camera a's frame to camera b's, the baseline is one unit. */
export interface InitialPair {
  readonly a: number
  readonly b: number
  readonly pose: RelativePose
  /** Points weighted by how well their rays cross: more is better. */
  readonly score: number
}

/** Pairs that are looked at: those with most matches, and as many spread over the rest, which have wider baselines. */
const STRONGEST = 40
const SPREAD = 40
const MIN_MATCHES = 30
/** Rays that cross at this angle or more count in full; below the least angle a point does not count. */
const FULL_ANGLE = (16 * Math.PI) / 180
const LEAST_ANGLE = (1.5 * Math.PI) / 180
/** Least score to begin with: that many points at full angle, or more at less. */
const MIN_SCORE = 8
/** Epipolar error of an inlier, as a part of the photo's longer side. */
const INLIER_OF_EDGE = 0.002

/** Pairs to begin with, best first, given the focal length of each lens group. */
export function rankInitialPairs(input: MappingInput, lenses: LensGroups, focalPx: readonly number[]): InitialPair[] {
  const usable = input.pairs
    .filter(({ geometry, matches }) => geometry !== 'rotation' && matches.length >= 2 * MIN_MATCHES)
    .sort((p, q) => q.matches.length - p.matches.length || p.a - q.a || p.b - q.b)
  const rest = usable.slice(STRONGEST)
  const stride = Math.max(1, rest.length / SPREAD)
  const spread = Array.from({ length: Math.min(SPREAD, rest.length) }, (_, i) => rest[Math.floor(i * stride)])
  return [...usable.slice(0, STRONGEST), ...spread]
    .map((pair) => evaluatePair(input, lenses, focalPx, pair))
    .filter((pair): pair is InitialPair => pair !== null && pair.score >= MIN_SCORE)
    .sort((p, q) => q.score - p.score || p.a - q.a || p.b - q.b)
}

function evaluatePair(
  input: MappingInput,
  { lensOf }: LensGroups,
  focalPx: readonly number[],
  pair: PairMatches,
): InitialPair | null {
  const { a, b, matches } = pair
  const count = matches.length / 2
  const edge = Math.max(input.photos[a].width, input.photos[a].height)
  const threshold = (INLIER_OF_EDGE * edge) / focalPx[lensOf[a]]
  const [x1, x2] = [a, b].map((photo, side) => {
    const { width, height } = input.photos[photo]
    const lens = Float64Array.of(focalPx[lensOf[photo]], 0, 0)
    const points = new Float64Array(2 * count)
    for (let i = 0; i < count; i++) {
      const k = 4 * matches[2 * i + side]
      const x = input.keypoints[photo][k] - width / 2
      pixelToNormalized(lens, 0, x, input.keypoints[photo][k + 1] - height / 2, points, 2 * i)
    }
    return points
  })
  const sample1 = new Float64Array(10)
  const sample2 = new Float64Array(10)
  const result = loRansac(
    {
      count,
      sampleSize: 5,
      solve: (sample) => {
        sample.forEach((m, i) => {
          sample1.set(x1.subarray(2 * m, 2 * m + 2), 2 * i)
          sample2.set(x2.subarray(2 * m, 2 * m + 2), 2 * i)
        })
        return essentialFivePoint(sample1, sample2)
      },
      residuals: (E, out) => sampsonDistances(E, x1, x2, out),
      refine: (E, inliers, inlierCount) => refineEssential(E, x1, x2, inliers, inlierCount),
    },
    {
      threshold: threshold * threshold,
      random: seededRandom(input.seed + 7919 * a + 104729 * b),
      maxIterations: 300,
      minInliers: 15,
    },
  )
  if (!result) return null
  let best: InitialPair | null = null
  for (const pose of decomposeEssential(result.model)) {
    const score = scorePose(pose, x1, x2, result.inliers)
    if (!best || score > best.score) best = { a, b, pose, score }
  }
  // A plane seen twice has a second solution that fits as well; better to begin elsewhere if one can.
  return best && pair.geometry === 'planar' ? { ...best, score: best.score / 4 } : best
}

/** Sum over the inliers in front of both cameras of their ray angle, as a part of a good one. */
function scorePose(pose: RelativePose, x1: Float64Array, x2: Float64Array, inliers: Int32Array): number {
  const { R, t } = pose
  let score = 0
  for (const i of inliers) {
    const u1 = x1[2 * i]
    const v1 = x1[2 * i + 1]
    const u2 = x2[2 * i]
    const v2 = x2[2 * i + 1]
    // The first ray in the second camera's frame: depth1 r + t = depth2 (u2, v2, 1).
    const rx = R[0] * u1 + R[1] * v1 + R[2]
    const ry = R[3] * u1 + R[4] * v1 + R[5]
    const rz = R[6] * u1 + R[7] * v1 + R[8]
    const rr = rx * rx + ry * ry + rz * rz
    const ss = u2 * u2 + v2 * v2 + 1
    const rs = rx * u2 + ry * v2 + rz
    const rt = rx * t[0] + ry * t[1] + rz * t[2]
    const st = u2 * t[0] + v2 * t[1] + t[2]
    const determinant = rr * ss - rs * rs
    if (!(rs * st - ss * rt > 0 && rr * st - rs * rt > 0)) continue
    const angle = Math.atan2(Math.sqrt(Math.max(determinant, 0)), rs)
    if (angle >= LEAST_ANGLE) score += Math.min(1, angle / FULL_ANGLE)
  }
  return score
}
