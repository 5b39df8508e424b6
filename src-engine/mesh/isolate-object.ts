import { type Component, labelComponents } from './connected-voxels.ts'
import type { Focus } from './focus-point.ts'
import { TRUNCATION_VOXELS } from './fuse-depth.ts'
import { heightAbove, type Plane } from './support-plane.ts'
import type { Box, SignedField } from './voxel-field.ts'

/** Other bodies stay when they have at least this share of the main one's volume: a pair of shoes is one object. */
const COMPANION_SHARE = 0.15

/** Where the table is cut away: this far above it, world units. Above its noise, and at least over the nearest voxels. */
export function cutHeight(plane: Plane, voxel: number): number {
  return Math.max(1.25 * voxel, Math.min(3 * voxel, plane.noise))
}

/** Makes everything lower than `height` above the plane outside: what stands on it gets a flat base. Changes the field. */
export function cutBelow(field: SignedField, plane: Plane, height: number): void {
  const { values, grid } = field
  const scale = 1 / (TRUNCATION_VOXELS * grid.voxel)
  for (let k = 0; k < grid.nz; k++)
    for (let j = 0; j < grid.ny; j++) {
      const y = grid.origin[1] + grid.voxel * j
      const z = grid.origin[2] + grid.voxel * k
      const base = grid.nx * (j + grid.ny * k)
      for (let i = 0; i < grid.nx; i++) {
        const above = heightAbove(plane, grid.origin[0] + grid.voxel * i, y, z) - height
        const outside = Math.min(1, -above * scale)
        if (outside > values[base + i]) values[base + i] = outside
      }
    }
}

/**
 * Takes away what the table's noise has left around the foot: near the table only what is carried from above stays,
 * widening by at most one voxel a layer (45 degrees). Changes the field.
 *
 * @param cut Where `cutBelow` has cut, world units.
 */
export function trimFoot(field: SignedField, plane: Plane, cut: number): void {
  const { values, grid } = field
  const { nx, ny, nz, voxel, origin } = grid
  const top = cut + Math.max(3 * plane.noise, 2 * voxel)
  for (let j = ny - 2; j >= 0; j--)
    for (let k = 1; k + 1 < nz; k++)
      for (let i = 1; i + 1 < nx; i++) {
        const at = i + nx * (j + ny * k)
        if (values[at] >= 0) continue
        if (heightAbove(plane, origin[0] + voxel * i, origin[1] + voxel * j, origin[2] + voxel * k) > top) continue
        const over = at + nx
        let carried = false
        for (let dk = -1; dk <= 1 && !carried; dk++)
          for (let di = -1; di <= 1 && !carried; di++) carried = values[over + di + nx * ny * dk] < 0
        if (!carried) values[at] = 1
      }
}

/** Makes the outermost voxels outside, so that the surface closes at the border of the grid. Changes the field. */
export function closeBorder(field: SignedField): void {
  const { values, grid } = field
  const { nx, ny, nz } = grid
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) {
      const base = nx * (j + ny * k)
      if (j === 0 || k === 0 || j === ny - 1 || k === nz - 1) values.fill(1, base, base + nx)
      else {
        values[base] = 1
        values[base + nx - 1] = 1
      }
    }
}

/**
 * Keeps the body the cameras look at, and others of its kind that end within the grid; every other body becomes
 * outside. Changes the field.
 *
 * @returns The world box around what was kept, null when there is nothing inside.
 */
export function keepObject(field: SignedField, focus: Focus): Box | null {
  const { grid, values } = field
  const reach = 0.5 * focus.radius
  const { components, extents, labels } = labelComponents(field, (i, j, k) => {
    const dx = grid.origin[0] + grid.voxel * i - focus.point[0]
    const dy = grid.origin[1] + grid.voxel * j - focus.point[1]
    const dz = grid.origin[2] + grid.voxel * k - focus.point[2]
    return Math.exp(-(dx * dx + dy * dy + dz * dz) / (reach * reach))
  })
  if (components.length === 0) return null
  const main = components.reduce((best, body) => (body.weight > best.weight ? body : best))
  const touchesSide = ({ min, max }: Component) =>
    min[0] <= 1 || min[2] <= 1 || max[0] >= grid.nx - 2 || max[2] >= grid.nz - 2 || max[1] >= grid.ny - 2
  const kept = components.map(
    (body) =>
      body === main ||
      (body.voxels >= COMPANION_SHARE * main.voxels &&
        body.weight >= COMPANION_SHARE * main.weight &&
        !touchesSide(body)),
  )
  for (let run = 0; run < labels.length; run++)
    if (!kept[labels[run]]) values.fill(1, extents[2 * run], extents[2 * run + 1])
  const bodies = components.filter((_, index) => kept[index])
  const at = (axis: 0 | 1 | 2, value: number) => grid.origin[axis] + grid.voxel * value
  const low = (axis: 0 | 1 | 2) => at(axis, Math.min(...bodies.map((body) => body.min[axis])))
  const high = (axis: 0 | 1 | 2) => at(axis, Math.max(...bodies.map((body) => body.max[axis])))
  return { min: [low(0), low(1), low(2)], max: [high(0), high(1), high(2)] }
}
