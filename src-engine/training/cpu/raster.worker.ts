import { workerData } from 'node:worker_threads'
import { barrier } from './barrier.ts'
import { createTileLister } from './list-tiles.ts'
import { SSIM_SHARE } from './photometric-loss.ts'
import { projectSplats } from './project-splats.ts'
import { TILE, TILE_PIXELS } from './raster-constants.ts'
import { loadRasterKernels } from './raster-kernels.ts'
import {
  FINISHED,
  MEETING,
  NEXT_BACKWARD_TILE,
  NEXT_SPLATS,
  NEXT_TILE,
  ORDER,
  type RasterWorkerData,
} from './raster-orders.ts'
import { lineScratchLength, mapBuffers, paddedSize, TILE_SCRATCH } from './shared-buffers.ts'
import { sortByDepth, sortScratch } from './sort-by-depth.ts'
import { RENDER, readSettings, type StepSettings } from './step-settings.ts'
import { tileGrid } from './tile-lists.ts'
import { createSplatUpdate } from './update-splats.ts'

/** Splats a thread takes at a time in the update: large enough that the counter costs nothing. */
const CHUNK = 256

const { memory, sizes, thread } = workerData as RasterWorkerData
const { threads } = sizes
const kernels = loadRasterKernels(memory)
const buffers = mapBuffers(memory.buffer, sizes)
const { control, splats, projected, tileDrawn, tileSplats, tileSlots } = buffers
const { slots, color, gradient, target, geometry, images, maps, rowSums, taps } = buffers
const tile = buffers.tileScratch.subarray(thread * TILE_SCRATCH, (thread + 1) * TILE_SCRATCH)
const lineAddress = buffers.lineScratch.byteOffset + 4 * thread * lineScratchLength(sizes.width)
const lists = createTileLister(buffers, sizes, thread)
const sorting = sortScratch(sizes.capacity)
const updateSplats = sizes.training ? createSplatUpdate(buffers) : null

const meet = () => barrier(control, MEETING, threads)
const shareOf = (count: number, part: number) => Math.floor((count * part) / threads)

/** One order, all phases. Every thread runs through the same meetings. */
function obey(settings: StepSettings): void {
  const { count, view, activeDegree, command } = settings
  const rendering = command === RENDER
  const grid = tileGrid(view.width, view.height)
  const from = shareOf(count, thread)
  const to = shareOf(count, thread + 1)
  projectSplats(splats, view, activeDegree, rendering, projected, from, to)
  lists.count(grid, from, to)
  if (!rendering) unpackPhoto(settings)
  meet()
  if (!lists.fits()) {
    lists.dropOverflow(from, to)
    meet()
    lists.count(grid, from, to)
    meet()
  }
  lists.fill(grid, from, to)
  meet()
  eachTile(settings, NEXT_TILE, (t, x, y) => drawTile(settings, t, x, y))
  if (rendering || !updateSplats) return
  meet()
  photometricLoss(settings)
  eachTile(settings, NEXT_BACKWARD_TILE, (t, x, y) => drawTileBackward(settings, t, x, y))
  meet()
  for (;;) {
    const next = Atomics.add(control, NEXT_SPLATS, CHUNK)
    if (next >= count) return
    updateSplats(settings, next, Math.min(count, next + CHUNK))
  }
}

/** Takes tiles as they come; what a tile holds does not depend on the thread that drew it. */
function eachTile(settings: StepSettings, counter: number, work: (t: number, x: number, y: number) => void): void {
  const { columns, rows } = tileGrid(settings.view.width, settings.view.height)
  for (;;) {
    const t = Atomics.add(control, counter, 1)
    if (t >= columns * rows) return
    work(t, (t % columns) * TILE, Math.floor(t / columns) * TILE)
  }
}

function drawTile(settings: StepSettings, t: number, x: number, y: number): void {
  const { width, height } = settings.view
  const start = lists.tileStarts[t]
  const end = lists.tileStarts[t + 1]
  sortByDepth(tileSplats, tileSlots, start, end, projected, sorting)
  const rendering = settings.command === RENDER
  const draw = rendering ? kernels.drawDepth : kernels.drawColor
  const columns = Math.min(TILE, width - x)
  const rows = Math.min(TILE, height - y)
  const addresses = [projected.byteOffset, tileSplats.byteOffset] as const
  tileDrawn[t] = draw(...addresses, start, end, x, y, columns, rows, tile.byteOffset)
  for (let c = 0; c < 3; c++) copyTile(tile, 1 + c, color, c, settings, x, y, false)
  if (!rendering) return
  copyTile(tile, 0, geometry, 0, settings, x, y, false)
  copyTile(tile, 4, geometry, 1, settings, x, y, false)
  copyTile(tile, 5, geometry, 2, settings, x, y, false)
}

function drawTileBackward(settings: StepSettings, t: number, x: number, y: number): void {
  const { width, height } = settings.view
  for (let c = 0; c < 3; c++) copyTile(tile, 2 + c, color, c, settings, x, y, true)
  for (let c = 0; c < 3; c++) copyTile(tile, 5 + c, gradient, c, settings, x, y, true)
  kernels.drawBackward(
    projected.byteOffset,
    tileSplats.byteOffset,
    tileSlots.byteOffset,
    lists.tileStarts[t],
    tileDrawn[t],
    lists.tileStarts[t + 1],
    x,
    y,
    Math.min(TILE, width - x),
    Math.min(TILE, height - y),
    tile.byteOffset,
    slots.byteOffset,
  )
}

/** Copies plane `p` of the tile's memory to the place of the tile in plane `q` of an image, or back. */
function copyTile(
  tilePlanes: Float32Array,
  p: number,
  image: Float32Array,
  q: number,
  settings: StepSettings,
  x: number,
  y: number,
  back: boolean,
): void {
  const stride = paddedSize(settings.view.width)
  const plane = stride * paddedSize(settings.view.height)
  for (let row = 0; row < TILE; row++) {
    const inTile = p * TILE_PIXELS + row * TILE
    const inImage = q * plane + (y + row) * stride + x
    if (back) for (let k = 0; k < TILE; k++) tilePlanes[inTile + k] = image[inImage + k]
    else for (let k = 0; k < TILE; k++) image[inImage + k] = tilePlanes[inTile + k]
  }
}

/** The photo's bytes to planes of 0..1, this thread's rows; black beyond the right border. */
function unpackPhoto(settings: StepSettings): void {
  const { width, height } = settings.view
  const stride = paddedSize(width)
  const plane = stride * paddedSize(height)
  for (let y = shareOf(height, thread); y < shareOf(height, thread + 1); y++) {
    let from = settings.imageStart + 3 * y * width
    const row = y * stride
    for (let p = row; p < row + width; p++, from += 3) {
      target[p] = images[from] / 255
      target[plane + p] = images[from + 1] / 255
      target[2 * plane + p] = images[from + 2] / 255
    }
    for (let c = 0; c < 3; c++) target.fill(0, c * plane + row + width, c * plane + row + stride)
  }
}

/** Loss and its gradient by the image, this thread's rows; a meeting between, and one at the end. */
function photometricLoss(settings: StepSettings): void {
  const { width, height } = settings.view
  const pitch = 4 * paddedSize(width)
  const plane = pitch * paddedSize(height)
  const first = shareOf(height, thread)
  const end = shareOf(height, thread + 1)
  const planes = [color.byteOffset, target.byteOffset, maps.byteOffset] as const
  for (let y = first; y < end; y++) {
    const sums = rowSums.byteOffset + 24 * y
    kernels.lossRow(...planes, sums, lineAddress, taps.byteOffset, width, height, y, pitch, plane)
  }
  meet()
  const perValue = 1 / (3 * width * height)
  const shares = [perValue * (1 - SSIM_SHARE), perValue * SSIM_SHARE] as const
  for (let y = first; y < end; y++) {
    const scratch = [lineAddress, taps.byteOffset] as const
    kernels.lossGradientRow(...planes, gradient.byteOffset, ...scratch, height, y, pitch, plane, ...shares)
  }
  meet()
}

for (let order = 0; ; order++) {
  while (Atomics.load(control, ORDER) === order) Atomics.wait(control, ORDER, order)
  obey(readSettings(buffers.settings))
  if (Atomics.add(control, FINISHED, 1) === threads - 1) Atomics.notify(control, FINISHED)
}
