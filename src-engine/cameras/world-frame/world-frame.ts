import type { CameraSolution } from '../types.ts'
import { applySimilarity } from './apply-similarity.ts'
import { type CameraAxes, cameraAxes } from './camera-axes.ts'
import { axesFocus, facedScene, orbitedObject } from './object-extent.ts'
import { supportPlane } from './support-plane.ts'
import { upDirection } from './up-direction.ts'

/** Points seen by fewer photos are often astray; they have no say in the frame while enough others do. */
const SURE_VIEWS = 3
const ENOUGH_SURE = 200

/**
 * Turns a solution upright and gives it a scale: +Y up, origin at the object, the object about one unit in radius, the
 * camera `front` (the first photo's) looking along -Z, so that its side of the object is the front, as glTF viewers
 * show it. Works from the cameras alone where there are no points. The similarity that did it is added to `toWorld`.
 *
 * Up is how the cameras were held, corrected to the support plane's normal where a nearly level plane stands out. The
 * object is what the optical axes meet at; where they do not meet (a wall, seen from in front), the points' middle.
 */
export function worldFrame(solution: CameraSolution, front = 0): CameraSolution {
  const { cameras } = solution
  if (cameras.length === 0) return solution
  const axes = cameraAxes(cameras)
  const points = surePoints(solution)
  const held = upDirection(axes)
  const focus = axesFocus(axes)
  const faced = facedScene(points, axes)
  const distance = focus?.distance ?? medianDistance(axes, faced.centre)
  const plane = supportPlane(points, { up: held, distance })
  const { centre, radius } = focus ? orbitedObject(points, cameras, focus, plane) : faced
  const rotation = uprightRotation(plane?.normal ?? held, axes, front, centre)
  const scale = 1 / radius
  const translation = [0, 1, 2].map((r) => {
    return -scale * (rotation[3 * r] * centre[0] + rotation[3 * r + 1] * centre[1] + rotation[3 * r + 2] * centre[2])
  })
  return applySimilarity(solution, { scale, rotation, translation })
}

function surePoints({ points }: CameraSolution): Float64Array {
  const { count, positions, trackStarts } = points
  const chosen: number[] = []
  for (let i = 0; i < count; i++) if (trackStarts[i + 1] - trackStarts[i] >= SURE_VIEWS) chosen.push(i)
  if (chosen.length < ENOUGH_SURE) return positions
  return Float64Array.from({ length: 3 * chosen.length }, (_, k) => positions[3 * chosen[(k / 3) | 0] + (k % 3)])
}

function medianDistance({ count, centres }: CameraAxes, from: Float64Array): number {
  const distances = Array.from({ length: count }, (_, i) => {
    return Math.hypot(...[0, 1, 2].map((k) => centres[3 * i + k] - from[k]))
  })
  return distances.sort((a, b) => a - b)[count >> 1]
}

/** Rows are the new axes: +Y is `up`, +Z points from the object to the camera `front`, as level as can be. */
function uprightRotation(up: Float64Array, axes: CameraAxes, front: number, centre: Float64Array): number[] {
  const level = (v: readonly number[]) => {
    const along = v[0] * up[0] + v[1] * up[1] + v[2] * up[2]
    return v.map((value, k) => value - along * up[k])
  }
  const toFront = [0, 1, 2].map((k) => axes.centres[3 * front + k] - centre[k])
  let z = level(toFront)
  // A photo from straight above has no side; its upper edge then points away from the viewer.
  if (Math.hypot(...z) < 1e-3 * Math.hypot(...toFront)) {
    z = level([0, 1, 2].map((k) => -axes.up[3 * front + k]))
  }
  const length = Math.hypot(...z)
  z = z.map((v) => v / length)
  const x = [up[1] * z[2] - up[2] * z[1], up[2] * z[0] - up[0] * z[2], up[0] * z[1] - up[1] * z[0]]
  return [...x, ...up, ...z]
}
