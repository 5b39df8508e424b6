import { StudioError } from '../../../src-shared/errors.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { PROJECTED_STRIDE, SLOT_STRIDE } from '../cpu/raster-constants.ts'
import { tileGrid } from '../cpu/tile-lists.ts'
import { MOST_TILES } from './draw-splats.ts'
import { RANGE_BLOCK } from './wgsl/count-groups.wgsl.ts'
import { fieldGroups } from './wgsl/splat-fields.wgsl.ts'

/** What decides how much room training takes on the device. */
export interface TrainingSize {
  /** Most splats. */
  readonly capacity: number
  readonly shDegree: SplatCloud['shDegree']
  /** Largest image. */
  readonly width: number
  readonly height: number
}

/** Workgroups that one dimension of a dispatch may have, by the standard. */
const MOST_GROUPS = 65535

/** Most (splat, tile) pairs that the device has room for in one piece and workgroups in one dispatch. */
export function mostPairs({ limits }: GPUDevice): number {
  const bySlots = Math.floor(limits.maxStorageBufferBindingSize / (4 * SLOT_STRIDE))
  return Math.min(bySlots, RANGE_BLOCK * MOST_GROUPS)
}

/** Throws `out_of_memory` when some buffer would be larger than the device lets any be. */
export function checkLimits({ limits }: GPUDevice, { capacity, shDegree, width, height }: TrainingSize): void {
  const largest = Math.max(
    ...fieldGroups(shDegree).map(({ fields }) => 4 * fields * capacity),
    4 * PROJECTED_STRIDE * capacity,
    // Nine planes of the loss's maps.
    36 * width * height,
  )
  const { columns, rows } = tileGrid(width, height)
  const given = Math.min(limits.maxStorageBufferBindingSize, limits.maxBufferSize)
  if (largest <= given && columns * rows <= MOST_TILES) return
  const mebi = (bytes: number) => Math.ceil(bytes / 2 ** 20)
  throw new StudioError(
    'out_of_memory',
    `Training ${capacity} splats on photos of ${width} x ${height} needs ${mebi(largest)} MiB in one piece on the ` +
      `graphics device, which gives ${mebi(given)}.`,
    'Use a smaller preset, or train on the CPU.',
  )
}
