import { workerData } from 'node:worker_threads'
import { barrier } from './barrier.ts'
import { lossGradientRow, lossRow, lossScratch } from './photometric-loss.ts'
import { projectSplats } from './project-splats.ts'
import { CUT, PROJECTED_STRIDE, TILE, TILE_PIXELS } from './raster-constants.ts'
import {
  FINISHED,
  MEETING,
  NEXT_BACKWARD_TILE,
  NEXT_SPLATS,
  NEXT_TILE,
  ORDER,
  type RasterWorkerData,
} from './raster-orders.ts'
import {
  rasteriseTile,
  rasteriseTileBackward,
  TILE_DEPTH,
  TILE_MEDIAN,
  TILE_PLANES,
  TILE_RED,
  TILE_TRANSMITTANCE,
} from './rasterise-tile.ts'
import { lossPlanes, mapBuffers, paddedSize } from './shared-buffers.ts'
import { sortByDepth, sortScratch } from './sort-by-depth.ts'
import { RENDER, readSettings, type StepSettings } from './step-settings.ts'
import { coverTiles, tileGrid } from './tile-lists.ts'
import { createSplatUpdate } from './update-splats.ts'

/** Splats a thread takes at a time in the update: large enough that the counter costs nothing. */
const CHUNK = 256

const { memory, sizes, thread } = workerData as RasterWorkerData
const { threads } = sizes
const buffers = mapBuffers(memory.buffer, sizes)
const { control, splats, projected, slotStarts, tileCounts, threadSlots, tileDrawn, tileSplats, tileSlots } = buffers
const { slots, color, gradient, target, geometry, images } = buffers
const tileCapacity = tileCounts.length / threads
const sorting = sortScratch(sizes.capacity)
const loss = lossScratch(sizes.width)
const tile = new Float32Array(TILE_PLANES * TILE_PIXELS)
const tileColor = new Float32Array(3 * TILE_PIXELS)
const tileGradient = new Float32Array(3 * TILE_PIXELS)
const tileStarts = new Uint32Array(tileCapacity + 1)
const cursors = new Int32Array(tileCapacity)
const updateSplats = sizes.training ? createSplatUpdate(buffers) : null

const meet = () => barrier(control, MEETING, threads)
const shareOf = (count: number, part: number) => Math.floor((count * part) / threads)

/** Projects this thread's splats and counts the tiles they cover; `slotStarts[i + 1]` holds each splat's number for now. */
function projectAndCount(settings: StepSettings, from: number, to: number): void {
  const { view, activeDegree, command } = settings
  const grid = tileGrid(view.width, view.height)
  projectSplats(splats, view, activeDegree, command === RENDER, projected, from, to)
  countCovered(grid, from, to)
}

function countCovered(grid: { columns: number; rows: number }, from: number, to: number): void {
  const offset = thread * tileCapacity
  tileCounts.fill(0, offset, offset + grid.columns * grid.rows)
  let total = 0
  for (let i = from; i < to; i++) {
    const covered = coverTiles(projected, i, grid, tileCounts, offset, null, null, 0)
    slotStarts[i + 1] = covered
    total += covered
  }
  threadSlots[thread] = total
}

/** Drops the splats whose slots do not fit, on all threads alike. Returns after a second count. */
function dropOverflow(settings: StepSettings, from: number, to: number): void {
  let slot = slotsBefore(thread)
  for (let i = from; i < to; i++) {
    slot += slotStarts[i + 1]
    if (slot > sizes.slotCapacity) projected[i * PROJECTED_STRIDE + CUT] = 0
  }
  meet()
  countCovered(tileGrid(settings.view.width, settings.view.height), from, to)
  meet()
}

function slotsBefore(end: number): number {
  let slot = 0
  for (let t = 0; t < end; t++) slot += threadSlots[t]
  return slot
}

/** Writes each of this thread's splats into the lists of its tiles; threads follow each other in splat order. */
function fillTileLists(settings: StepSettings, from: number, to: number): void {
  const grid = tileGrid(settings.view.width, settings.view.height)
  const tiles = grid.columns * grid.rows
  let start = 0
  for (let t = 0; t < tiles; t++) {
    tileStarts[t] = start
    for (let other = 0; other < threads; other++) {
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
}

function copyTile(from: Float32Array, start: number, to: Float32Array, at: number, stride: number): void {
  for (let y = 0; y < TILE; y++) {
    const row = start + y * TILE
    const out = at + y * stride
    for (let x = 0; x < TILE; x++) to[out + x] = from[row + x]
  }
}

function drawTiles(settings: StepSettings): void {
  const { width, height } = settings.view
  const grid = tileGrid(width, height)
  const stride = paddedSize(width)
  const plane = stride * paddedSize(height)
  const rendering = settings.command === RENDER
  for (;;) {
    const t = Atomics.add(control, NEXT_TILE, 1)
    if (t >= grid.columns * grid.rows) return
    const start = tileStarts[t]
    const end = tileStarts[t + 1]
    const x = (t % grid.columns) * TILE
    const y = Math.floor(t / grid.columns) * TILE
    sortByDepth(tileSplats, tileSlots, start, end, projected, sorting)
    tileDrawn[t] = rasteriseTile(projected, tileSplats, start, end, x, y, width, height, rendering, tile)
    const at = y * stride + x
    for (let c = 0; c < 3; c++) copyTile(tile, TILE_RED + c * TILE_PIXELS, color, c * plane + at, stride)
    if (!rendering) continue
    copyTile(tile, TILE_TRANSMITTANCE, geometry, at, stride)
    copyTile(tile, TILE_DEPTH, geometry, plane + at, stride)
    copyTile(tile, TILE_MEDIAN, geometry, 2 * plane + at, stride)
  }
}

/** The photo's bytes to 0..1 planes, this thread's rows. */
function unpackPhoto(settings: StepSettings): void {
  const { width, height } = settings.view
  const { stride, plane } = lossPlanes(buffers, width, height)
  for (let y = shareOf(height, thread); y < shareOf(height, thread + 1); y++) {
    let from = settings.imageStart + 3 * y * width
    for (let p = y * stride; p < y * stride + width; p++, from += 3) {
      target[p] = images[from] / 255
      target[plane + p] = images[from + 1] / 255
      target[2 * plane + p] = images[from + 2] / 255
    }
  }
}

function drawTilesBackward(settings: StepSettings): void {
  const { width, height } = settings.view
  const grid = tileGrid(width, height)
  const stride = paddedSize(width)
  const plane = stride * paddedSize(height)
  for (;;) {
    const t = Atomics.add(control, NEXT_BACKWARD_TILE, 1)
    if (t >= grid.columns * grid.rows) return
    const x = (t % grid.columns) * TILE
    const y = Math.floor(t / grid.columns) * TILE
    for (let c = 0; c < 3; c++) {
      for (let row = 0; row < TILE; row++) {
        const from = c * plane + (y + row) * stride + x
        const to = c * TILE_PIXELS + row * TILE
        for (let k = 0; k < TILE; k++) {
          tileColor[to + k] = color[from + k]
          tileGradient[to + k] = gradient[from + k]
        }
      }
    }
    rasteriseTileBackward(
      projected,
      tileSplats,
      tileSlots,
      tileStarts[t],
      tileDrawn[t],
      tileStarts[t + 1],
      x,
      y,
      width,
      height,
      tileColor,
      tileGradient,
      tile,
      slots,
    )
  }
}

function obey(settings: StepSettings): void {
  const { count, view } = settings
  const from = shareOf(count, thread)
  const to = shareOf(count, thread + 1)
  const training = settings.command !== RENDER
  projectAndCount(settings, from, to)
  if (training) unpackPhoto(settings)
  meet()
  if (slotsBefore(threads) > sizes.slotCapacity) dropOverflow(settings, from, to)
  fillTileLists(settings, from, to)
  meet()
  drawTiles(settings)
  if (!training || !updateSplats) return
  meet()
  const planes = lossPlanes(buffers, view.width, view.height)
  const firstRow = shareOf(view.height, thread)
  const endRow = shareOf(view.height, thread + 1)
  for (let y = firstRow; y < endRow; y++) lossRow(planes, y, loss)
  meet()
  for (let y = firstRow; y < endRow; y++) lossGradientRow(planes, y, loss)
  meet()
  drawTilesBackward(settings)
  meet()
  for (;;) {
    const next = Atomics.add(control, NEXT_SPLATS, CHUNK)
    if (next >= count) return
    updateSplats(settings, next, Math.min(count, next + CHUNK))
  }
}

for (let order = 0; ; order++) {
  while (Atomics.load(control, ORDER) === order) Atomics.wait(control, ORDER, order)
  obey(readSettings(buffers.settings))
  if (Atomics.add(control, FINISHED, 1) === threads - 1) Atomics.notify(control, FINISHED)
}
