import type { Camera } from '../../src-shared/camera.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { projectSplats } from '../training/cpu/project-splats.ts'
import { DEPTH, PROJECTED_STRIDE, SLOT_STRIDE, TILE, TILE_PIXELS } from '../training/cpu/raster-constants.ts'
import { rasteriseTile, rasteriseTileBackward, TILE_PLANES, TILE_RED } from '../training/cpu/rasterise-tile.ts'
import { pinholeView } from '../training/cpu/step-settings.ts'
import { coverTiles, tileGrid } from '../training/cpu/tile-lists.ts'

/** What pixels say about each splat, summed over views; w is the share that a splat has of a pixel's colour. */
export interface SplatSums {
  /** Sum of w m, m the pixel's mask: N. */
  readonly weight: Float64Array
  /** Sum of w r, r the residual times m: 3N. */
  readonly residual: Float64Array
  /** Sum of w |r|, |r| the mean of its channels' sizes: N. */
  readonly size: Float64Array
  /** Sum of w r . (c - what lies behind): above 0 where a more opaque splat would lessen the residual: N. */
  readonly opacity: Float64Array
}

export function emptySums(count: number): SplatSums {
  const zeros = (values: number) => new Float64Array(values)
  return { weight: zeros(count), residual: zeros(3 * count), size: zeros(count), opacity: zeros(count) }
}

/** Adds what other views say. */
export function addSums(sums: SplatSums, more: SplatSums): void {
  for (const name of ['weight', 'residual', 'size', 'opacity'] as const) {
    for (let i = 0; i < sums[name].length; i++) sums[name][i] += more[name][i]
  }
}

/**
 * Adds what one view's pixels say to the sums, `times` its values. A pixel's colour is linear in the colours of its
 * splats, with weights w, so the sum of w r over pixels is the gradient that the backward pass gives a splat's colour for
 * the gradient r at the pixels: the rasteriser's reference does the work, every splat of a pixel counted. White is taken
 * to lie behind the object.
 *
 * @param camera Without lens distortion.
 * @param residual Colour wanted less colour drawn, 0..1, times the mask: 3 * width * height.
 * @param mask How much each pixel counts, 0..1: width * height.
 */
export function addSplatSums(
  sums: SplatSums,
  cloud: SplatCloud,
  camera: Camera,
  residual: Float32Array,
  mask: Float32Array,
  times: number,
): void {
  const { width, height } = camera
  const grid = tileGrid(width, height)
  const projected = new Float32Array(PROJECTED_STRIDE * cloud.count)
  projectSplats(cloud, pinholeView(camera), cloud.shDegree, false, projected, 0, cloud.count)
  const { starts, splats, slots } = listTiles(projected, cloud.count, grid)
  const record = new Float32Array(SLOT_STRIDE * splats.length)
  const tile = new Float32Array(TILE_PLANES * TILE_PIXELS)
  const toward = new Float32Array(3 * TILE_PIXELS)
  const counted = new Float32Array(3 * TILE_PIXELS)
  for (let t = 0; t < grid.columns * grid.rows; t++) {
    const [x, y] = [(t % grid.columns) * TILE, Math.floor(t / grid.columns) * TILE]
    if (!readTile(x, y, width, height, residual, mask, toward, counted)) continue
    const [start, end] = [starts[t], starts[t + 1]]
    const drawn = rasteriseTile(projected, splats, start, end, x, y, width, height, false, tile)
    const color = tile.slice(TILE_RED, TILE_RED + 3 * TILE_PIXELS)
    // What is left of the light comes from the white behind.
    for (let k = 0; k < color.length; k++) color[k] += tile[k % TILE_PIXELS]
    const back = (gradient: Float32Array, take: (splat: number, slot: number) => void) => {
      rasteriseTileBackward(
        projected,
        splats,
        slots,
        start,
        drawn,
        end,
        x,
        y,
        width,
        height,
        color,
        gradient,
        tile,
        record,
      )
      for (let entry = start; entry < drawn; entry++) take(splats[entry], slots[entry] * SLOT_STRIDE)
    }
    back(toward, (splat, slot) => {
      sums.opacity[splat] += times * record[slot]
      for (let k = 0; k < 3; k++) sums.residual[3 * splat + k] += times * record[slot + 6 + k]
    })
    back(counted, (splat, slot) => {
      sums.weight[splat] += times * record[slot + 6]
      sums.size[splat] += times * record[slot + 7]
    })
  }
}

/** The splats of each tile, nearest first: entries `starts[t]` .. `starts[t + 1]`. */
function listTiles(projected: Float32Array, count: number, grid: { columns: number; rows: number }) {
  const order = Uint32Array.from({ length: count }, (_, i) => i).sort(
    (a, b) => projected[a * PROJECTED_STRIDE + DEPTH] - projected[b * PROJECTED_STRIDE + DEPTH] || a - b,
  )
  const tiles = grid.columns * grid.rows
  const counts = new Int32Array(tiles)
  for (const splat of order) coverTiles(projected, splat, grid, counts, 0, null, null, 0)
  const starts = new Int32Array(tiles + 1)
  for (let t = 0; t < tiles; t++) starts[t + 1] = starts[t] + counts[t]
  const cursors = starts.slice()
  const splats = new Uint32Array(starts[tiles])
  const slots = new Uint32Array(starts[tiles])
  let slot = 0
  for (const splat of order) slot += coverTiles(projected, splat, grid, cursors, 0, splats, slots, slot)
  return { starts, splats, slots }
}

/** A tile's residuals as three planes; and as three more its mask, the residuals' size, and nothing. False: all 0. */
function readTile(
  left: number,
  top: number,
  width: number,
  height: number,
  residual: Float32Array,
  mask: Float32Array,
  toward: Float32Array,
  counted: Float32Array,
): boolean {
  toward.fill(0)
  counted.fill(0)
  let some = false
  for (let y = top; y < Math.min(height, top + TILE); y++)
    for (let x = left; x < Math.min(width, left + TILE); x++) {
      const i = y * width + x
      if (mask[i] === 0) continue
      some = true
      const p = (y - top) * TILE + x - left
      for (let k = 0; k < 3; k++) {
        toward[k * TILE_PIXELS + p] = residual[3 * i + k]
        counted[TILE_PIXELS + p] += Math.abs(residual[3 * i + k]) / 3
      }
      counted[p] = mask[i]
    }
  return some
}
