import { tileGrid } from './tile-lists.ts'

/** Tiles a splat covers on average, at most: trained clouds need 3 to 8 at the sizes we train at. */
const TILES_PER_SPLAT = 48
/** Most pairs, 56 bytes each: they must leave room for two million splats in the 4 GiB that the threads can share. */
const MOST_PAIRS = 24e6

/**
 * Room for (splat, tile) pairs: generous, because memory is only taken as it is touched, and never more than every
 * splat covering every tile. The farthest splats beyond it are left out of a view.
 */
export function slotsFor(splats: number, width: number, height: number): number {
  const { columns, rows } = tileGrid(width, height)
  const tiles = columns * rows
  return Math.min(MOST_PAIRS, splats * Math.min(tiles, TILES_PER_SPLAT) + Math.min(splats, 256) * tiles)
}
