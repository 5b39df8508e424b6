import { tileGrid } from '../cpu/tile-lists.ts'
import { computeKernel } from './compute-kernel.ts'
import type { DeviceMemory } from './device-memory.ts'
import type { GpuSplats } from './gpu-splats.ts'
import { createPrefixSum } from './prefix-sum.ts'
import { createRadixSort, sortGroups } from './radix-sort.ts'
import type { ViewBuffers } from './view-buffers.ts'
import { COUNT_GROUPS } from './wgsl/count-groups.wgsl.ts'
import { FIND_RANGES } from './wgsl/find-ranges.wgsl.ts'
import { GATHER_COUNTS } from './wgsl/gather-counts.wgsl.ts'
import { LIST_PAIRS } from './wgsl/list-pairs.wgsl.ts'
import { projectSplats } from './wgsl/project-splats.wgsl.ts'
import { rasterise } from './wgsl/rasterise.wgsl.ts'
import { SPLAT_GROUP } from './wgsl/settings.wgsl.ts'

/** Bits of the depth keys: the upper 24 of a positive float's 32, as on the CPU. */
const DEPTH_BITS = 24
/** Bits of a tile's number: enough for 4096 x 4080 pixels and the tile behind the last. */
const TILE_BITS = 16
export const MOST_TILES = 2 ** TILE_BITS - 1
/** Where the workgroups of FIND_RANGES stand in the groups, in bytes. */
const RANGE_GROUPS = 12

/** The forward pass with room for so many (tile, splat) pairs. */
export interface DrawSplats {
  readonly pairCapacity: number
  /** Splat of each pair; pairs by tile, then depth. */
  readonly pairSplats: GPUBuffer
  readonly sortedPairs: GPUBuffer
  /**
   * Records the drawing of `count` splats into a view of `width` x `height` pixels, whose settings have been written:
   * colours, or with `withDepth` also light and depth.
   */
  record(encoder: GPUCommandEncoder, width: number, height: number, count: number, withDepth: boolean): void
}

/**
 * The forward pass: projection with exact tile culling, sort by depth, lists of pairs, sort by tile, tiles. As both
 * sorts are stable, a tile's splats come in the order of depth and, where that is equal, of their numbers: the CPU's.
 * The function it gives makes room for `pairCapacity` pairs, in memory of their own: when they have to grow, that is
 * freed and the function called again.
 */
export function createDrawSplats(memory: DeviceMemory, splats: GpuSplats, buffers: ViewBuffers) {
  const { settings, count, projected, tileCounts, starts, spans, wanted, pairs, groups, ranges, drawn, image } = buffers
  const { device } = memory
  const sort = createRadixSort(memory)
  const depthSort = sort(memory, count, splats.capacity, DEPTH_BITS, 'depths')
  const byDepth = depthSort.places
  const project = computeKernel(device, 'project splats', projectSplats(splats.groups)).bind(
    settings,
    projected,
    depthSort.keys,
    tileCounts,
    ...splats.values,
  )
  const gather = computeKernel(device, 'gather counts', GATHER_COUNTS).bind(settings, byDepth, tileCounts, starts)
  const sumStarts = createPrefixSum(memory)(count, starts, wanted, splats.capacity)
  const countGroups = computeKernel(device, 'count groups', COUNT_GROUPS).bind(pairs, groups)
  const listPairs = computeKernel(device, 'list pairs', LIST_PAIRS)
  const findRanges = computeKernel(device, 'find ranges', FIND_RANGES)
  const drawColor = computeKernel(device, 'draw colour', rasterise(false))
  const drawDepth = computeKernel(device, 'draw depth', rasterise(true))

  return (pairMemory: DeviceMemory, pairCapacity: number): DrawSplats => {
    const pairSplats = pairMemory.storage('pair splats', 4 * pairCapacity)
    const tileSort = sort(pairMemory, pairs, pairCapacity, TILE_BITS, 'tiles')
    const sources = [settings, projected, byDepth, tileCounts, starts] as const
    const list = listPairs.bind(...sources, pairs, spans, tileSort.keys, pairSplats)
    const find = findRanges.bind(settings, pairs, tileSort.sortedKeys, ranges)
    const [color, depth] = [drawColor, drawDepth].map((kernel) =>
      kernel.bind(settings, projected, pairSplats, tileSort.places, ranges, drawn, image),
    )
    return {
      pairCapacity,
      pairSplats,
      sortedPairs: tileSort.places,
      record: (encoder, width, height, splatCount, withDepth) => {
        encoder.clearBuffer(pairs)
        encoder.clearBuffer(ranges)
        const pass = encoder.beginComputePass({ label: 'draw splats' })
        const splatGroups = Math.ceil(splatCount / SPLAT_GROUP)
        project.run(pass, splatGroups)
        depthSort.record(pass, sortGroups(splatCount))
        gather.run(pass, splatGroups)
        sumStarts(pass, splatCount)
        list.run(pass, splatGroups)
        countGroups.run(pass, 1)
        tileSort.record(pass, { counts: groups, offset: 0 })
        find.runIndirect(pass, groups, RANGE_GROUPS)
        const { columns, rows } = tileGrid(width, height)
        ;(withDepth ? depth : color).run(pass, columns, rows)
        pass.end()
      },
    }
  }
}
