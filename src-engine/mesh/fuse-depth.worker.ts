import { serveTasks } from '../threads/serve-tasks.ts'
import { type FusionView, integrateSlices } from './integrate-depth.ts'
import type { VoxelGrid } from './voxel-field.ts'

/** Set once a thread, then slices. */
export type FuseMessage =
  | {
      readonly kind: 'setup'
      readonly views: readonly FusionView[]
      readonly grid: VoxelGrid
      readonly truncation: number
      readonly values: Float32Array
      readonly support: Uint8Array
    }
  | { readonly kind: 'slices'; readonly k0: number; readonly k1: number }

let setup: Extract<FuseMessage, { kind: 'setup' }> | null = null

serveTasks((message: FuseMessage) => {
  if (message.kind === 'setup') setup = message
  else if (setup) {
    integrateSlices(setup.views, setup.grid, setup.truncation, message.k0, message.k1, setup.values, setup.support)
  }
  return null
})
