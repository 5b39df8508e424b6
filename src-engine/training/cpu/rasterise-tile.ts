import {
  ALPHA_CUT,
  ALPHA_MAX,
  BLUE,
  CONIC_A,
  CONIC_B,
  CONIC_C,
  CUT,
  DEPTH,
  EXTENT_Y,
  type Floats,
  GREEN,
  MEAN_X,
  MEAN_Y,
  OPACITY,
  PROJECTED_STRIDE,
  RED,
  SLOPE_X,
  SLOPE_Y,
  SLOT_STRIDE,
  TILE,
  TILE_PIXELS,
  TRANSMITTANCE_STOP,
} from './raster-constants.ts'

/*
 * The pixel loops in plain numbers of either precision: what derivatives are checked on, and the reference that the
 * compiled ones (kernels/rasterise-tile.as.ts), which the threads run, are tested against.
 */

/** Planes of a tile's working memory, each TILE_PIXELS long. */
const TILE_TRANSMITTANCE = 0
export const TILE_RED = TILE_PIXELS
const TILE_GREEN = 2 * TILE_PIXELS
const TILE_BLUE = 3 * TILE_PIXELS
/** Depth rendering only: sum of weight x depth, and the depth where the transmittance passes one half. */
const TILE_DEPTH = 4 * TILE_PIXELS
const TILE_MEDIAN = 5 * TILE_PIXELS
/** Backward only: gradient . colour still to come at the pixel. */
const TILE_REST = 4 * TILE_PIXELS
export const TILE_PLANES = 6

/**
 * Draws a tile's splats front to back: `tileSplats[start .. end]`, sorted by depth, into `tile` (planes above).
 * `tileX`, `tileY`: the tile's corner in pixels; pixels at or beyond `width`, `height` stay black and clear.
 * Returns the end of the entries that were drawn before every pixel was full: the backward pass stops there as well.
 */
export function rasteriseTile(
  projected: Floats,
  tileSplats: Uint32Array,
  start: number,
  end: number,
  tileX: number,
  tileY: number,
  width: number,
  height: number,
  withDepth: boolean,
  tile: Floats,
): number {
  const columns = Math.min(TILE, width - tileX)
  const rows = Math.min(TILE, height - tileY)
  tile.fill(0)
  for (let y = 0; y < rows; y++) tile.fill(1, TILE_TRANSMITTANCE + y * TILE, TILE_TRANSMITTANCE + y * TILE + columns)
  let open = rows * columns
  for (let entry = start; entry < end; entry++) {
    const o = tileSplats[entry] * PROJECTED_STRIDE
    const u = projected[o + MEAN_X] - tileX - 0.5
    const v = projected[o + MEAN_Y] - tileY - 0.5
    const a = projected[o + CONIC_A]
    const b = projected[o + CONIC_B]
    const c = projected[o + CONIC_C]
    const opacity = projected[o + OPACITY]
    const red = projected[o + RED]
    const green = projected[o + GREEN]
    const blue = projected[o + BLUE]
    const depth = projected[o + DEPTH]
    const slopeX = projected[o + SLOPE_X]
    const slopeY = projected[o + SLOPE_Y]
    const extent = projected[o + EXTENT_Y]
    const radius = a * projected[o + CUT]
    const determinant = a * c - b * b
    const lastRow = Math.min(rows - 1, Math.floor(v + extent))
    for (let y = Math.max(0, Math.ceil(v - extent)); y <= lastRow; y++) {
      const dy = y - v
      const half = Math.sqrt(Math.max(0, radius - determinant * dy * dy)) / a
      const middle = u - (b * dy) / a
      const last = Math.min(columns - 1, Math.floor(middle + half))
      const across = -0.5 * c * dy * dy
      for (let x = Math.max(0, Math.ceil(middle - half)); x <= last; x++) {
        const p = y * TILE + x
        const light = tile[TILE_TRANSMITTANCE + p]
        if (light < TRANSMITTANCE_STOP) continue
        const dx = x - u
        const alpha = Math.min(ALPHA_MAX, opacity * Math.exp(across - dx * (0.5 * a * dx + b * dy)))
        if (alpha < ALPHA_CUT) continue
        const weight = alpha * light
        tile[TILE_RED + p] += weight * red
        tile[TILE_GREEN + p] += weight * green
        tile[TILE_BLUE + p] += weight * blue
        const left = light - weight
        tile[TILE_TRANSMITTANCE + p] = left
        if (left < TRANSMITTANCE_STOP) open--
        if (withDepth) {
          const here = depth + slopeX * dx + slopeY * dy
          tile[TILE_DEPTH + p] += weight * here
          if (light > 0.5 && left <= 0.5) tile[TILE_MEDIAN + p] = here
        }
      }
    }
    if (open === 0) return entry + 1
  }
  return end
}

/**
 * The gradient of a tile: walks the entries that `rasteriseTile` drew, front to back again, and writes one gradient slot
 * (SLOT_STRIDE) an entry at `slots[tileSlots[entry] * SLOT_STRIDE]`; entries from `drawn` to `end` get zeros.
 *
 * `color` and `gradient` are the tile's final colour and the loss gradient by it, three planes of TILE_PIXELS each.
 * With w = T alpha and g . C the part of the final colour (dotted with the gradient) that lies behind the splat,
 * d loss / d alpha = T (g . c) - (g . behind) / (1 - alpha).
 */
export function rasteriseTileBackward(
  projected: Floats,
  tileSplats: Uint32Array,
  tileSlots: Uint32Array,
  start: number,
  drawn: number,
  end: number,
  tileX: number,
  tileY: number,
  width: number,
  height: number,
  color: Floats,
  gradient: Floats,
  tile: Floats,
  slots: Floats,
): void {
  const columns = Math.min(TILE, width - tileX)
  const rows = Math.min(TILE, height - tileY)
  for (let p = 0; p < TILE_PIXELS; p++) {
    tile[TILE_TRANSMITTANCE + p] = 1
    tile[TILE_REST + p] =
      gradient[p] * color[p] +
      gradient[TILE_PIXELS + p] * color[TILE_PIXELS + p] +
      gradient[2 * TILE_PIXELS + p] * color[2 * TILE_PIXELS + p]
  }
  for (let entry = start; entry < drawn; entry++) {
    const o = tileSplats[entry] * PROJECTED_STRIDE
    const u = projected[o + MEAN_X] - tileX - 0.5
    const v = projected[o + MEAN_Y] - tileY - 0.5
    const a = projected[o + CONIC_A]
    const b = projected[o + CONIC_B]
    const c = projected[o + CONIC_C]
    const opacity = projected[o + OPACITY]
    const red = projected[o + RED]
    const green = projected[o + GREEN]
    const blue = projected[o + BLUE]
    const extent = projected[o + EXTENT_Y]
    const radius = a * projected[o + CUT]
    const determinant = a * c - b * b
    let h0 = 0
    let hx = 0
    let hy = 0
    let hxx = 0
    let hxy = 0
    let hyy = 0
    let sumRed = 0
    let sumGreen = 0
    let sumBlue = 0
    let steep = 0
    const lastRow = Math.min(rows - 1, Math.floor(v + extent))
    for (let y = Math.max(0, Math.ceil(v - extent)); y <= lastRow; y++) {
      const dy = y - v
      const half = Math.sqrt(Math.max(0, radius - determinant * dy * dy)) / a
      const middle = u - (b * dy) / a
      const last = Math.min(columns - 1, Math.floor(middle + half))
      const across = -0.5 * c * dy * dy
      for (let x = Math.max(0, Math.ceil(middle - half)); x <= last; x++) {
        const p = y * TILE + x
        const light = tile[TILE_TRANSMITTANCE + p]
        if (light < TRANSMITTANCE_STOP) continue
        const dx = x - u
        const bare = opacity * Math.exp(across - dx * (0.5 * a * dx + b * dy))
        if (bare < ALPHA_CUT) continue
        const alpha = Math.min(ALPHA_MAX, bare)
        const weight = alpha * light
        const gr = gradient[p]
        const gg = gradient[TILE_PIXELS + p]
        const gb = gradient[2 * TILE_PIXELS + p]
        const toward = gr * red + gg * green + gb * blue
        const rest = tile[TILE_REST + p] - weight * toward
        tile[TILE_REST + p] = rest
        tile[TILE_TRANSMITTANCE + p] = light - weight
        sumRed += weight * gr
        sumGreen += weight * gg
        sumBlue += weight * gb
        if (bare > ALPHA_MAX) continue
        const h = alpha * (light * toward - rest / (1 - alpha))
        h0 += h
        hx += h * dx
        hy += h * dy
        hxx += h * dx * dx
        hxy += h * dx * dy
        hyy += h * dy * dy
        steep += Math.abs(h) * (Math.abs(a * dx + b * dy) + Math.abs(b * dx + c * dy))
      }
    }
    const s = tileSlots[entry] * SLOT_STRIDE
    slots[s] = h0
    slots[s + 1] = hx
    slots[s + 2] = hy
    slots[s + 3] = hxx
    slots[s + 4] = hxy
    slots[s + 5] = hyy
    slots[s + 6] = sumRed
    slots[s + 7] = sumGreen
    slots[s + 8] = sumBlue
    slots[s + 9] = steep
  }
  for (let entry = drawn; entry < end; entry++) {
    const s = tileSlots[entry] * SLOT_STRIDE
    slots.fill(0, s, s + SLOT_STRIDE)
  }
}
