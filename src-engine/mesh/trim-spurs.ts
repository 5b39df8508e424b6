import { type Component, labelComponents } from './connected-voxels.ts'
import type { SignedField, VoxelGrid } from './voxel-field.ts'

/** Longer ones (voxels) are wires, stems and legs. */
const LONGEST = 10
const INSIDE = -1
const OUTSIDE = 1
type Side = typeof INSIDE | typeof OUTSIDE

/**
 * Takes away small bodies that hang on the object by a neck no thicker than two voxels: stray depth. What is thin but
 * long stays. A morphological opening finds them. Changes the field.
 */
export function trimSpurs(field: SignedField): void {
  const { values, grid } = field
  const inside = new Int8Array(values.length)
  for (let i = 0; i < inside.length; i++) inside[i] = values[i] < 0 ? INSIDE : OUTSIDE
  const core = spread(inside, grid, OUTSIDE)
  const solid = labelComponents({ values: core, grid }, () => 1)
  const largest = solid.components.reduce((most, { voxels }) => Math.max(most, voxels), 0)
  solid.labels.forEach((label, run) => {
    const body = solid.components[label]
    if (body.voxels < largest && spanOf(body) <= LONGEST) core.fill(OUTSIDE, ...extentOf(solid.extents, run))
  })
  // A layer more than was taken off, for taking it off has rounded the corners.
  const held = spread(spread(core, grid, INSIDE), grid, INSIDE)
  const loose = inside
  for (let i = 0; i < loose.length; i++) if (held[i] === INSIDE) loose[i] = OUTSIDE
  const { components, extents, labels } = labelComponents({ values: loose, grid }, () => 1)
  labels.forEach((label, run) => {
    if (spanOf(components[label]) <= LONGEST) values.fill(1, ...extentOf(extents, run))
  })
}

function extentOf(extents: Uint32Array, run: number): [number, number] {
  return [extents[2 * run], extents[2 * run + 1]]
}

function spanOf({ min, max }: Component): number {
  return Math.max(max[0] - min[0], max[1] - min[1], max[2] - min[2]) + 1
}

/** One side grows by a layer, through the faces of its voxels. The outermost voxels of the grid stay. */
function spread(from: Int8Array, { nx, ny, nz }: VoxelGrid, side: Side): Int8Array {
  const to = from.slice()
  const up = nx * ny
  for (let k = 1; k + 1 < nz; k++)
    for (let j = 1; j + 1 < ny; j++) {
      const row = nx * (j + ny * k)
      for (let i = row + 1; i + 1 < row + nx; i++) {
        if (from[i - 1] === side || from[i + 1] === side || from[i - nx] === side) to[i] = side
        else if (from[i + nx] === side || from[i - up] === side || from[i + up] === side) to[i] = side
      }
    }
  return to
}
