import type { Transform } from '../../src-shared/edits.ts'
import { rotationMatrix } from '../../src-shared/quaternion.ts'

/** The points (3N) after the transform: x' = scale * R x + translation. */
export function movePoints(points: Float32Array, { translation, rotation, scale }: Transform): Float32Array {
  const r = rotationMatrix(rotation)
  const out = new Float32Array(points.length)
  for (let i = 0; i < points.length; i += 3) {
    for (let k = 0; k < 3; k++) {
      const turned = r[3 * k] * points[i] + r[3 * k + 1] * points[i + 1] + r[3 * k + 2] * points[i + 2]
      out[i + k] = scale * turned + translation[k]
    }
  }
  return out
}

/** Directions (3N) are only turned. */
export function turnDirections(directions: Float32Array, { rotation }: Transform): Float32Array {
  return movePoints(directions, { translation: [0, 0, 0], rotation, scale: 1 })
}
