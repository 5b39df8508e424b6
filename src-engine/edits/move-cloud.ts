import type { Transform } from '../../src-shared/edits.ts'
import { rotationMatrix } from '../../src-shared/quaternion.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { movePoints } from './move-points.ts'
import { harmonicsRotation, rotateHarmonics } from './rotate-harmonics.ts'

/** The cloud after a similarity, x' = scale * R x + translation: positions, sizes, rotations and view-dependent colour. */
export function moveCloud(cloud: SplatCloud, transform: Transform): SplatCloud {
  const grown = Math.log(transform.scale)
  const matrix = harmonicsRotation(cloud.shDegree, rotationMatrix(transform.rotation))
  return {
    ...cloud,
    positions: movePoints(cloud.positions, transform),
    logScales: cloud.logScales.map((value) => value + grown),
    rotations: turnQuaternions(cloud.rotations, transform.rotation),
    sh: rotateHarmonics(cloud.sh, cloud.shDegree, matrix),
  }
}

/** The quaternions r q for each q (4N), of length one. */
function turnQuaternions(rotations: Float32Array, r: Transform['rotation']): Float32Array {
  const length = Math.hypot(...r)
  const [a, b, c, d] = r.map((value) => value / length)
  const out = new Float32Array(rotations.length)
  for (let i = 0; i < rotations.length; i += 4) {
    const [w, x, y, z] = [rotations[i], rotations[i + 1], rotations[i + 2], rotations[i + 3]]
    out[i] = a * w - b * x - c * y - d * z
    out[i + 1] = a * x + b * w + c * z - d * y
    out[i + 2] = a * y - b * z + c * w + d * x
    out[i + 3] = a * z + b * y - c * x + d * w
  }
  return out
}
