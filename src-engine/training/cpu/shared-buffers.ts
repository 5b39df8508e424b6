import { type SplatCloud, shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import { PROJECTED_STRIDE, type SplatArrays, TILE } from './raster-constants.ts'

/** What decides the size of the memory that the threads share. */
export interface BufferSizes {
  readonly threads: number
  /** Most splats. */
  readonly capacity: number
  readonly shDegree: SplatCloud['shDegree']
  /** Largest image. */
  readonly width: number
  readonly height: number
  /** Most (splat, tile) pairs of one view. */
  readonly slotCapacity: number
  /** Whether gradients, optimiser state and photos are needed. */
  readonly training: boolean
  /** Bytes of photos, all views and sizes. */
  readonly imageBytes: number
}

/** The parameter arrays in the order the optimiser walks them. */
export const PARAMETER_NAMES = ['positions', 'logScales', 'rotations', 'opacityLogits', 'sh'] as const
export type ParameterName = (typeof PARAMETER_NAMES)[number]

export interface TrainingParameters extends SplatArrays {
  readonly shDegree: SplatCloud['shDegree']
  readonly positions: Float32Array
  readonly logScales: Float32Array
  readonly rotations: Float32Array
  readonly opacityLogits: Float32Array
  readonly sh: Float32Array
}

/** All arrays that the threads share, as views of one memory. */
export interface SharedBuffers {
  readonly bytes: number
  readonly control: Int32Array
  /** The order (see step-settings.ts), the view and the step's rates. */
  readonly settings: Float64Array
  readonly view: Float32Array
  readonly rates: Float32Array
  readonly splats: TrainingParameters
  /** Adam's first and second moments, one array a parameter array. */
  readonly firstMoments: TrainingParameters
  readonly secondMoments: TrainingParameters
  /** A splat's summed gradient steepness and the number of views that saw it, since the last densification. */
  readonly steepness: Float32Array
  readonly seen: Uint32Array
  /** One record a splat that can be seen, each thread's from the first of its splats on; and whose it is. */
  readonly projected: Float32Array
  readonly ids: Uint32Array
  /** Where each thread's records begin, and how many they are. */
  readonly recordStarts: Uint32Array
  readonly recordCounts: Uint32Array
  /** The records of all threads, nearest first, and working memory of the sort. */
  readonly depthOrder: Uint32Array
  readonly sortScratch: Uint32Array
  /** First gradient slot of each record in this view, and one past its last. */
  readonly slotRanges: Uint32Array
  /** Tiles that each thread's records cover, by thread and tile; and their sum. */
  readonly tileCounts: Int32Array
  readonly threadSlots: Int32Array
  /** Per thread and tile, where the thread writes next; and per thread, where each tile's list begins and the last ends. */
  readonly tileCursors: Int32Array
  readonly tileStarts: Int32Array
  readonly tileDrawn: Uint32Array
  readonly tileSplats: Uint32Array
  readonly tileSlots: Uint32Array
  readonly slots: Float32Array
  readonly color: Float32Array
  /** Render only: alpha, mean depth, median depth: 3 planes. */
  readonly geometry: Float32Array
  readonly target: Float32Array
  readonly gradient: Float32Array
  readonly maps: Float32Array
  readonly rowSums: Float64Array
  readonly images: Uint8Array
  /** Each thread's working memory for four splats. */
  readonly splatScratch: Float32Array
  /** Each thread's working memory for one tile: 8 planes of TILE_PIXELS, and a splat's reach in its columns. */
  readonly tileScratch: Float32Array
  /** Each thread's lines for the loss. */
  readonly lineScratch: Float32Array
  /** The 11 weights of the SSIM window. */
  readonly taps: Float32Array
}

/** Floats of a thread's part of `tileScratch`. */
export const TILE_SCRATCH = 8 * TILE * TILE + 16

/** Floats of a gradient slot as the kernels lay it out: SLOT_STRIDE, padded to whole vectors. */
export const PADDED_SLOT = 12

/** Floats of a thread's part of `splatScratch`: 4 x 12 slot sums, 4 x 4 positions, 16 basis values, 4 x 48 harmonics. */
export const SPLAT_SCRATCH = 272

/** Words of the sort's histograms; the keys and orders that it swaps between come behind them. */
export const HISTOGRAM = 2 * 4096

/** Floats of a thread's part of `lineScratch`: five lines with a margin of 8 floats on both sides. */
export function lineScratchLength(width: number): number {
  return 5 * (paddedSize(width) + 16)
}

/** The first page stays free: compiled kernels keep their constants there. */
const FIRST_BYTE = 65536

/** Columns of the image planes: whole tiles, so that kernels need no border cases. */
export function paddedSize(pixels: number): number {
  return Math.ceil(pixels / TILE) * TILE
}

/** Lays the arrays out one after another, 64-byte aligned. Given the same sizes every thread finds the same places. */
export function mapBuffers(memory: ArrayBufferLike | null, sizes: BufferSizes): SharedBuffers {
  const buffer = memory ?? new SharedArrayBuffer(0)
  let next = FIRST_BYTE
  const place = (length: number, size: number) => {
    const offset = next
    next += Math.ceil((length * size) / 64) * 64
    return offset
  }
  const at = (offset: number, length: number): [ArrayBufferLike, number, number] =>
    memory ? [buffer, offset, length] : [buffer, 0, 0]
  const f32 = (length: number) => new Float32Array(...at(place(length, 4), length))
  const f64 = (length: number) => new Float64Array(...at(place(length, 8), length))
  const i32 = (length: number) => new Int32Array(...at(place(length, 4), length))
  const u32 = (length: number) => new Uint32Array(...at(place(length, 4), length))
  const u8 = (length: number) => new Uint8Array(...at(place(length, 1), length))

  const { threads, shDegree, slotCapacity, training } = sizes
  // Whole vectors of splats.
  const capacity = Math.ceil(sizes.capacity / 4) * 4
  const pixels = paddedSize(sizes.width) * paddedSize(sizes.height)
  const tiles = pixels / (TILE * TILE)
  const parameters = (count: number): TrainingParameters => ({
    shDegree,
    positions: f32(3 * count),
    logScales: f32(3 * count),
    rotations: f32(4 * count),
    opacityLogits: f32(count),
    sh: f32(3 * shCoefficientCount(shDegree) * count),
  })
  const ifTraining = training ? 1 : 0
  const buffers = {
    control: i32(64),
    settings: f64(8),
    view: f32(32),
    rates: f32(16),
    splats: parameters(capacity),
    firstMoments: parameters(ifTraining * capacity),
    secondMoments: parameters(ifTraining * capacity),
    steepness: f32(ifTraining * capacity),
    seen: u32(ifTraining * capacity),
    projected: f32(PROJECTED_STRIDE * capacity),
    ids: u32(capacity),
    recordStarts: u32(threads),
    recordCounts: u32(threads),
    depthOrder: u32(capacity),
    sortScratch: u32(HISTOGRAM + 3 * capacity),
    slotRanges: u32(2 * capacity),
    tileCounts: i32(threads * tiles),
    threadSlots: i32(threads),
    tileCursors: i32(threads * tiles),
    tileStarts: i32(threads * (tiles + 1)),
    tileDrawn: u32(tiles),
    tileSplats: u32(slotCapacity),
    tileSlots: u32(slotCapacity),
    slots: f32(ifTraining * PADDED_SLOT * slotCapacity),
    color: f32(3 * pixels),
    geometry: f32(3 * pixels),
    target: f32(ifTraining * 3 * pixels),
    gradient: f32(ifTraining * 3 * pixels),
    maps: f32(ifTraining * 9 * pixels),
    rowSums: f64(3 * paddedSize(sizes.height)),
    images: u8(sizes.imageBytes),
    splatScratch: f32(threads * SPLAT_SCRATCH),
    tileScratch: f32(threads * TILE_SCRATCH),
    lineScratch: f32(ifTraining * threads * lineScratchLength(sizes.width)),
    taps: f32(16),
  }
  return { ...buffers, bytes: next }
}
