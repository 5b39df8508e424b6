import type { Vec3 } from './view-geometry.ts'

/** Where voxel centres lie: centre of (i, j, k) = origin + voxel * (i, j, k), world frame. Index i + nx * (j + ny * k). */
export interface VoxelGrid {
  readonly origin: Vec3
  /** Edge length, world units. */
  readonly voxel: number
  readonly nx: number
  readonly ny: number
  readonly nz: number
}

/** A truncated signed distance: negative inside, positive outside, in units of the truncation distance, -1..1. */
export interface SignedField {
  readonly grid: VoxelGrid
  readonly values: Float32Array
  /** How many views saw a surface within the truncation distance of the voxel, at most 255. */
  readonly support: Uint8Array
}

/** An axis-aligned box in the world frame. */
export interface Box {
  readonly min: Vec3
  readonly max: Vec3
}

/** The grid of `cells` voxels along the longest side that covers the box. */
export function gridOver(box: Box, cells: number): VoxelGrid {
  const size = [0, 1, 2].map((axis) => box.max[axis] - box.min[axis])
  const voxel = Math.max(...size) / (cells - 1)
  const [nx, ny, nz] = size.map((length) => Math.max(4, Math.ceil(length / voxel - 1e-9) + 1))
  return { origin: box.min, voxel, nx, ny, nz }
}
