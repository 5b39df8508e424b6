import { seededNormal, seededRandom } from '../../src-engine/math/random.ts'
import {
  type LossPlanes,
  lossGradientRow,
  lossRow,
  lossScratch,
  SSIM_SHARE,
} from '../../src-engine/training/cpu/photometric-loss.ts'
import {
  backwardScratch,
  GRADIENT_LOG_SCALE,
  GRADIENT_OPACITY,
  GRADIENT_POSITION,
  GRADIENT_ROTATION,
  GRADIENT_SH,
  projectSplatBackward,
} from '../../src-engine/training/cpu/project-splat-backward.ts'
import { cameraCenter, projectSplats } from '../../src-engine/training/cpu/project-splats.ts'
import {
  DEPTH,
  type PinholeView,
  PROJECTED_STRIDE,
  SLOT_STRIDE,
  TILE,
  TILE_PIXELS,
} from '../../src-engine/training/cpu/raster-constants.ts'
import {
  rasteriseTile,
  rasteriseTileBackward,
  TILE_PLANES,
  TILE_RED,
} from '../../src-engine/training/cpu/rasterise-tile.ts'
import { FOOTPRINT_LENGTH } from '../../src-engine/training/cpu/splat-footprint.ts'
import { coverTiles, tileGrid } from '../../src-engine/training/cpu/tile-lists.ts'
import { shCoefficientCount } from '../../src-shared/splat-cloud.ts'

/** A splat cloud in float64, for derivatives by finite differences. */
export interface Splats64 {
  readonly count: number
  readonly shDegree: number
  readonly positions: Float64Array
  readonly logScales: Float64Array
  readonly rotations: Float64Array
  readonly opacityLogits: Float64Array
  readonly sh: Float64Array
}

export const PARAMETERS = ['positions', 'logScales', 'rotations', 'opacityLogits', 'sh'] as const

/** Random splats in front of a camera at the origin that looks along +z. */
export function randomSplats(count: number, shDegree: number, seed: number): Splats64 {
  const uniform = seededRandom(seed)
  const normal = seededNormal(uniform)
  const fill = (length: number, value: () => number) => Float64Array.from({ length }, value)
  const positions = fill(3 * count, () => 0)
  for (let i = 0; i < count; i++) {
    positions[3 * i + 2] = 2 + 2 * uniform()
    for (let k = 0; k < 2; k++) positions[3 * i + k] = 0.7 * (uniform() - 0.5) * positions[3 * i + 2]
  }
  return {
    count,
    shDegree,
    positions,
    logScales: fill(3 * count, () => Math.log(0.08 + 0.25 * uniform())),
    rotations: fill(4 * count, normal),
    opacityLogits: fill(count, () => 3 * (uniform() - 0.4)),
    sh: fill(3 * shCoefficientCount(shDegree) * count, () => 0.4 * normal()),
  }
}

/** A camera turned a little, at the origin. */
export function testView(width: number, height: number): PinholeView {
  const [c, s] = [Math.cos(0.1), Math.sin(0.1)]
  return {
    width,
    height,
    fx: 1.1 * width,
    fy: 1.2 * width,
    cx: width / 2 + 0.7,
    cy: height / 2 - 0.4,
    pose: Float64Array.of(c, 0, s, 0, 1, 0, -s, 0, c, 0.05, -0.03, 0.1),
  }
}

/** The whole step on one thread in float64: forward, loss and, on request, the gradient of every parameter. */
export function trainingStep64(splats: Splats64, view: PinholeView, photo: Float64Array, withGradient: boolean) {
  const { width, height } = view
  const grid = tileGrid(width, height)
  const tiles = grid.columns * grid.rows
  const projected = new Float64Array(PROJECTED_STRIDE * splats.count)
  projectSplats(splats, view, splats.shDegree, true, projected, 0, splats.count)
  const counts = new Int32Array(tiles)
  const slotStarts = new Uint32Array(splats.count + 1)
  for (let i = 0; i < splats.count; i++) {
    slotStarts[i + 1] = slotStarts[i] + coverTiles(projected, i, grid, counts, 0, null, null, 0)
  }
  const starts = new Int32Array(tiles + 1)
  for (let t = 0; t < tiles; t++) starts[t + 1] = starts[t] + counts[t]
  const cursors = starts.slice()
  const tileSplats = new Uint32Array(starts[tiles])
  const tileSlots = new Uint32Array(starts[tiles])
  for (let i = 0; i < splats.count; i++) {
    coverTiles(projected, i, grid, cursors, 0, tileSplats, tileSlots, slotStarts[i])
  }

  const stride = grid.columns * TILE
  const plane = stride * grid.rows * TILE
  const planes: LossPlanes = {
    width,
    height,
    stride,
    plane,
    color: new Float64Array(3 * plane),
    target: new Float64Array(3 * plane),
    maps: new Float64Array(9 * plane),
    gradient: new Float64Array(3 * plane),
    rowSums: new Float64Array(3 * height),
  }
  for (let c = 0; c < 3; c++)
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++) planes.target[c * plane + y * stride + x] = photo[3 * (y * width + x) + c]
  const tile = new Float64Array(TILE_PLANES * TILE_PIXELS)
  const drawn = new Uint32Array(tiles)
  const corner = (t: number) => [(t % grid.columns) * TILE, Math.floor(t / grid.columns) * TILE]
  for (let t = 0; t < tiles; t++) {
    const [x, y] = corner(t)
    sortTile(tileSplats, tileSlots, starts[t], starts[t + 1], projected)
    drawn[t] = rasteriseTile(projected, tileSplats, starts[t], starts[t + 1], x, y, width, height, true, tile)
    for (let p = 0; p < 3 * TILE_PIXELS; p++) planes.color[place(p, x, y, stride, plane)] = tile[TILE_RED + p]
  }
  const lossMemory = lossScratch(width)
  for (let y = 0; y < height; y++) lossRow(planes, y, lossMemory)
  let loss = SSIM_SHARE
  for (let y = 0; y < height; y++) {
    loss += ((1 - SSIM_SHARE) * planes.rowSums[3 * y] - SSIM_SHARE * planes.rowSums[3 * y + 1]) / (3 * width * height)
  }
  if (!withGradient) return { loss, planes, gradients: null, projected }

  for (let y = 0; y < height; y++) lossGradientRow(planes, y, lossMemory)
  const slots = new Float64Array(SLOT_STRIDE * starts[tiles])
  const tileColor = new Float64Array(3 * TILE_PIXELS)
  const tileGradient = new Float64Array(3 * TILE_PIXELS)
  for (let t = 0; t < tiles; t++) {
    const [x, y] = corner(t)
    for (let p = 0; p < 3 * TILE_PIXELS; p++) {
      tileColor[p] = planes.color[place(p, x, y, stride, plane)]
      tileGradient[p] = planes.gradient[place(p, x, y, stride, plane)]
    }
    const lists = [tileSplats, tileSlots] as const
    const range = [starts[t], drawn[t], starts[t + 1]] as const
    rasteriseTileBackward(projected, ...lists, ...range, x, y, width, height, tileColor, tileGradient, tile, slots)
  }
  const gradients: Record<(typeof PARAMETERS)[number], Float64Array> = {
    positions: new Float64Array(splats.positions.length),
    logScales: new Float64Array(splats.logScales.length),
    rotations: new Float64Array(splats.rotations.length),
    opacityLogits: new Float64Array(splats.opacityLogits.length),
    sh: new Float64Array(splats.sh.length),
  }
  const k = 3 * shCoefficientCount(splats.shDegree)
  const memory = backwardScratch(FOOTPRINT_LENGTH)
  const one = new Float64Array(GRADIENT_SH + 48)
  const center = cameraCenter(view.pose)
  for (let i = 0; i < splats.count; i++) {
    const slot = new Float64Array(SLOT_STRIDE)
    for (let s = slotStarts[i]; s < slotStarts[i + 1]; s++)
      for (let j = 0; j < SLOT_STRIDE; j++) slot[j] += slots[s * SLOT_STRIDE + j]
    if (slotStarts[i] === slotStarts[i + 1]) continue
    projectSplatBackward(splats, i, view, center, splats.shDegree, projected, slot, memory, one)
    gradients.positions.set(one.subarray(GRADIENT_POSITION, GRADIENT_POSITION + 3), 3 * i)
    gradients.logScales.set(one.subarray(GRADIENT_LOG_SCALE, GRADIENT_LOG_SCALE + 3), 3 * i)
    gradients.rotations.set(one.subarray(GRADIENT_ROTATION, GRADIENT_ROTATION + 4), 4 * i)
    gradients.opacityLogits[i] = one[GRADIENT_OPACITY]
    gradients.sh.set(one.subarray(GRADIENT_SH, GRADIENT_SH + k), k * i)
  }
  return { loss, planes, gradients, projected }
}

function place(p: number, x: number, y: number, stride: number, plane: number): number {
  const [channel, pixel] = [Math.floor(p / TILE_PIXELS), p % TILE_PIXELS]
  return channel * plane + (y + Math.floor(pixel / TILE)) * stride + x + (pixel % TILE)
}

/** Sorts a tile's two lists by depth, nearest first. */
function sortTile(splats: Uint32Array, slots: Uint32Array, from: number, to: number, projected: Float64Array): void {
  const depth = (splat: number) => projected[splat * PROJECTED_STRIDE + DEPTH]
  const pairs = Array.from(splats.subarray(from, to), (splat, k) => ({ splat, slot: slots[from + k] }))
  pairs.sort((a, b) => depth(a.splat) - depth(b.splat))
  splats.set(
    pairs.map(({ splat }) => splat),
    from,
  )
  slots.set(
    pairs.map(({ slot }) => slot),
    from,
  )
}
