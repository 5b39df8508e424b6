import type { RasterKernels } from './raster-kernels.ts'
import { DRAWN_RECORDS } from './raster-orders.ts'
import type { BufferSizes, SharedBuffers } from './shared-buffers.ts'
import { tileGrid } from './tile-lists.ts'

/** One thread's part in making the lists of splats that each tile draws, nearest first. */
interface ThreadTileLists {
  /** First entry of each tile's list in `tileSplats`, and one past the last; valid after `make`. */
  readonly starts: Int32Array
  /** Makes the lists of a view of that size, together with all threads; `meet` waits for them. Ends with a meeting. */
  make(width: number, height: number, meet: () => void): void
}

/**
 * Records are sorted by depth; each thread takes a stretch of that order, counts the tiles it covers, and then writes
 * behind what the threads before it write: so the lists are sorted without sorting any, and do not depend on the number
 * of threads. When the pairs find no room the farthest splats are left out of the view.
 */
export function listTiles(
  buffers: SharedBuffers,
  sizes: BufferSizes,
  thread: number,
  kernels: RasterKernels,
): ThreadTileLists {
  const { control, tileCounts, tileCursors, threadSlots, tileStarts } = buffers
  const { threads, slotCapacity } = sizes
  const capacity = tileCounts.length / threads
  const counts = tileCounts.subarray(thread * capacity, (thread + 1) * capacity)
  const cursors = tileCursors.subarray(thread * capacity, (thread + 1) * capacity)
  const starts = tileStarts.subarray(thread * (capacity + 1), (thread + 1) * (capacity + 1))
  const projected = buffers.projected.byteOffset
  const order = buffers.depthOrder.byteOffset
  const slotsBefore = (end: number) => {
    let slot = 0
    for (let t = 0; t < end; t++) slot += threadSlots[t]
    return slot
  }
  return {
    starts,
    make: (width, height, meet) => {
      const { columns, rows } = tileGrid(width, height)
      const tiles = columns * rows
      const records = control[DRAWN_RECORDS]
      const from = Math.floor((records * thread) / threads)
      const to = Math.floor((records * (thread + 1)) / threads)
      const count = () => {
        counts.fill(0, 0, tiles)
        threadSlots[thread] = kernels.countTiles(projected, order, from, to, columns, rows, counts.byteOffset)
        meet()
      }
      count()
      if (slotsBefore(threads) > slotCapacity) {
        const first = slotsBefore(thread)
        kernels.dropOverflow(projected, order, from, to, columns, rows, counts.byteOffset, first, slotCapacity)
        meet()
        count()
      }
      let start = 0
      for (let t = 0; t < tiles; t++) {
        starts[t] = start
        for (let other = 0; other < threads; other++) {
          if (other === thread) cursors[t] = start
          start += tileCounts[other * capacity + t]
        }
      }
      starts[tiles] = start
      kernels.fillTiles(
        projected,
        order,
        from,
        to,
        columns,
        rows,
        cursors.byteOffset,
        buffers.tileSplats.byteOffset,
        buffers.tileSlots.byteOffset,
        buffers.slotRanges.byteOffset,
        slotsBefore(thread),
      )
      meet()
    },
  }
}
