import type { Camera } from '../../../src-shared/camera.ts'
import { symmetricEigen } from '../../math/symmetric-eigen.ts'
import type { CameraAxes } from './camera-axes.ts'
import { heightAbove, type Plane } from './support-plane.ts'

/** Where the object is and how large, in the frame of the cameras. */
export interface ObjectExtent {
  readonly centre: Float64Array
  readonly radius: number
}

/** Optical axes that spread less than this (mean squared sine about their common direction) have no common point. */
const MIN_SPREAD = 0.02
/** Points this far above the support plane, in camera distances, belong to the object. */
const ABOVE = 0.02
/** Fewer points than this say nothing of the object's size. */
const MIN_POINTS = 30

/**
 * The point nearest to all optical axes (least squares, reweighted for photos that look past the object), and the
 * median distance of the cameras from it. Null where the axes are nearly parallel or the point is behind many cameras.
 */
export function axesFocus(axes: CameraAxes): { point: Float64Array; distance: number } | null {
  const { count, centres, forward } = axes
  let point: Float64Array | null = null
  const matrix = new Float64Array(9)
  const values = new Float64Array(3)
  const vectors = new Float64Array(9)
  for (let round = 0; round < 8; round++) {
    matrix.fill(0)
    const right = new Float64Array(3)
    const misses = point ? axisDistances(axes, point) : new Float64Array(count)
    const scale = Math.max(misses.slice().sort()[count >> 1], 1e-12)
    let total = 0
    for (let i = 0; i < count; i++) {
      const weight = 1 / Math.max(1, misses[i] / scale)
      const d = forward.subarray(3 * i, 3 * i + 3)
      const c = centres.subarray(3 * i, 3 * i + 3)
      const along = d[0] * c[0] + d[1] * c[1] + d[2] * c[2]
      total += weight
      for (let r = 0; r < 3; r++) {
        right[r] += weight * (c[r] - d[r] * along)
        for (let k = 0; k < 3; k++) matrix[3 * r + k] += weight * ((r === k ? 1 : 0) - d[r] * d[k])
      }
    }
    symmetricEigen(matrix.slice(), 3, values, vectors)
    if (values[0] < MIN_SPREAD * total) return null
    point = new Float64Array(3)
    for (let v = 0; v < 3; v++) {
      const e = vectors.subarray(3 * v, 3 * v + 3)
      const amount = (e[0] * right[0] + e[1] * right[1] + e[2] * right[2]) / values[v]
      for (let k = 0; k < 3; k++) point[k] += amount * e[k]
    }
  }
  if (!point) return null
  const focus = point
  const depths = Float64Array.from({ length: count }, (_, i) => {
    return [0, 1, 2].reduce((sum, k) => sum + forward[3 * i + k] * (focus[k] - centres[3 * i + k]), 0)
  }).sort()
  // A quarter of the cameras looking away from it: not what they were pointed at.
  if (depths[count >> 2] <= 0) return null
  return { point: focus, distance: depths[count >> 1] }
}

function axisDistances({ count, centres, forward }: CameraAxes, point: Float64Array): Float64Array {
  return Float64Array.from({ length: count }, (_, i) => {
    const to = [0, 1, 2].map((k) => point[k] - centres[3 * i + k])
    const along = [0, 1, 2].reduce((sum, k) => sum + to[k] * forward[3 * i + k], 0)
    return Math.sqrt(Math.max(0, to[0] ** 2 + to[1] ** 2 + to[2] ** 2 - along * along))
  })
}

/**
 * Centre and radius of the object that the cameras look at from around it. It fills no more than the narrower field of
 * view at the cameras' distance; of the points within that ball (above the support plane, if there is one) the middle
 * of their robust bounding box is the centre, and 97 % of them lie within the radius. With too few points the ball
 * itself, shrunk to how much of a photo an object usually fills, is taken.
 */
export function orbitedObject(
  points: Float64Array,
  cameras: readonly Camera[],
  focus: { readonly point: Float64Array; readonly distance: number },
  plane: Plane | null,
): ObjectExtent {
  const tangents = cameras
    .map(({ width, height, fx, fy }) => Math.min(width / fx, height / fy) / 2)
    .sort((a, b) => a - b)
  const reach = focus.distance * Math.min(tangents[tangents.length >> 1], 0.75)
  const chosen: number[] = []
  for (let i = 0; 3 * i < points.length; i++) {
    if (plane && heightAbove(points, i, plane) < ABOVE * focus.distance) continue
    const distance = Math.hypot(...[0, 1, 2].map((k) => points[3 * i + k] - focus.point[k]))
    if (distance < reach) chosen.push(i)
  }
  if (chosen.length < MIN_POINTS) return { centre: focus.point, radius: 0.7 * reach }
  // Along the plane's normal the object reaches down to the plane, where its lowest points were left out.
  const up = plane?.normal ?? Float64Array.of(0, 1, 0)
  const [side, other] = perpendiculars(up)
  const centre = new Float64Array(3)
  for (const axis of [up, side, other]) {
    const sorted = chosen
      .map((i) => [0, 1, 2].reduce((sum, k) => sum + axis[k] * points[3 * i + k], 0))
      .sort((a, b) => a - b)
    const low = axis === up && plane ? plane.offset : quantile(sorted, 0.02)
    const middle = 0.5 * (low + quantile(sorted, 0.98))
    for (let k = 0; k < 3; k++) centre[k] += middle * axis[k]
  }
  return { centre, radius: radiusAround(points, chosen, centre) }
}

/** Centre and radius of a scene that the cameras look at from one side, such as a wall: medians of its points. */
export function facedScene(points: Float64Array, axes: CameraAxes): ObjectExtent {
  const count = points.length / 3
  if (count === 0) {
    const centre = new Float64Array(3)
    for (let k = 0; k < 3 * axes.count; k++) centre[k % 3] += (axes.centres[k] + axes.forward[k]) / axes.count
    return { centre, radius: 1 }
  }
  const all = Array.from({ length: count }, (_, i) => i)
  const centre = Float64Array.from([0, 1, 2], (k) =>
    quantile(
      all.map((i) => points[3 * i + k]).sort((a, b) => a - b),
      0.5,
    ),
  )
  return { centre, radius: radiusAround(points, all, centre) }
}

/** 97 % of the points lie within it: the rest may be strays. */
function radiusAround(points: Float64Array, chosen: readonly number[], centre: Float64Array): number {
  const distances = chosen.map((i) => Math.hypot(...[0, 1, 2].map((k) => points[3 * i + k] - centre[k])))
  return quantile(
    distances.sort((a, b) => a - b),
    0.97,
  )
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]
}

/** Two unit vectors square to `up` and to each other. */
function perpendiculars(up: Float64Array): [Float64Array, Float64Array] {
  const least = [0, 1, 2].reduce((best, k) => (Math.abs(up[k]) < Math.abs(up[best]) ? k : best), 0)
  const side = Float64Array.from([0, 1, 2], (k) => (k === least ? 1 : 0) - up[least] * up[k])
  const length = Math.hypot(side[0], side[1], side[2])
  for (let k = 0; k < 3; k++) side[k] /= length
  return [
    side,
    Float64Array.of(
      up[1] * side[2] - up[2] * side[1],
      up[2] * side[0] - up[0] * side[2],
      up[0] * side[1] - up[1] * side[0],
    ),
  ]
}
