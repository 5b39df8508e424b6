import { type SplatCloud, shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import { PROJECTED_STRIDE, SLOT_STRIDE, type SplatArrays, TILE } from './raster-constants.ts'

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
  readonly settings: Float64Array
  readonly splats: TrainingParameters
  /** Adam's first and second moments, one array a parameter array. */
  readonly firstMoments: TrainingParameters
  readonly secondMoments: TrainingParameters
  /** A splat's summed gradient steepness and the number of views that saw it, since the last densification. */
  readonly steepness: Float32Array
  readonly seen: Uint32Array
  readonly projected: Float32Array
  /** First slot of each splat in this view, and one past the last: capacity + 1. */
  readonly slotStarts: Uint32Array
  /** Tiles a splat covers, by thread and tile. */
  readonly tileCounts: Int32Array
  /** (splat, tile) pairs of each thread's splats. */
  readonly threadSlots: Int32Array
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
  /** Each thread's working memory for one tile: 8 planes of TILE_PIXELS, and a splat's reach in its columns. */
  readonly tileScratch: Float32Array
  /** Each thread's lines for the loss. */
  readonly lineScratch: Float32Array
  /** The 11 weights of the SSIM window. */
  readonly taps: Float32Array
}

/** Floats of a thread's part of `tileScratch`. */
export const TILE_SCRATCH = 8 * TILE * TILE + 16

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

  const { threads, capacity, shDegree, slotCapacity, training } = sizes
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
    settings: f64(64),
    splats: parameters(capacity),
    firstMoments: parameters(ifTraining * capacity),
    secondMoments: parameters(ifTraining * capacity),
    steepness: f32(ifTraining * capacity),
    seen: u32(ifTraining * capacity),
    projected: f32(PROJECTED_STRIDE * capacity),
    slotStarts: u32(capacity + 1),
    tileCounts: i32(threads * tiles),
    threadSlots: i32(threads),
    tileDrawn: u32(tiles),
    tileSplats: u32(slotCapacity),
    tileSlots: u32(slotCapacity),
    slots: f32(ifTraining * SLOT_STRIDE * slotCapacity),
    color: f32(3 * pixels),
    geometry: f32(3 * pixels),
    target: f32(ifTraining * 3 * pixels),
    gradient: f32(ifTraining * 3 * pixels),
    maps: f32(ifTraining * 9 * pixels),
    rowSums: f64(3 * paddedSize(sizes.height)),
    images: u8(sizes.imageBytes),
    tileScratch: f32(threads * TILE_SCRATCH),
    lineScratch: f32(ifTraining * threads * lineScratchLength(sizes.width)),
    taps: f32(16),
  }
  return { ...buffers, bytes: next }
}
