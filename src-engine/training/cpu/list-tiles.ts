import { CUT, PROJECTED_STRIDE } from './raster-constants.ts'
import type { BufferSizes, SharedBuffers } from './shared-buffers.ts'
import { coverTiles, type TileGrid } from './tile-lists.ts'

/** One thread's part in making the tiles' lists of splats. The calls happen on all threads, with meetings in between. */
export interface TileLister {
  /** First entry of each tile's list in `tileSplats`, and one past the last; valid after `fill`. */
  readonly tileStarts: Uint32Array
  /** Counts the tiles that splats `from` .. `to` cover; `slotStarts[i + 1]` holds each splat's number for now. */
  count(grid: TileGrid, from: number, to: number): void
  /** Whether all threads' pairs together find room. Asked after a meeting. */
  fits(): boolean
  /** Makes the splats whose pairs find no room invisible, the last ones first; count again after a meeting. */
  dropOverflow(from: number, to: number): void
  /** Writes each splat into the lists of its tiles, threads following each other in splat order. */
  fill(grid: TileGrid, from: number, to: number): void
}

export function createTileLister(buffers: SharedBuffers, sizes: BufferSizes, thread: number): TileLister {
  const { projected, slotStarts, tileCounts, threadSlots, tileSplats, tileSlots } = buffers
  const tileCapacity = tileCounts.length / sizes.threads
  const offset = thread * tileCapacity
  const tileStarts = new Uint32Array(tileCapacity + 1)
  const cursors = new Int32Array(tileCapacity)
  const slotsBefore = (end: number) => {
    let slot = 0
    for (let t = 0; t < end; t++) slot += threadSlots[t]
    return slot
  }
  return {
    tileStarts,
    count: (grid, from, to) => {
      tileCounts.fill(0, offset, offset + grid.columns * grid.rows)
      let total = 0
      for (let i = from; i < to; i++) {
        const covered = coverTiles(projected, i, grid, tileCounts, offset, null, null, 0)
        slotStarts[i + 1] = covered
        total += covered
      }
      threadSlots[thread] = total
    },
    fits: () => slotsBefore(sizes.threads) <= sizes.slotCapacity,
    dropOverflow: (from, to) => {
      let slot = slotsBefore(thread)
      for (let i = from; i < to; i++) {
        slot += slotStarts[i + 1]
        if (slot > sizes.slotCapacity) projected[i * PROJECTED_STRIDE + CUT] = 0
      }
    },
    fill: (grid, from, to) => {
      const tiles = grid.columns * grid.rows
      let start = 0
      for (let t = 0; t < tiles; t++) {
        tileStarts[t] = start
        for (let other = 0; other < sizes.threads; other++) {
          if (other === thread) cursors[t] = start
          start += tileCounts[other * tileCapacity + t]
        }
      }
      tileStarts[tiles] = start
      let slot = slotsBefore(thread)
      if (thread === 0) slotStarts[0] = 0
      for (let i = from; i < to; i++) {
        slot += coverTiles(projected, i, grid, cursors, 0, tileSplats, tileSlots, slot)
        slotStarts[i + 1] = slot
      }
    },
  }
}
