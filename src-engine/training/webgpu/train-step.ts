import { SLOT_STRIDE } from '../cpu/raster-constants.ts'
import { tileGrid } from '../cpu/tile-lists.ts'
import { computeKernel } from './compute-kernel.ts'
import type { DeviceMemory } from './device-memory.ts'
import type { DrawSplats } from './draw-splats.ts'
import type { GpuSplats } from './gpu-splats.ts'
import type { ViewBuffers } from './view-buffers.ts'
import { GATHERED_VECTORS, gatherGradients } from './wgsl/gather-gradients.wgsl.ts'
import { LOSS_GRADIENT } from './wgsl/loss-gradient.wgsl.ts'
import { PHOTOMETRIC_LOSS } from './wgsl/photometric-loss.wgsl.ts'
import { RASTERISE_BACKWARD } from './wgsl/rasterise-backward.wgsl.ts'
import { SPLAT_GROUP } from './wgsl/settings.wgsl.ts'
import { SUM_TILES } from './wgsl/sum-tiles.wgsl.ts'
import { updateHarmonics } from './wgsl/update-harmonics.wgsl.ts'
import { UPDATE_SHAPES } from './wgsl/update-shapes.wgsl.ts'

/** Adam's moments, laid out like the splats, one buffer a group, and what densification asks about each splat. */
export interface OptimiserState {
  readonly first: readonly GPUBuffer[]
  readonly second: readonly GPUBuffer[]
  /** Summed steepness, then views that saw it: 2 planes of the splats' capacity. */
  readonly statistics: GPUBuffer
}

export function createOptimiserState({ storage }: DeviceMemory, { groups, capacity }: GpuSplats): OptimiserState {
  return {
    first: groups.map(({ fields }) => storage('first moments', 4 * fields * capacity)),
    second: groups.map(({ fields }) => storage('second moments', 4 * fields * capacity)),
    statistics: storage('statistics', 8 * capacity),
  }
}

/** What follows the drawing of a view in a step of training. */
export interface LearnFromView {
  /** Records loss, gradients and the update of `count` splats for a picture of `width` x `height` pixels. */
  record(encoder: GPUCommandEncoder, width: number, height: number, count: number): void
}

/**
 * Loss, its gradient by the picture, by each pair, and the update of the splats. The photo's bytes, R G B, go into
 * `photo`; `total` gets the sums over the picture of |x - y|, of SSIM and of (x - y)^2. `bind` makes a slot for each pair.
 */
export function createLearning(
  { device, storage }: DeviceMemory,
  splats: GpuSplats,
  state: OptimiserState,
  buffers: ViewBuffers,
) {
  const { settings, image, projected, ranges, drawn, spans, wanted, width, height } = buffers
  const pixels = width * height
  const { columns, rows } = tileGrid(width, height)
  const photo = storage('photo', 3 * pixels)
  const maps = storage('SSIM derivatives', 36 * pixels)
  const gradient = storage('gradient', 12 * pixels)
  const tileSums = storage('sums of tiles', 16 * columns * rows)
  const total = storage('sums', 16)
  const loss = computeKernel(device, 'loss', PHOTOMETRIC_LOSS).bind(settings, image, photo, maps, tileSums)
  const sum = computeKernel(device, 'sum of loss', SUM_TILES).bind(settings, tileSums, total)
  const slope = computeKernel(device, 'loss gradient', LOSS_GRADIENT).bind(settings, image, photo, maps, gradient)
  const backward = computeKernel(device, 'draw backward', RASTERISE_BACKWARD)
  const gathered = storage('gathered gradients', 16 * GATHERED_VECTORS * splats.capacity)
  const gather = computeKernel(device, 'gather gradients', gatherGradients(splats.groups))
  const { values, groups } = splats
  const { first, second, statistics } = state
  const parameters = groups.map((_, g) => [values[g], first[g], second[g]] as const)
  const updates = groups.map((group, g) =>
    g === 0
      ? computeKernel(device, 'update shapes', UPDATE_SHAPES).bind(
          settings,
          projected,
          statistics,
          gathered,
          ...parameters[0],
        )
      : computeKernel(device, 'update harmonics', updateHarmonics(group)).bind(settings, gathered, ...parameters[g]),
  )

  const bind = (pairMemory: DeviceMemory, { pairCapacity, pairSplats, sortedPairs }: DrawSplats): LearnFromView => {
    const slots = pairMemory.storage('gradient slots', 4 * SLOT_STRIDE * pairCapacity)
    const lists = [projected, pairSplats, sortedPairs, ranges, drawn] as const
    const drawBackward = backward.bind(settings, ...lists, image, gradient, slots)
    const gatherSlots = gather.bind(settings, spans, slots, wanted, gathered, ...values)
    return {
      record: (encoder, viewWidth, viewHeight, count) => {
        const grid = tileGrid(viewWidth, viewHeight)
        const pass = encoder.beginComputePass({ label: 'learn from view' })
        loss.run(pass, grid.columns, grid.rows)
        sum.run(pass, 1)
        slope.run(pass, grid.columns, grid.rows)
        drawBackward.run(pass, grid.columns, grid.rows)
        for (const kernel of [gatherSlots, ...updates]) kernel.run(pass, Math.ceil(count / SPLAT_GROUP))
        pass.end()
      },
    }
  }
  return { photo, total, bind }
}
