import { pixelToNormalized, projectPoint } from '../bundle-adjustment/radial-camera.ts'
import { perspectiveThreePoint } from './p3p.ts'
import { type PoseObservations, refinePose } from './refine-pose.ts'

export interface ResectionOptions {
  /** Pixels an observation may be off and still count. */
  readonly inlierPx: number
  readonly random: () => number
  /** Refine the focal length with the pose once it is found. */
  readonly refineFocal?: boolean
}

export interface Resection {
  /** World to camera, 12 numbers. */
  readonly pose: Float64Array
  /** Focal length, k1, k2. */
  readonly lens: Float64Array
  readonly inlierCount: number
  /** 1 where the observation agrees: N. */
  readonly inliers: Uint8Array
}

/** Chance that no sample was free of outliers, at which sampling stops; samples at most. */
const MISS = 1e-5
const MAX_SAMPLES = 3000

/**
 * The pose of a photo from observations of known points, many of which may be wrong: three-point samples scored by
 * truncated squared error, each better one refined on its inliers (locally optimised RANSAC; Chum, Matas, Kittler 2003),
 * then refined under a robust loss. Null where fewer than four observations agree.
 */
export function resectPhoto(seen: PoseObservations, lens: Float64Array, options: ResectionOptions): Resection | null {
  const { count, points, pixels, cx, cy } = seen
  if (count < 4) return null
  const { inlierPx, random } = options
  const rays = new Float64Array(3 * count)
  for (let i = 0; i < count; i++) {
    pixelToNormalized(lens, 0, pixels[2 * i] - cx, pixels[2 * i + 1] - cy, rays, 3 * i)
    const length = Math.hypot(rays[3 * i], rays[3 * i + 1], 1)
    rays[3 * i] /= length
    rays[3 * i + 1] /= length
    rays[3 * i + 2] = 1 / length
  }
  const sampleRays = new Float64Array(9)
  const samplePoints = new Float64Array(9)
  const candidates = new Float64Array(48)
  const candidate = new Float64Array(12)
  const use = new Uint8Array(count)
  let best: Float64Array | null = null
  let bestScore = count * inlierPx * inlierPx
  let needed = MAX_SAMPLES
  for (let sample = 0; sample < needed; sample++) {
    drawThree(count, random, chosen)
    for (let k = 0; k < 3; k++) {
      sampleRays.set(rays.subarray(3 * chosen[k], 3 * chosen[k] + 3), 3 * k)
      samplePoints.set(points.subarray(3 * chosen[k], 3 * chosen[k] + 3), 3 * k)
    }
    const found = perspectiveThreePoint(sampleRays, samplePoints, candidates)
    let improved = false
    for (let s = 0; s < found; s++) {
      candidate.set(candidates.subarray(12 * s, 12 * s + 12))
      const score = truncatedError(candidate, lens, seen, inlierPx, bestScore)
      if (score >= bestScore) continue
      bestScore = score
      best = candidate.slice()
      improved = true
    }
    if (!best || !improved) continue
    const refined = best.slice()
    markInliers(refined, lens, seen, 1.5 * inlierPx, use)
    refinePose(refined, lens, seen, use, inlierPx / 2)
    const score = truncatedError(refined, lens, seen, inlierPx, bestScore)
    if (score < bestScore) {
      bestScore = score
      best = refined
    }
    const ratio = markInliers(best, lens, seen, inlierPx, use) / count
    needed = Math.min(MAX_SAMPLES, sample + 1 + Math.log(MISS) / Math.log(1 - Math.min(ratio ** 3, 1 - 1e-9)))
  }
  if (!best) return null
  const refinedLens = lens.slice()
  for (let round = 0; round < 2; round++) {
    markInliers(best, refinedLens, seen, 2 * inlierPx, use)
    refinePose(best, refinedLens, seen, use, inlierPx / 2, options.refineFocal)
  }
  const inlierCount = markInliers(best, refinedLens, seen, inlierPx, use)
  return inlierCount < 4 ? null : { pose: best, lens: refinedLens, inlierCount, inliers: use }
}

const chosen = new Int32Array(3)
const pixel = new Float64Array(2)

function drawThree(count: number, random: () => number, out: Int32Array): void {
  out[0] = Math.floor(random() * count)
  do out[1] = Math.floor(random() * count)
  while (out[1] === out[0])
  do out[2] = Math.floor(random() * count)
  while (out[2] === out[0] || out[2] === out[1])
}

function squaredError(pose: Float64Array, lens: Float64Array, seen: PoseObservations, i: number): number {
  const depth = projectPoint(pose, 0, lens, 0, seen.cx, seen.cy, seen.points, 3 * i, pixel)
  if (depth <= 0) return Number.POSITIVE_INFINITY
  return (pixel[0] - seen.pixels[2 * i]) ** 2 + (pixel[1] - seen.pixels[2 * i + 1]) ** 2
}

/** Sum of squared errors cut off at the threshold; gives up once it reaches `limit`. */
function truncatedError(
  pose: Float64Array,
  lens: Float64Array,
  seen: PoseObservations,
  inlierPx: number,
  limit: number,
): number {
  const cut = inlierPx * inlierPx
  let sum = 0
  for (let i = 0; i < seen.count && sum < limit; i++) sum += Math.min(cut, squaredError(pose, lens, seen, i))
  return sum
}

function markInliers(
  pose: Float64Array,
  lens: Float64Array,
  seen: PoseObservations,
  inlierPx: number,
  use: Uint8Array,
): number {
  let inliers = 0
  for (let i = 0; i < seen.count; i++) {
    use[i] = squaredError(pose, lens, seen, i) < inlierPx * inlierPx ? 1 : 0
    inliers += use[i]
  }
  return inliers
}
