import { pixelToNormalized, projectPoint } from './bundle-adjustment/radial-camera.ts'

/** Posed cameras on flat arrays; see bundle-adjustment/radial-camera.ts for poses and lenses. */
export interface PosedCameras {
  /** 12C. */
  readonly poses: Float64Array
  /** 3L. */
  readonly lenses: Float64Array
  /** C. */
  readonly lensOf: Int32Array
  /** 2C. */
  readonly principalPoints: Float64Array
}

/** Observations of what may be one point, gathered to be triangulated. Grows as needed and is reused. */
export interface TrackObservations {
  count: number
  /** Camera of each. */
  cameras: Int32Array
  /** Pixel x y of each. */
  pixels: Float64Array
  /** World centre (3) and unit direction (3) of each ray; filled by `triangulateRobust`. */
  rays: Float64Array
  /** Result: 1 where the observation agrees with the point. */
  inliers: Uint8Array
}

export function makeTrackObservations(capacity: number): TrackObservations {
  return {
    count: 0,
    cameras: new Int32Array(capacity),
    pixels: new Float64Array(2 * capacity),
    rays: new Float64Array(6 * capacity),
    inliers: new Uint8Array(capacity),
  }
}

export interface TriangulationOptions {
  /** Pixels a projection may be off. */
  readonly inlierPx: number
  /** Least angle, in radians, that some two rays of a point must make. */
  readonly minAngle: number
}

/** Two-ray hypotheses tried a track at most; spread evenly over all pairs. */
const MAX_HYPOTHESES = 60

const point = new Float64Array(3)
const trial = new Float64Array(3)
const pixel = new Float64Array(2)
const direction = new Float64Array(2)

/**
 * Triangulates a track that may hold wrong observations: hypotheses from pairs of rays, the one with most agreeing
 * observations (then least error) wins and is solved anew from all of these. Writes the world point to `out[o..o + 3]`
 * and sets `track.inliers`. Returns how many observations agree, or 0 where fewer than two do, the rays are too
 * parallel, or the point would lie behind a camera.
 */
export function triangulateRobust(
  cameras: PosedCameras,
  track: TrackObservations,
  options: TriangulationOptions,
  out: Float64Array,
  o = 0,
): number {
  const n = track.count
  if (n < 2) return 0
  for (let i = 0; i < n; i++) writeRay(cameras, track, i)
  // Most tracks are clean: all rays at once first.
  track.inliers.fill(1, 0, n)
  let best = 0
  if (nearestToRays(track, point) && countInliers(cameras, track, point, options.inlierPx) === n) best = n
  if (best < n && n > 2) best = bestOfPairs(cameras, track, options, point)
  if (best < 2) return 0
  countInliers(cameras, track, point, options.inlierPx)
  for (let round = 0; round < 2 && best < n; round++) {
    if (!nearestToRays(track, trial)) break
    const count = countInliers(cameras, track, trial, options.inlierPx)
    if (count < best) {
      countInliers(cameras, track, point, options.inlierPx)
      break
    }
    best = count
    point.set(trial)
  }
  if (widestAngle(track, point) < options.minAngle) return 0
  out[o] = point[0]
  out[o + 1] = point[1]
  out[o + 2] = point[2]
  return best
}

/** Squared distance in pixels between where camera c sees the world point and the given pixel; infinite from behind. */
export function squaredReprojectionError(
  cameras: PosedCameras,
  c: number,
  points: Float64Array,
  p: number,
  x: number,
  y: number,
): number {
  const { poses, lenses, lensOf, principalPoints } = cameras
  const cx = principalPoints[2 * c]
  const cy = principalPoints[2 * c + 1]
  const depth = projectPoint(poses, 12 * c, lenses, 3 * lensOf[c], cx, cy, points, p, pixel)
  if (depth <= 0) return Number.POSITIVE_INFINITY
  return (pixel[0] - x) ** 2 + (pixel[1] - y) ** 2
}

function writeRay(cameras: PosedCameras, track: TrackObservations, i: number): void {
  const c = track.cameras[i]
  const { poses, lenses, lensOf, principalPoints } = cameras
  const x = track.pixels[2 * i] - principalPoints[2 * c]
  const y = track.pixels[2 * i + 1] - principalPoints[2 * c + 1]
  pixelToNormalized(lenses, 3 * lensOf[c], x, y, direction)
  const [u, v] = direction
  const length = Math.sqrt(u * u + v * v + 1)
  const p = 12 * c
  for (let k = 0; k < 3; k++) {
    track.rays[6 * i + k] = -(
      poses[p + k] * poses[p + 9] +
      poses[p + 3 + k] * poses[p + 10] +
      poses[p + 6 + k] * poses[p + 11]
    )
    track.rays[6 * i + 3 + k] = (poses[p + k] * u + poses[p + 3 + k] * v + poses[p + 6 + k]) / length
  }
}

/** The point with the least sum of squared distances to the rays of the inliers. False where these are parallel. */
function nearestToRays(track: TrackObservations, out: Float64Array): boolean {
  const { rays } = track
  let m00 = 0
  let m01 = 0
  let m02 = 0
  let m11 = 0
  let m12 = 0
  let m22 = 0
  let b0 = 0
  let b1 = 0
  let b2 = 0
  for (let i = 0; i < track.count; i++) {
    if (!track.inliers[i]) continue
    const r = 6 * i
    const dx = rays[r + 3]
    const dy = rays[r + 4]
    const dz = rays[r + 5]
    const along = dx * rays[r] + dy * rays[r + 1] + dz * rays[r + 2]
    m00 += 1 - dx * dx
    m11 += 1 - dy * dy
    m22 += 1 - dz * dz
    m01 -= dx * dy
    m02 -= dx * dz
    m12 -= dy * dz
    b0 += rays[r] - dx * along
    b1 += rays[r + 1] - dy * along
    b2 += rays[r + 2] - dz * along
  }
  const c00 = m11 * m22 - m12 * m12
  const c01 = m02 * m12 - m01 * m22
  const c02 = m01 * m12 - m02 * m11
  const det = m00 * c00 + m01 * c01 + m02 * c02
  if (!(det > 1e-12 * (m00 + m11 + m22) ** 3)) return false
  out[0] = (c00 * b0 + c01 * b1 + c02 * b2) / det
  out[1] = (c01 * b0 + (m00 * m22 - m02 * m02) * b1 + (m01 * m02 - m00 * m12) * b2) / det
  out[2] = (c02 * b0 + (m01 * m02 - m00 * m12) * b1 + (m00 * m11 - m01 * m01) * b2) / det
  return true
}

function countInliers(cameras: PosedCameras, track: TrackObservations, x: Float64Array, inlierPx: number): number {
  let count = 0
  for (let i = 0; i < track.count; i++) {
    const error = squaredReprojectionError(
      cameras,
      track.cameras[i],
      x,
      0,
      track.pixels[2 * i],
      track.pixels[2 * i + 1],
    )
    track.inliers[i] = error <= inlierPx * inlierPx ? 1 : 0
    count += track.inliers[i]
  }
  return count
}

function bestOfPairs(
  cameras: PosedCameras,
  track: TrackObservations,
  options: TriangulationOptions,
  out: Float64Array,
): number {
  const n = track.count
  const pairs = (n * (n - 1)) / 2
  const stride = Math.max(1, Math.floor(pairs / MAX_HYPOTHESES))
  const cut = options.inlierPx * options.inlierPx
  let best = 0
  let bestError = Number.POSITIVE_INFINITY
  let index = 0
  for (let a = 0; a < n; a++) {
    for (let b = a + 1; b < n; b++) {
      if (index++ % stride !== 0) continue
      track.inliers.fill(0, 0, n)
      track.inliers[a] = 1
      track.inliers[b] = 1
      if (!nearestToRays(track, trial)) continue
      if (rayAngle(track, trial, a, b) < options.minAngle) continue
      let count = 0
      let error = 0
      for (let i = 0; i < n; i++) {
        const x = track.pixels[2 * i]
        const e = squaredReprojectionError(cameras, track.cameras[i], trial, 0, x, track.pixels[2 * i + 1])
        if (e <= cut) count++
        error += Math.min(e, cut)
      }
      if (count < 2 || error >= bestError) continue
      best = count
      bestError = error
      out.set(trial)
    }
  }
  return best
}

/** Angle at the point between the directions to the centres of rays a and b, radians. */
function rayAngle(track: TrackObservations, x: Float64Array, a: number, b: number): number {
  const { rays } = track
  const ux = rays[6 * a] - x[0]
  const uy = rays[6 * a + 1] - x[1]
  const uz = rays[6 * a + 2] - x[2]
  const vx = rays[6 * b] - x[0]
  const vy = rays[6 * b + 1] - x[1]
  const vz = rays[6 * b + 2] - x[2]
  const wx = uy * vz - uz * vy
  const wy = uz * vx - ux * vz
  const wz = ux * vy - uy * vx
  return Math.atan2(Math.sqrt(wx * wx + wy * wy + wz * wz), ux * vx + uy * vy + uz * vz)
}

function widestAngle(track: TrackObservations, x: Float64Array): number {
  let widest = 0
  for (let a = 0; a < track.count; a++) {
    if (!track.inliers[a]) continue
    for (let b = a + 1; b < track.count; b++) if (track.inliers[b]) widest = Math.max(widest, rayAngle(track, x, a, b))
  }
  return widest
}
