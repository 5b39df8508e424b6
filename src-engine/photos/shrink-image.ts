import type { RgbImage } from '../../src-shared/photo.ts'

/**
 * Shrinks an image to `width` pixels, proportions kept, by averaging areas in sRGB values: each new pixel is the mean
 * of the part of the image it covers, edge pixels counted by the share that lies inside. Never enlarges.
 */
export function shrinkImage(image: RgbImage, width: number): RgbImage {
  if (width >= image.width) return image
  const height = Math.max(1, Math.round((image.height * width) / image.width))
  const across = shrinkRows(Float32Array.from(image.data), image.width, image.height, width)
  const both = shrinkRows(transpose(across, width, image.height), image.height, width, height)
  const data = new Uint8Array(3 * width * height)
  for (let y = 0, out = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const from = 3 * (x * height + y)
      for (let c = 0; c < 3; c++) data[out++] = Math.round(both[from + c])
    }
  }
  return { width, height, data }
}

/** Area average along each of `rows` rows of RGB, from `length` to `target` pixels. */
function shrinkRows(source: Float32Array, length: number, rows: number, target: number): Float32Array {
  const result = new Float32Array(3 * target * rows)
  const step = length / target
  for (let x = 0; x < target; x++) {
    const begin = x * step
    const end = Math.min(length, begin + step)
    for (let i = Math.floor(begin); i < end; i++) {
      const share = (Math.min(i + 1, end) - Math.max(i, begin)) / step
      for (let row = 0; row < rows; row++) {
        const from = 3 * (row * length + i)
        const to = 3 * (row * target + x)
        for (let c = 0; c < 3; c++) result[to + c] += share * source[from + c]
      }
    }
  }
  return result
}

function transpose(source: Float32Array, width: number, height: number): Float32Array {
  const result = new Float32Array(source.length)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < 3; c++) result[3 * (x * height + y) + c] = source[3 * (y * width + x) + c]
    }
  }
  return result
}
