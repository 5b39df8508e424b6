import { throwIfCancelled } from '../../src-shared/errors.ts'
import type { WorkOptions } from '../../src-shared/progress.ts'
import { startWorkerPool } from '../threads/worker-pool.ts'
import { depthWeights } from './depth-weights.ts'
import type { FuseMessage } from './fuse-depth.worker.ts'
import type { FusionView } from './integrate-depth.ts'
import type { DepthView } from './types.ts'
import { projectionMatrix } from './view-geometry.ts'
import type { SignedField, VoxelGrid } from './voxel-field.ts'

/** Truncation in voxels: wide enough to average the noise of splat depth, narrow enough for thin handles. */
export const TRUNCATION_VOXELS = 4

/** A copy in shared memory, or the array itself where it already lies there. */
export function shared<T extends Float32Array | Uint8Array | Uint32Array>(array: T): T {
  if (array.buffer instanceof SharedArrayBuffer) return array
  const copy = new (array.constructor as new (buffer: SharedArrayBuffer) => T)(new SharedArrayBuffer(array.byteLength))
  copy.set(array)
  return copy
}

/**
 * Prepares depth maps for fusion: shared memory, and a trust per pixel.
 *
 * @param jump World units: a step in depth of more than this is an edge of something.
 */
export async function prepareFusionViews(
  depthViews: readonly DepthView[],
  jump: number,
  options: WorkOptions = {},
): Promise<FusionView[]> {
  const views: FusionView[] = []
  for (const view of depthViews) {
    await new Promise(setImmediate)
    throwIfCancelled(options.signal)
    views.push({
      width: view.camera.width,
      height: view.camera.height,
      projection: projectionMatrix(view.camera),
      depth: shared(view.depth),
      weight: shared(depthWeights(view, jump)),
    })
  }
  return views
}

/**
 * Fuses depth maps over the grid, slices shared out to worker threads. See `integrateSlices` for the method.
 * Memory: 5 bytes a voxel, beside the depth maps.
 *
 * @throws StudioError `cancelled`.
 */
export async function fuseDepth(
  views: readonly FusionView[],
  grid: VoxelGrid,
  options: WorkOptions = {},
): Promise<SignedField> {
  const voxels = grid.nx * grid.ny * grid.nz
  const values = new Float32Array(new SharedArrayBuffer(4 * voxels))
  const support = new Uint8Array(new SharedArrayBuffer(voxels))
  const pool = startWorkerPool(new URL('./fuse-depth.worker.ts', import.meta.url), options)
  try {
    const truncation = TRUNCATION_VOXELS * grid.voxel
    const setup: FuseMessage = { kind: 'setup', views, grid, truncation, values, support }
    await pool.broadcast(() => setup)
    let done = 0
    const step = Math.max(1, Math.floor(grid.nz / 64))
    const tasks: Promise<void>[] = []
    for (let k0 = 0; k0 < grid.nz; k0 += step) {
      const k1 = Math.min(grid.nz, k0 + step)
      const message: FuseMessage = { kind: 'slices', k0, k1 }
      tasks.push(
        pool.run(message).then(() => {
          done += k1 - k0
          options.onProgress?.(done / grid.nz, 'fusing depth')
        }),
      )
    }
    await Promise.all(tasks)
  } finally {
    await pool.close()
  }
  return { grid, values, support }
}
