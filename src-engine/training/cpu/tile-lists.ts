import {
  CONIC_A,
  CONIC_B,
  CONIC_C,
  CUT,
  EXTENT_X,
  EXTENT_Y,
  type Floats,
  MEAN_X,
  MEAN_Y,
  PROJECTED_STRIDE,
  TILE,
} from './raster-constants.ts'

/** Tiles across and down. */
export interface TileGrid {
  readonly columns: number
  readonly rows: number
}

/** The tiles that cover an image. */
export function tileGrid(width: number, height: number): TileGrid {
  return { columns: Math.ceil(width / TILE), rows: Math.ceil(height / TILE) }
}

const bounds = new Float64Array(2)

/**
 * Where the cut ellipse of the record at `o` lies between two heights `dy0` <= `dy1` above or below its mean: writes the
 * smallest and largest dx into `bounds`. Exact: an ellipse is convex, so its reach in a band is at its extreme point or
 * at the border of the band next to it.
 */
function ellipseBand(projected: Floats, o: number, dy0: number, dy1: number): void {
  const a = projected[o + CONIC_A]
  const b = projected[o + CONIC_B]
  const c = projected[o + CONIC_C]
  const radius = a * projected[o + CUT]
  const determinant = a * c - b * b
  const extreme = (-b / c) * projected[o + EXTENT_X]
  const right = Math.max(dy0, Math.min(dy1, extreme))
  const left = Math.max(dy0, Math.min(dy1, -extreme))
  bounds[1] = (-b * right + Math.sqrt(Math.max(0, radius - determinant * right * right))) / a
  bounds[0] = (-b * left - Math.sqrt(Math.max(0, radius - determinant * left * left))) / a
}

/**
 * Counts the tiles whose pixel centres' hull the splat's ellipse touches, adding one to each tile's entry of `counts`
 * (starting at `offset`); or, with `tileSplats` given, appends the splat to those tiles' lists at the cursors in
 * `counts`, with slot numbers from `slot` on. Returns the number of tiles. Both passes must see the same record.
 */
export function coverTiles(
  projected: Floats,
  splat: number,
  grid: TileGrid,
  counts: Int32Array,
  offset: number,
  tileSplats: Uint32Array | null,
  tileSlots: Uint32Array | null,
  slot: number,
): number {
  const o = splat * PROJECTED_STRIDE
  if (projected[o + CUT] === 0) return 0
  const u = projected[o + MEAN_X]
  const v = projected[o + MEAN_Y]
  const extent = projected[o + EXTENT_Y]
  const firstRow = Math.max(0, Math.ceil((v - extent - TILE + 0.5) / TILE))
  const lastRow = Math.min(grid.rows - 1, Math.floor((v + extent - 0.5) / TILE))
  let covered = 0
  for (let row = firstRow; row <= lastRow; row++) {
    const top = row * TILE + 0.5 - v
    ellipseBand(projected, o, Math.max(-extent, top), Math.min(extent, top + TILE - 1))
    const first = Math.max(0, Math.ceil((u + bounds[0] - TILE + 0.5) / TILE))
    const last = Math.min(grid.columns - 1, Math.floor((u + bounds[1] - 0.5) / TILE))
    for (let column = first; column <= last; column++) {
      const tile = offset + row * grid.columns + column
      const at = counts[tile]++
      if (tileSplats && tileSlots) {
        tileSplats[at] = splat
        tileSlots[at] = slot + covered
      }
      covered++
    }
  }
  return covered
}
