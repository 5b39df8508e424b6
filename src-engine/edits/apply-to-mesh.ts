import { type EditState, isUnmoved } from '../../src-shared/edit-state.ts'
import type { TexturedMesh } from '../../src-shared/mesh.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { dropUnusedVertices } from '../mesh/drop-unused-vertices.ts'
import { buildKdTree, nearestPoint } from '../splats/kd-tree.ts'
import { cutMesh } from './cut-mesh.ts'
import { movePoints, turnDirections } from './move-points.ts'
import { nothingLeft } from './nothing-left.ts'

/** Splats fainter than this make no surface: cleaning them away must not tear holes into it. Logit of 0.1. */
const FAINTEST_LOGIT = Math.log(0.1 / 0.9)

/**
 * The mesh as edited: cut at the crop, without the triangles whose three vertices all belong to deleted splats (a vertex
 * belongs to the nearest splat that is not all but invisible), then moved. Through holes its inside is seen.
 * `cloud` is the splats as they were trained. Throws `bad_arguments` where no triangle is left.
 */
export function applyToMesh(mesh: TexturedMesh, cloud: SplatCloud, edits: EditState): TexturedMesh {
  const { crop, deleted, transform } = edits
  let edited = mesh
  if (crop) edited = cutMesh(edited, crop)
  if (deleted) edited = { ...edited, indices: withoutDeleted(edited, cloud, deleted) }
  if (edited.indices.length === 0) throw nothingLeft()
  const isWhole = edited.indices.length === mesh.indices.length && edited.positions.length === mesh.positions.length
  edited = isWhole ? mesh : { ...dropUnusedVertices(edited), doubleSided: true }
  if (isUnmoved(transform)) return edited
  return {
    ...edited,
    positions: movePoints(edited.positions, transform),
    normals: turnDirections(edited.normals, transform),
  }
}

function withoutDeleted({ positions, indices }: TexturedMesh, cloud: SplatCloud, deleted: Uint8Array): Uint32Array {
  const visible = new Uint32Array(cloud.count).map((_, i) => i).filter((i) => cloud.opacityLogits[i] > FAINTEST_LOGIT)
  const tree = buildKdTree(cloud.positions, visible)
  const gone = new Uint8Array(positions.length / 3)
  for (let v = 0; v < gone.length; v++) {
    const splat = nearestPoint(tree, positions[3 * v], positions[3 * v + 1], positions[3 * v + 2])
    gone[v] = splat >= 0 && deleted[splat] ? 1 : 0
  }
  return indices.filter((_, i) => {
    const t = i - (i % 3)
    return !(gone[indices[t]] && gone[indices[t + 1]] && gone[indices[t + 2]])
  })
}
