import type { GrayImage } from '../../../src-shared/photo.ts'
import gaussianBlurWasm from '../../kernels/gaussian-blur.wasm.ts'
import { KERNEL_MEMORY_START, loadKernel, reserve } from '../../kernels/load-kernel.ts'

/** Scales per octave, and the blur of each octave's first image in its own pixels (Lowe 2004, section 3). */
export const SCALES_PER_OCTAVE = 3
export const BASE_SIGMA = 1.6
/** Blur that a sharp photo has from its own lens and pixels, in its pixels (Lowe 2004). */
const CAMERA_SIGMA = 0.5
const IMAGES = SCALES_PER_OCTAVE + 3
const MIN_OCTAVE_EDGE = 16
const LINE_FLOATS = 256

/**
 * One octave of the Gaussian scale space. Pixel (column, row) of an octave shows the point
 * ((column * step) + 0.5, (row * step) + 0.5) * basePixel of the input image, pixel centres at +0.5.
 */
export interface Octave {
  readonly width: number
  readonly height: number
  /** Floats from one row to the next. */
  readonly stride: number
  /** Base-image pixels per pixel of this octave: 1, 2, 4, ... */
  readonly step: number
  /** Image s has blur BASE_SIGMA * 2^(s / SCALES_PER_OCTAVE), in pixels of this octave. */
  readonly gaussians: readonly Float32Array[]
  /** Image s is gaussians[s + 1] - gaussians[s]. */
  readonly differences: readonly Float32Array[]
}

export interface ScaleSpace {
  /** Input-image pixels per base-image pixel: 1, or 0.5 when the base is enlarged twice. */
  readonly basePixel: number
  readonly octaves: readonly Octave[]
}

interface BlurKernel {
  blur(
    source: number,
    target: number,
    between: number,
    line: number,
    taps: number,
    radius: number,
    width: number,
    height: number,
    stride: number,
  ): void
  subtract(left: number, right: number, target: number, count: number): void
}

/**
 * Builds Gaussian scale spaces in a memory of its own; the images of one are overwritten by the next.
 * `enlarge` starts one octave below the input's resolution, which finds smaller features and places them better.
 */
export function createScaleSpaceBuilder(): (image: GrayImage, enlarge: boolean) => ScaleSpace {
  const { functions, memory } = loadKernel<BlurKernel>(gaussianBlurWasm)
  return (image, enlarge) => {
    const factor = enlarge ? 2 : 1
    const sizes = octaveSizes(image.width * factor, image.height * factor)
    const floats = sizes.map(({ height, stride }) => height * stride)
    const line = KERNEL_MEMORY_START
    const taps = line + 4 * (sizes[0].stride + 2 * LINE_FLOATS)
    const between = taps + 4 * LINE_FLOATS
    let next = between + 4 * floats[0]
    const take = (count: number) => {
      const at = next
      next += 4 * count
      return at
    }
    const planes = floats.map((count) => Array.from({ length: 2 * IMAGES - 1 }, () => take(count)))
    reserve(memory, next)

    const blur = (octave: number, from: number, to: number, sigma: number) => {
      const { width, height, stride } = sizes[octave]
      const radius = Math.max(1, Math.ceil(4 * sigma))
      writeTaps(new Float32Array(memory.buffer, taps, radius + 1), sigma)
      functions.blur(from, to, between, line, taps, radius, width, height, stride)
    }
    sizes.forEach(({ width, height, stride }, octave) => {
      const images = planes[octave]
      const first = new Float32Array(memory.buffer, images[0], floats[octave])
      if (octave === 0) {
        if (enlarge) enlargeTwice(image, first, stride)
        else copyRows(image, first, stride)
        blur(0, images[0], images[0], Math.sqrt(BASE_SIGMA ** 2 - (CAMERA_SIGMA * factor) ** 2))
      } else {
        const previous = new Float32Array(memory.buffer, planes[octave - 1][SCALES_PER_OCTAVE], floats[octave - 1])
        takeEverySecond(previous, sizes[octave - 1].stride, first, width, height, stride)
      }
      for (let s = 1; s < IMAGES; s++) {
        const ratio = 2 ** (1 / SCALES_PER_OCTAVE)
        blur(octave, images[s - 1], images[s], BASE_SIGMA * ratio ** (s - 1) * Math.sqrt(ratio * ratio - 1))
        functions.subtract(images[s], images[s - 1], images[IMAGES + s - 1], floats[octave])
      }
    })
    const octaves = sizes.map((size, octave) => {
      const views = planes[octave].map((at) => new Float32Array(memory.buffer, at, floats[octave]))
      return { ...size, step: 2 ** octave, gaussians: views.slice(0, IMAGES), differences: views.slice(IMAGES) }
    })
    return { basePixel: 1 / factor, octaves }
  }
}

function octaveSizes(width: number, height: number): { width: number; height: number; stride: number }[] {
  const sizes = []
  do {
    sizes.push({ width, height, stride: Math.ceil(width / 16) * 16 })
    width = Math.ceil(width / 2)
    height = Math.ceil(height / 2)
  } while (Math.min(width, height) >= MIN_OCTAVE_EDGE)
  return sizes
}

/** Half of a normalised Gaussian, from the centre outwards. */
function writeTaps(taps: Float32Array, sigma: number): void {
  let sum = 0
  for (let i = 0; i < taps.length; i++) {
    taps[i] = Math.exp((-0.5 * i * i) / (sigma * sigma))
    sum += i === 0 ? taps[i] : 2 * taps[i]
  }
  for (let i = 0; i < taps.length; i++) taps[i] /= sum
}

function copyRows({ width, height, data }: GrayImage, target: Float32Array, stride: number): void {
  for (let y = 0; y < height; y++) target.set(data.subarray(y * width, (y + 1) * width), y * stride)
}

/** Bilinear. The centre of enlarged pixel i lies at (i + 0.5) / 2 of the original: a quarter pixel off a centre. */
function enlargeTwice({ width, height, data }: GrayImage, target: Float32Array, stride: number): void {
  for (let y = 0; y < 2 * height; y++) {
    const near = (y >> 1) * width
    const far = Math.min(Math.max((y >> 1) + (y & 1 ? 1 : -1), 0), height - 1) * width
    for (let x = 0; x < 2 * width; x++) {
      const column = x >> 1
      const beside = Math.min(Math.max(column + (x & 1 ? 1 : -1), 0), width - 1)
      const close = 0.75 * data[near + column] + 0.25 * data[near + beside]
      const distant = 0.75 * data[far + column] + 0.25 * data[far + beside]
      target[y * stride + x] = 0.75 * close + 0.25 * distant
    }
  }
}

function takeEverySecond(
  source: Float32Array,
  sourceStride: number,
  target: Float32Array,
  width: number,
  height: number,
  stride: number,
): void {
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) target[y * stride + x] = source[2 * y * sourceStride + 2 * x]
  }
}
