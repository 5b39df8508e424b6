import type { BufferSizes } from './shared-buffers.ts'

/** Places in the control array. Work counters are reset by the main thread before each order. */
export const ORDER = 0
export const MEETING = 2
export const FINISHED = 4
export const NEXT_TILE = 6
export const NEXT_BACKWARD_TILE = 8
export const NEXT_SPLATS = 10
export const NEXT_ROW = 12
/** How many records are sorted by depth in this view. */
export const DRAWN_RECORDS = 14

/** What each thread is started with. */
export interface RasterWorkerData {
  readonly memory: WebAssembly.Memory
  readonly sizes: BufferSizes
  readonly thread: number
}
