import { PROJECTED_STRIDE } from '../cpu/raster-constants.ts'
import { tileGrid } from '../cpu/tile-lists.ts'
import type { DeviceMemory } from './device-memory.ts'
import { SETTINGS_BYTES } from './step-settings.ts'

/** What one view is drawn into and from, besides the splats and the pairs. */
export interface ViewBuffers {
  /** Largest image. */
  readonly width: number
  readonly height: number
  readonly settings: GPUBuffer
  /** Number of splats: 1 word. */
  readonly count: GPUBuffer
  /** A record of PROJECTED_STRIDE floats a splat. */
  readonly projected: GPUBuffer
  /** Tiles each splat covers. */
  readonly tileCounts: GPUBuffer
  /** Tile counts in order of depth, then their prefix sums. */
  readonly starts: GPUBuffer
  /** First pair and number of pairs of each splat: 2 words. */
  readonly spans: GPUBuffer
  /** Pairs that the view has, and pairs that were drawn: 1 word each. */
  readonly wanted: GPUBuffer
  readonly pairs: GPUBuffer
  /** Numbers of workgroups for the kernels over all pairs. */
  readonly groups: GPUBuffer
  /** First and last pair of each tile: 2 words. */
  readonly ranges: GPUBuffer
  /** End of the pairs that were drawn, of each tile. */
  readonly drawn: GPUBuffer
  /** Planes of the picture: see wgsl/rasterise.wgsl.ts. */
  readonly image: GPUBuffer
}

export function createViewBuffers(memory: DeviceMemory, capacity: number, width: number, height: number): ViewBuffers {
  const { columns, rows } = tileGrid(width, height)
  const words = (label: string, length: number) => memory.storage(label, 4 * length)
  return {
    width,
    height,
    settings: memory.uniform('settings', SETTINGS_BYTES),
    count: words('count', 1),
    projected: words('projected', PROJECTED_STRIDE * capacity),
    tileCounts: words('tile counts', capacity),
    starts: words('starts', capacity),
    spans: words('spans', 2 * capacity),
    wanted: words('wanted', 1),
    pairs: words('pairs', 1),
    groups: memory.indirect('groups', 24),
    ranges: words('ranges', 2 * columns * rows),
    drawn: words('drawn', columns * rows),
    image: words('image', 6 * width * height),
  }
}
