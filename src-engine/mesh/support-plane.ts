import { seededRandom } from '../math/random.ts'
import type { Focus } from './focus-point.ts'
import type { Vec3 } from './view-geometry.ts'

/** A plane in the world frame: height of a point above it = normal . point - offset. `normal` is unit and points up. */
export interface Plane {
  readonly normal: Vec3
  readonly offset: number
  /** Standard deviation of the points that lie on it, world units (robust: 1.4826 x median absolute deviation). */
  readonly noise: number
}

/** Height of a point above the plane, world units. */
export function heightAbove(plane: Plane, x: number, y: number, z: number): number {
  return plane.normal[0] * x + plane.normal[1] * y + plane.normal[2] * z - plane.offset
}

const TRIALS = 600
/** A table is level within this; the world is turned upright from the cameras, which is good to some degrees. */
const MAX_TILT_COS = Math.cos((25 * Math.PI) / 180)
/**
 * Points this near belong to the plane, as a share of the distance to the cameras. A bare table's depth is ragged: where
 * no plane is found the search is made again, wider.
 */
const INLIER_SHARES = [0.008, 0.016, 0.032]
/** At least this share of the points around the object lies on a table that is there. */
const MIN_SHARE = 0.08
/** At most so many points lie below a table, for each one on it: nothing is seen through it. */
const MAX_BELOW = 0.5

interface Candidate {
  readonly normal: readonly [number, number, number]
  readonly offset: number
}

function planeThrough(points: Float64Array, a: number, b: number, c: number): Candidate | null {
  const [ax, ay, az] = [points[3 * a], points[3 * a + 1], points[3 * a + 2]]
  const [ux, uy, uz] = [points[3 * b] - ax, points[3 * b + 1] - ay, points[3 * b + 2] - az]
  const [vx, vy, vz] = [points[3 * c] - ax, points[3 * c + 1] - ay, points[3 * c + 2] - az]
  const n = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]
  const length = Math.hypot(n[0], n[1], n[2])
  if (length < 1e-12) return null
  const sign = n[1] < 0 ? -1 / length : 1 / length
  const normal: [number, number, number] = [n[0] * sign, n[1] * sign, n[2] * sign]
  if (normal[1] < MAX_TILT_COS) return null
  return { normal, offset: normal[0] * ax + normal[1] * ay + normal[2] * az }
}

function score(points: Float64Array, plane: Candidate, tolerance: number): { on: number; below: number } {
  let on = 0
  let below = 0
  const [nx, ny, nz] = plane.normal
  for (let i = 0; i < points.length; i += 3) {
    const h = nx * points[i] + ny * points[i + 1] + nz * points[i + 2] - plane.offset
    if (h > tolerance) continue
    if (h >= -tolerance) on++
    else if (h < -3 * tolerance) below++
  }
  return { on, below }
}

/** Least squares of y = p x + q z + r over the points within `tolerance`: fine for a plane that is nearly level. */
function refine(points: Float64Array, plane: Candidate, tolerance: number): Candidate {
  const [nx, ny, nz] = plane.normal
  let [sxx, sxz, szz, sx, sz, n, sxy, szy, sy] = [0, 0, 0, 0, 0, 0, 0, 0, 0]
  for (let i = 0; i < points.length; i += 3) {
    const [x, y, z] = [points[i], points[i + 1], points[i + 2]]
    if (Math.abs(nx * x + ny * y + nz * z - plane.offset) > tolerance) continue
    sxx += x * x
    sxz += x * z
    szz += z * z
    sx += x
    sz += z
    sxy += x * y
    szy += z * y
    sy += y
    n++
  }
  const det = sxx * (szz * n - sz * sz) - sxz * (sxz * n - sz * sx) + sx * (sxz * sz - szz * sx)
  if (n < 3 || Math.abs(det) < 1e-12) return plane
  const p = (sxy * (szz * n - sz * sz) - sxz * (szy * n - sz * sy) + sx * (szy * sz - szz * sy)) / det
  const q = (sxx * (szy * n - sz * sy) - sxy * (sxz * n - sz * sx) + sx * (sxz * sy - szy * sx)) / det
  const r = (sxx * (szz * sy - szy * sz) - sxz * (sxz * sy - szy * sx) + sxy * (sxz * sz - szz * sx)) / det
  const length = Math.hypot(p, 1, q)
  return { normal: [-p / length, 1 / length, -q / length], offset: r / length }
}

/**
 * Finds the table the object stands on by RANSAC: a nearly level plane under what the cameras look at, with many
 * points on it and few below it (nothing is seen through a table).
 *
 * @param points World x y z of surface points around the object: 3N.
 * @returns null when there is no such plane (an object in the air, a wall).
 */
export function findSupportPlane(points: Float64Array, focus: Focus, seed: number): Plane | null {
  if (points.length / 3 < 50) return null
  for (const share of INLIER_SHARES) {
    const plane = searchPlane(points, focus, share * focus.distance, seed)
    if (plane) return plane
  }
  return null
}

function searchPlane(points: Float64Array, focus: Focus, tolerance: number, seed: number): Plane | null {
  const count = points.length / 3
  const random = seededRandom(seed)
  let best: Candidate | null = null
  let bestScore = 0
  for (let trial = 0; trial < TRIALS; trial++) {
    const pick = () => Math.floor(random() * count)
    const candidate = planeThrough(points, pick(), pick(), pick())
    if (!candidate) continue
    const { on, below } = score(points, candidate, tolerance)
    const value = on - 2 * below
    if (value > bestScore) {
      bestScore = value
      best = candidate
    }
  }
  if (!best) return null
  for (const factor of [2, 1, 1]) best = refine(points, best, factor * tolerance)
  const { on, below } = score(points, best, tolerance)
  const focusHeight =
    best.normal[0] * focus.point[0] + best.normal[1] * focus.point[1] + best.normal[2] * focus.point[2] - best.offset
  if (on < MIN_SHARE * count || below > MAX_BELOW * on || focusHeight < -0.3 * focus.radius) return null
  const residuals: number[] = []
  for (let i = 0; i < points.length; i += 3) {
    const h = best.normal[0] * points[i] + best.normal[1] * points[i + 1] + best.normal[2] * points[i + 2] - best.offset
    if (Math.abs(h) <= 2 * tolerance) residuals.push(Math.abs(h))
  }
  residuals.sort((a, b) => a - b)
  return { ...best, noise: 1.4826 * residuals[Math.floor(residuals.length / 2)] }
}
