import { workerData } from 'node:worker_threads'
import { shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import { barrier } from './barrier.ts'
import { SSIM_SHARE } from './photometric-loss.ts'
import { TILE, TILE_PIXELS } from './raster-constants.ts'
import { loadRasterKernels } from './raster-kernels.ts'
import {
  DRAWN_RECORDS,
  FINISHED,
  MEETING,
  NEXT_BACKWARD_TILE,
  NEXT_ROW,
  NEXT_SPLATS,
  NEXT_TILE,
  ORDER,
  type RasterWorkerData,
} from './raster-orders.ts'
import { HISTOGRAM, lineScratchLength, mapBuffers, paddedSize, SPLAT_SCRATCH, TILE_SCRATCH } from './shared-buffers.ts'
import { type Order, RENDER, readOrder } from './step-settings.ts'
import { listTiles } from './thread-tile-lists.ts'
import { tileGrid } from './tile-lists.ts'

/** Splats a thread takes at a time in the update: large enough that the counter costs nothing. */
const CHUNK = 256
/** Rows of the photo a thread takes at a time. */
const ROWS = 16
const PLANE = 4 * TILE_PIXELS

const { memory, sizes, thread } = workerData as RasterWorkerData
const { threads } = sizes
const kernels = loadRasterKernels(memory)
const buffers = mapBuffers(memory.buffer, sizes)
const { control, splats, tileDrawn, recordStarts, recordCounts } = buffers
const shFloats = 3 * shCoefficientCount(splats.shDegree)
const address = Object.fromEntries(
  Object.entries(buffers).map(([name, array]) => [name, ArrayBuffer.isView(array) ? array.byteOffset : 0]),
) as Record<keyof typeof buffers, number>
const tile = address.tileScratch + 4 * thread * TILE_SCRATCH
const line = address.lineScratch + 4 * thread * lineScratchLength(sizes.width)
const splatScratch = address.splatScratch + 4 * thread * SPLAT_SCRATCH
const lists = listTiles(buffers, sizes, thread, kernels)
if (sizes.training) {
  kernels.bindArrays(
    splats.positions.byteOffset,
    splats.logScales.byteOffset,
    splats.rotations.byteOffset,
    splats.opacityLogits.byteOffset,
    splats.sh.byteOffset,
    buffers.firstMoments.positions.byteOffset,
    buffers.secondMoments.positions.byteOffset,
    address.steepness,
    address.seen,
  )
}

const meet = () => barrier(control, MEETING, threads)

/** One order, all phases. Every thread runs through the same meetings. */
function obey(order: Order): void {
  const rendering = order.command === RENDER
  project(order, rendering)
  meet()
  if (thread === 0) sortByDepth()
  if (!rendering) unpackPhoto(order)
  meet()
  lists.make(order.width, order.height, meet)
  drawTiles(order, rendering)
  if (rendering) return
  meet()
  photometricLoss(order)
  meet()
  drawTilesBackward(order)
  meet()
  update(order)
}

/** First of a thread's splats: whole vectors. */
function firstSplat(count: number, part: number): number {
  return part === threads ? count : Math.floor((count * part) / threads / 4) * 4
}

function project({ count, activeDegree }: Order, withSlopes: boolean): void {
  const from = firstSplat(count, thread)
  recordStarts[thread] = from
  recordCounts[thread] = kernels.projectSplats(
    address.view,
    splats.positions.byteOffset,
    splats.logScales.byteOffset,
    splats.rotations.byteOffset,
    splats.opacityLogits.byteOffset,
    splats.sh.byteOffset,
    shFloats,
    activeDegree,
    withSlopes,
    address.projected,
    address.ids,
    splatScratch,
    from,
    firstSplat(count, thread + 1),
  )
}

/** One thread sorts the whole view, while the others unpack the photo. */
function sortByDepth(): void {
  const keys = address.sortScratch + 4 * HISTOGRAM
  const length = 4 * buffers.depthOrder.length
  control[DRAWN_RECORDS] = kernels.sortByDepth(
    address.projected,
    address.recordStarts,
    address.recordCounts,
    threads,
    keys,
    address.depthOrder,
    keys + length,
    keys + 2 * length,
    address.sortScratch,
  )
}

/** Bytes of a row and of a plane of the images of an order. */
function imageBytes({ width, height }: Order): { pitch: number; plane: number } {
  const pitch = 4 * paddedSize(width)
  return { pitch, plane: pitch * paddedSize(height) }
}

/** The photo's bytes to planes of 0..1. */
function unpackPhoto(order: Order): void {
  const { width, height, imageStart } = order
  const { pitch, plane } = imageBytes(order)
  for (;;) {
    const first = Atomics.add(control, NEXT_ROW, ROWS)
    if (first >= height) return
    for (let y = first; y < Math.min(height, first + ROWS); y++) {
      const photo = address.images + imageStart + 3 * y * width
      kernels.unpackRow(photo, address.target + y * pitch, width, pitch, plane)
    }
  }
}

/** Takes tiles as they come; what a tile holds does not depend on the thread that drew it. */
function eachTile({ width, height }: Order, counter: number, work: (t: number, x: number, y: number) => void): void {
  const { columns, rows } = tileGrid(width, height)
  for (;;) {
    const t = Atomics.add(control, counter, 1)
    if (t >= columns * rows) return
    work(t, (t % columns) * TILE, Math.floor(t / columns) * TILE)
  }
}

function drawTiles(order: Order, rendering: boolean): void {
  const { width, height } = order
  const { pitch, plane } = imageBytes(order)
  const draw = rendering ? kernels.drawDepth : kernels.drawColor
  eachTile(order, NEXT_TILE, (t, x, y) => {
    tileDrawn[t] = draw(
      address.projected,
      address.tileSplats,
      lists.starts[t],
      lists.starts[t + 1],
      x,
      y,
      Math.min(TILE, width - x),
      Math.min(TILE, height - y),
      tile,
    )
    const at = y * pitch + 4 * x
    for (let c = 0; c < 3; c++) kernels.copyToImage(tile + (1 + c) * PLANE, address.color + c * plane + at, pitch)
    if (!rendering) return
    kernels.copyToImage(tile, address.geometry + at, pitch)
    for (let g = 1; g < 3; g++) kernels.copyToImage(tile + (3 + g) * PLANE, address.geometry + g * plane + at, pitch)
  })
}

function drawTilesBackward(order: Order): void {
  const { width, height, withSteepness } = order
  const { pitch, plane } = imageBytes(order)
  eachTile(order, NEXT_BACKWARD_TILE, (t, x, y) => {
    const at = y * pitch + 4 * x
    for (let c = 0; c < 3; c++) {
      kernels.copyFromImage(address.color + c * plane + at, pitch, tile + (2 + c) * PLANE)
      kernels.copyFromImage(address.gradient + c * plane + at, pitch, tile + (5 + c) * PLANE)
    }
    kernels.drawBackward(
      withSteepness,
      address.projected,
      address.tileSplats,
      address.tileSlots,
      lists.starts[t],
      tileDrawn[t],
      lists.starts[t + 1],
      x,
      y,
      Math.min(TILE, width - x),
      Math.min(TILE, height - y),
      tile,
      address.slots,
    )
  })
}

/** Loss and its gradient by the image, this thread's rows; a meeting between. */
function photometricLoss(order: Order): void {
  const { width, height } = order
  const { pitch, plane } = imageBytes(order)
  const first = Math.floor((height * thread) / threads)
  const end = Math.floor((height * (thread + 1)) / threads)
  const { color, target, maps, gradient, rowSums, taps } = address
  for (let y = first; y < end; y++) {
    kernels.lossRow(color, target, maps, rowSums + 24 * y, line, taps, width, height, y, pitch, plane)
  }
  meet()
  const absolute = (1 - SSIM_SHARE) / (3 * width * height)
  const structure = SSIM_SHARE / (3 * width * height)
  for (let y = first; y < end; y++) {
    kernels.lossGradientRow(color, target, maps, gradient, line, taps, height, y, pitch, plane, absolute, structure)
  }
}

/** Takes the records of all threads in pieces. */
function update({ count, activeDegree }: Order): void {
  for (;;) {
    const next = Atomics.add(control, NEXT_SPLATS, CHUNK)
    if (next >= count) return
    for (let part = 0; part < threads; part++) {
      const from = Math.max(next, recordStarts[part])
      const to = Math.min(next + CHUNK, recordStarts[part] + recordCounts[part])
      if (from >= to) continue
      kernels.updateSplats(
        address.view,
        address.rates,
        activeDegree,
        shFloats,
        address.projected,
        address.ids,
        address.slotRanges,
        address.slots,
        splatScratch,
        from,
        to,
      )
    }
  }
}

const order: Order = { command: 0, count: 0, activeDegree: 0, width: 0, height: 0, imageStart: 0, withSteepness: false }
for (let turn = 0; ; turn++) {
  while (Atomics.load(control, ORDER) === turn) Atomics.wait(control, ORDER, turn)
  readOrder(buffers.settings, order)
  obey(order)
  if (Atomics.add(control, FINISHED, 1) === threads - 1) Atomics.notify(control, FINISHED)
}
