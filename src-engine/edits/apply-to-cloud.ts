import type { EditState } from '../../src-shared/edit-state.ts'
import { isUnmoved } from '../../src-shared/edit-state.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { insideTest } from '../../src-shared/volume.ts'
import { gatherSplats } from '../splats/gather-splats.ts'
import { moveCloud } from './move-cloud.ts'
import { nothingLeft } from './nothing-left.ts'

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
