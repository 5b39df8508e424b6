import type { EditState } from '../../src-shared/edit-state.ts'
import { isUnmoved } from '../../src-shared/edit-state.ts'
import type { Transform } from '../../src-shared/edits.ts'
import { rotationMatrix } from '../../src-shared/quaternion.ts'
import { type SplatCloud, shCoefficientCount } from '../../src-shared/splat-cloud.ts'
import { insideTest } from '../../src-shared/volume.ts'
import { movePoints } from './move-points.ts'
import { nothingLeft } from './nothing-left.ts'
import { harmonicsRotation, rotateHarmonics } from './rotate-harmonics.ts'

/**
 * The cloud as edited: without the deleted splats and those whose centre lies outside the crop, then moved. The cloud
 * itself is not changed; parts that an edit leaves alone are shared with it.
 * Throws `bad_arguments` where no splat is left.
 */
export function applyToCloud(cloud: SplatCloud, edits: EditState): SplatCloud {
  const left = keptSplats(cloud, edits)
  if (left?.length === 0) throw nothingLeft()
  const kept = left ? gatherSplats(cloud, left) : cloud
  return isUnmoved(edits.transform) ? kept : moveCloud(kept, edits.transform)
}

/** Indices of the splats that are left; null where all are. */
function keptSplats({ count, positions }: SplatCloud, { deleted, crop }: EditState): Uint32Array | null {
  if (!deleted && !crop) return null
  const inside = crop ? insideTest(crop) : () => true
  const kept = new Uint32Array(count)
  let length = 0
  for (let i = 0; i < count; i++) {
    if (deleted?.[i] || !inside(positions[3 * i], positions[3 * i + 1], positions[3 * i + 2])) continue
    kept[length++] = i
  }
  return kept.subarray(0, length)
}

/** The cloud of the splats with these indices, in their order. */
export function gatherSplats(cloud: SplatCloud, indices: Uint32Array): SplatCloud {
  const gather = (from: Float32Array, stride: number) => {
    const out = new Float32Array(stride * indices.length)
    indices.forEach((splat, i) => {
      out.set(from.subarray(stride * splat, stride * (splat + 1)), stride * i)
    })
    return out
  }
  return {
    count: indices.length,
    shDegree: cloud.shDegree,
    positions: gather(cloud.positions, 3),
    logScales: gather(cloud.logScales, 3),
    rotations: gather(cloud.rotations, 4),
    opacityLogits: gather(cloud.opacityLogits, 1),
    sh: gather(cloud.sh, 3 * shCoefficientCount(cloud.shDegree)),
  }
}

function moveCloud(cloud: SplatCloud, transform: Transform): SplatCloud {
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
