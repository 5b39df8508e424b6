import type { RgbImage } from '../../src-shared/photo.ts'

/** For each output cell: the first input cell it covers, and the share of it that each covered cell contributes. */
interface Coverage {
  readonly first: Int32Array
  readonly count: Int32Array
  /** `stride` weights an output cell, summing to 1. */
  readonly weights: Float32Array
  readonly stride: number
}

/**
 * Shrinks an image by averaging areas: each output pixel is the mean of the rectangle of input it covers, fractions of
 * pixels counted. No ringing and no shift: pixel (x, y) of the input lands at (x * width / image.width, ...), the
 * convention of `resizeCamera`. Works on sRGB values. Sizes must not exceed the input's.
 */
export function areaResize(image: RgbImage, width: number, height: number): RgbImage {
  if (width === image.width && height === image.height) return image
  const horizontal = coverage(image.width, width)
  const vertical = coverage(image.height, height)
  const data = new Uint8Array(3 * width * height)
  const row = new Float32Array(3 * width)
  const sum = new Float32Array(3 * width)
  for (let y = 0; y < height; y++) {
    sum.fill(0)
    for (let j = 0; j < vertical.count[y]; j++) {
      shrinkRow(image.data, 3 * image.width * (vertical.first[y] + j), horizontal, row)
      const weight = vertical.weights[y * vertical.stride + j]
      for (let i = 0; i < sum.length; i++) sum[i] += weight * row[i]
    }
    const out = 3 * width * y
    for (let i = 0; i < sum.length; i++) data[out + i] = sum[i] + 0.5
  }
  return { width, height, data }
}

function shrinkRow(data: Uint8Array, start: number, { first, count, weights, stride }: Coverage, row: Float32Array) {
  for (let x = 0; x < first.length; x++) {
    let p = start + 3 * first[x]
    let r = 0
    let g = 0
    let b = 0
    for (let i = x * stride, end = i + count[x]; i < end; i++, p += 3) {
      const weight = weights[i]
      r += weight * data[p]
      g += weight * data[p + 1]
      b += weight * data[p + 2]
    }
    row[3 * x] = r
    row[3 * x + 1] = g
    row[3 * x + 2] = b
  }
}

function coverage(from: number, to: number): Coverage {
  const scale = from / to
  const stride = Math.ceil(scale) + 1
  const first = new Int32Array(to)
  const count = new Int32Array(to)
  const weights = new Float32Array(to * stride)
  for (let x = 0; x < to; x++) {
    const start = x * scale
    const end = Math.min(from, start + scale)
    first[x] = Math.floor(start)
    count[x] = Math.min(from, Math.ceil(end)) - first[x]
    for (let i = 0; i < count[x]; i++) {
      const cell = first[x] + i
      weights[x * stride + i] = (Math.min(end, cell + 1) - Math.max(start, cell)) / (end - start)
    }
  }
  return { first, count, weights, stride }
}
