import { seededRandom } from '../../math/random.ts'
import { symmetricEigen } from '../../math/symmetric-eigen.ts'

/** The plane normal . x = offset, with the scene on the side the unit normal points to. */
export interface Plane {
  readonly normal: Float64Array
  readonly offset: number
}

export interface SupportPlaneOptions {
  /** Where up roughly is: unit vector. */
  readonly up: Float64Array
  /** Typical distance from camera to object: the unit of the tolerances. */
  readonly distance: number
}

/** Largest tilt of the plane against `up`. */
const MAX_TILT = (20 * Math.PI) / 180
/** Distance from the plane, in camera distances, within which a point lies on it. */
const THICKNESS = 0.008
/** Least number and part of the points on a plane worth the name, and largest part below it. */
const MIN_POINTS = 40
const MIN_PART = 0.06
const MAX_PART_BELOW = 0.1
const SAMPLES = 1500

/**
 * The table or floor the object stands on: of all planes nearly level the one with most points on it and next to none
 * below, by RANSAC on three points and a least-squares fit to the points on it. `points`: world x y z, 3N. Null where
 * no plane stands out, as with an object on a plain backdrop.
 */
export function supportPlane(points: Float64Array, options: SupportPlaneOptions): Plane | null {
  const { up, distance } = options
  const count = points.length / 3
  if (count < MIN_POINTS) return null
  const random = seededRandom(1)
  const thickness = THICKNESS * distance
  let best: Plane | null = null
  let bestScore = Math.max(MIN_POINTS, MIN_PART * count)
  const consider = (plane: Plane | null) => {
    if (!plane) return
    const { on, below } = countAround(points, plane, thickness)
    // A point below weighs against the plane: a box's lid has its sides below it, the table has not.
    const score = on - 2 * below
    if (below > MAX_PART_BELOW * count || score <= bestScore) return
    bestScore = score
    best = plane
  }
  for (let sample = 0; sample < SAMPLES; sample++) {
    const [a, b, c] = [0, 1, 2].map(() => 3 * Math.floor(random() * count))
    consider(planeThrough(points, a, b, c, up))
  }
  for (let round = 0; round < 4 && best; round++) {
    const fitted = fitPlane(points, best, thickness, up)
    if (!fitted) break
    best = fitted
  }
  return best
}

function oriented(normal: Float64Array, point: Float64Array, up: Float64Array): Plane | null {
  const length = Math.hypot(normal[0], normal[1], normal[2])
  if (!(length > 0)) return null
  const along = (normal[0] * up[0] + normal[1] * up[1] + normal[2] * up[2]) / length
  if (Math.abs(along) < Math.cos(MAX_TILT)) return null
  const unit = normal.map((v) => (v * Math.sign(along)) / length)
  return { normal: unit, offset: unit[0] * point[0] + unit[1] * point[1] + unit[2] * point[2] }
}

function planeThrough(p: Float64Array, a: number, b: number, c: number, up: Float64Array): Plane | null {
  const u = [p[b] - p[a], p[b + 1] - p[a + 1], p[b + 2] - p[a + 2]]
  const v = [p[c] - p[a], p[c + 1] - p[a + 1], p[c + 2] - p[a + 2]]
  const normal = Float64Array.of(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0])
  return oriented(normal, p.subarray(a, a + 3), up)
}

/** Height of point i above the plane. */
export function heightAbove(points: Float64Array, i: number, { normal, offset }: Plane): number {
  return normal[0] * points[3 * i] + normal[1] * points[3 * i + 1] + normal[2] * points[3 * i + 2] - offset
}

function countAround(points: Float64Array, plane: Plane, thickness: number): { on: number; below: number } {
  let on = 0
  let below = 0
  for (let i = 0; 3 * i < points.length; i++) {
    const height = heightAbove(points, i, plane)
    if (Math.abs(height) <= thickness) on++
    else if (height < -2 * thickness) below++
  }
  return { on, below }
}

function fitPlane(points: Float64Array, plane: Plane, thickness: number, up: Float64Array): Plane | null {
  const chosen: number[] = []
  for (let i = 0; 3 * i < points.length; i++) {
    if (Math.abs(heightAbove(points, i, plane)) <= thickness) chosen.push(i)
  }
  const centre = new Float64Array(3)
  for (const i of chosen) for (let k = 0; k < 3; k++) centre[k] += points[3 * i + k] / chosen.length
  const covariance = new Float64Array(9)
  for (const i of chosen) {
    for (let r = 0; r < 3; r++) {
      for (let c = 0; c < 3; c++) {
        covariance[3 * r + c] += (points[3 * i + r] - centre[r]) * (points[3 * i + c] - centre[c])
      }
    }
  }
  const vectors = new Float64Array(9)
  symmetricEigen(covariance, 3, new Float64Array(3), vectors)
  return oriented(vectors.slice(0, 3), centre, up)
}
