import { Euler, MathUtils, Quaternion, Vector3 } from 'three'
import type { Transform } from '../../src-shared/edits.ts'

type Triple = [number, number, number]
type Turn = Transform['rotation']

/** Degrees about x, y and z, as the panel shows them (three.js' order XYZ). */
export function toDegrees([w, x, y, z]: Turn): Triple {
  const { x: a, y: b, z: c } = new Euler().setFromQuaternion(new Quaternion(x, y, z, w).normalize(), 'XYZ')
  return [a, b, c].map(MathUtils.radToDeg) as Triple
}

export function fromDegrees([a, b, c]: Triple): Turn {
  const radians = [a, b, c].map(MathUtils.degToRad) as Triple
  return turnOf(new Quaternion().setFromEuler(new Euler(...radians, 'XYZ')))
}

/** As the contract writes it: w x y z, of length one. */
export function turnOf({ x, y, z, w }: Quaternion): Turn {
  const length = Math.hypot(x, y, z, w) || 1
  return [w / length, x / length, y / length, z / length]
}

/** Where a point of the splat frame lies in the world. */
export function placeOf(point: Triple, { translation, rotation, scale }: Transform): Triple {
  const [w, x, y, z] = rotation
  const turned = new Vector3(...point).applyQuaternion(new Quaternion(x, y, z, w).normalize())
  return turned
    .multiplyScalar(scale)
    .add(new Vector3(...translation))
    .toArray()
}

/** The transform of that rotation and scale that takes `pivot` (splat frame) to `place` (world). */
export function transformTaking(pivot: Triple, place: Triple, rotation: Turn, scale: number): Transform {
  const moved = placeOf(pivot, { translation: [0, 0, 0], rotation, scale })
  return { translation: [place[0] - moved[0], place[1] - moved[1], place[2] - moved[2]], rotation, scale }
}
