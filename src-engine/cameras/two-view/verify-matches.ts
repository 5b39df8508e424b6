import type { PairMatches } from '../types.ts'
import { bestRotation } from './best-rotation.ts'
import { essentialFivePoint } from './five-point.ts'
import { fundamentalMatrices } from './fundamental.ts'
import { homography, transferDistances } from './homography.ts'
import { loRansac, type RansacResult } from './lo-ransac.ts'
import { logFalseAlarms } from './meaningful.ts'
import { refineEssential } from './refine-essential.ts'
import { sampsonDistances } from './sampson.ts'

/** Matched points of two photos, most trusted first. */
export interface MatchedPoints {
  /** 2N pixels relative to the photo's centre, in either photo. */
  readonly x1: Float64Array
  readonly x2: Float64Array
  /** Focal lengths in pixels. */
  readonly focal1: number
  readonly focal2: number
  /** Size of the second photo in pixels. */
  readonly width: number
  readonly height: number
}

export interface VerifiedMatches {
  /** Indices of the matches that agree, ascending. */
  readonly inliers: Int32Array
  readonly geometry: PairMatches['geometry']
}

/** Fewer agreeing matches than this are no evidence. */
export const MIN_INLIERS = 15
/** Inlier threshold as a share of the longer edge (2 px at 800): leaves room for lens distortion, not yet known here. */
const THRESHOLD_OF_EDGE = 0.0025
const MAX_ITERATIONS = 2000
/** Accepted expected number of equally good geometries by chance, as log10. */
const MAX_LOG_FALSE_ALARMS = -3
/** The fundamental matrix replaces the essential one, and the simpler models label the pair, at these ratios of inliers. */
const WRONG_FOCAL_RATIO = 1.25
const SIMPLER_MODEL_RATIO = 0.8

/**
 * The matches that agree with one epipolar geometry, or null when there is none to be sure of. The essential matrix for the
 * focal priors is tried first: five points fix it, planes do not confuse it. Where the priors are so wrong that a
 * fundamental matrix explains far more, that one decides.
 */
export function verifyMatches(points: MatchedPoints, random: () => number): VerifiedMatches | null {
  const { x1, x2, width, height } = points
  const count = x1.length / 2
  const threshold = (THRESHOLD_OF_EDGE * Math.max(width, height)) ** 2
  const calibrated = estimateEssential(points, threshold, random)
  let result = calibrated
  if (!calibrated || calibrated.inliers.length < count / 2) {
    const uncalibrated = estimateFundamental(x1, x2, threshold, random)
    if (uncalibrated && uncalibrated.inliers.length > WRONG_FOCAL_RATIO * (calibrated?.inliers.length ?? 0)) {
      result = uncalibrated
    }
  }
  if (!result) return null
  // A match within the threshold lies in a band of sqrt(2) times its width about the epipolar line.
  const chance = (2 * Math.SQRT2 * Math.sqrt(threshold) * Math.hypot(width, height)) / (width * height)
  const sampleSize = result === calibrated ? 5 : 7
  if (logFalseAlarms(result.inliers.length, count, sampleSize, chance) > MAX_LOG_FALSE_ALARMS) return null
  return { inliers: result.inliers, geometry: labelGeometry(points, result.inliers, threshold, random) }
}

function estimateEssential(points: MatchedPoints, threshold: number, random: () => number): RansacResult | null {
  const { x1, x2, focal1, focal2 } = points
  const n1 = x1.map((value) => value / focal1)
  const n2 = x2.map((value) => value / focal2)
  const F = new Float64Array(9)
  const sample1 = new Float64Array(10)
  const sample2 = new Float64Array(10)
  return loRansac(
    {
      count: x1.length / 2,
      sampleSize: 5,
      solve: (sample) => {
        for (let i = 0; i < 5; i++) {
          sample1[2 * i] = n1[2 * sample[i]]
          sample1[2 * i + 1] = n1[2 * sample[i] + 1]
          sample2[2 * i] = n2[2 * sample[i]]
          sample2[2 * i + 1] = n2[2 * sample[i] + 1]
        }
        return essentialFivePoint(sample1, sample2)
      },
      residuals: (E, out) => {
        // K2^-T E K1^-1: distances in pixels.
        for (let k = 0; k < 9; k++) F[k] = E[k] / ((k % 3 < 2 ? focal1 : 1) * (k < 6 ? focal2 : 1))
        sampsonDistances(F, x1, x2, out)
      },
      refine: (E, inliers, inlierCount) => refineEssential(E, n1, n2, inliers, inlierCount),
    },
    { threshold, random, maxIterations: MAX_ITERATIONS, minInliers: MIN_INLIERS },
  )
}

function estimateFundamental(
  x1: Float64Array,
  x2: Float64Array,
  threshold: number,
  random: () => number,
): RansacResult | null {
  return loRansac(
    {
      count: x1.length / 2,
      sampleSize: 7,
      solve: (sample) => fundamentalMatrices(x1, x2, sample, 7),
      residuals: (F, out) => sampsonDistances(F, x1, x2, out),
      refine: (_, inliers, inlierCount) =>
        inlierCount < 8 ? null : fundamentalMatrices(x1, x2, inliers, inlierCount)[0],
    },
    { threshold, random, maxIterations: MAX_ITERATIONS, minInliers: MIN_INLIERS },
  )
}

/** `rotation` or `planar` where a turn in place or one homography explains nearly all of the inliers. */
function labelGeometry(
  { x1, x2, focal1, focal2 }: MatchedPoints,
  inliers: Int32Array,
  threshold: number,
  random: () => number,
): PairMatches['geometry'] {
  const count = inliers.length
  const enough = SIMPLER_MODEL_RATIO * count
  const [p1, p2] = [x1, x2].map((x) => {
    const chosen = new Float64Array(2 * count)
    for (let i = 0; i < count; i++) chosen.set(x.subarray(2 * inliers[i], 2 * inliers[i] + 2), 2 * i)
    return chosen
  })
  const plane = loRansac(
    {
      count,
      sampleSize: 4,
      solve: (sample) => {
        const H = homography(p1, p2, sample, 4)
        return H ? [H] : []
      },
      residuals: (H, out) => transferDistances(H, p1, p2, out),
      refine: (_, chosen, chosenCount) => homography(p1, p2, chosen, chosenCount),
    },
    { threshold: 2 * threshold, random, maxIterations: 100, minInliers: Math.max(4, Math.ceil(enough)) },
  )
  if (!plane) return 'general'
  const n1 = p1.map((value) => value / focal1)
  const n2 = p2.map((value) => value / focal2)
  const R = bestRotation(n1, n2, plane.inliers, plane.inliers.length)
  const H = R.map((value, k) => value * (k % 3 < 2 ? 1 / focal1 : 1) * (k < 6 ? focal2 : 1))
  const errors = new Float64Array(count)
  transferDistances(H, p1, p2, errors)
  return errors.filter((error) => error <= 2 * threshold).length >= enough ? 'rotation' : 'planar'
}
