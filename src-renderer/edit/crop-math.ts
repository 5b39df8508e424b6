import type { Volume } from '../../src-shared/edits.ts'
import { rotationMatrix } from '../../src-shared/quaternion.ts'

type Triple = [number, number, number]

/** No side shorter than this, splat frame: a volume can always be seen and taken hold of. */
const SMALLEST = 1e-3

/** The volume's own axes, in the splat frame; of a sphere those of the frame. */
export function volumeAxes(volume: Volume): [Triple, Triple, Triple] {
  const m = rotationMatrix(volume.kind === 'box' ? volume.rotation : [1, 0, 0, 0])
  return [
    [m[0], m[3], m[6]],
    [m[1], m[4], m[7]],
    [m[2], m[5], m[8]],
  ]
}

/** From the centre to the face or the surface along an axis, 0 to 2. */
export function reachOf(volume: Volume, axis: number): number {
  return volume.kind === 'box' ? volume.half[axis] : volume.radius
}

/**
 * The volume with a handle dragged: `side` 1 or -1 of an axis, to so far from the centre. A box keeps its opposite
 * face where it is, a sphere its centre.
 */
export function dragHandle(volume: Volume, axis: number, side: 1 | -1, reach: number): Volume {
  if (volume.kind === 'sphere') return { ...volume, radius: Math.max(reach, SMALLEST) }
  const half = [...volume.half] as Triple
  half[axis] = Math.max((reach + volume.half[axis]) / 2, SMALLEST)
  const shift = side * (half[axis] - volume.half[axis])
  const direction = volumeAxes(volume)[axis]
  const centre = volume.centre.map((value, i) => value + shift * direction[i]) as Triple
  return { ...volume, half, centre }
}

/**
 * How far along a line from `start` in `direction` (length one) a ray passes nearest to it; null where the two are
 * nearly parallel, so that a handle seen end-on does not run away.
 */
export function nearestOnLine(start: Triple, direction: Triple, origin: Triple, ray: Triple): number | null {
  const dot = (a: Triple, b: Triple) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2]
  const between: Triple = [origin[0] - start[0], origin[1] - start[1], origin[2] - start[2]]
  const length = Math.sqrt(dot(ray, ray))
  const along = dot(direction, ray) / length
  const sine = 1 - along * along
  if (sine < 1e-3) return null
  return (dot(between, direction) - (along * dot(between, ray)) / length) / sine
}
