import type { RgbImage } from '../../src-shared/photo.ts'

/**
 * The image resized to `width` x `height` (not larger than it is) by averaging areas: each output pixel is the mean of
 * the input rectangle it covers, with fractions at the borders, in sRGB values.
 */
export function shrinkImage(image: RgbImage, width: number, height: number): RgbImage {
  if (width === image.width && height === image.height) return image
  const across = averageRows(image.data, image.height, image.width, 3, width)
  // Columns: the same on the picture seen as `height` samples of a whole row each.
  const down = averageRows(across, 1, image.height, 3 * width, height)
  return { width, height, data: Uint8Array.from(down, (v) => Math.round(v)) }
}

/** Shrinks the middle axis of an array [outer][size][inner] to `newSize` by area averaging. */
function averageRows(
  data: Uint8Array | Float32Array,
  outer: number,
  size: number,
  inner: number,
  newSize: number,
): Float32Array {
  const out = new Float32Array(outer * newSize * inner)
  const ratio = size / newSize
  for (let o = 0; o < outer; o++) {
    for (let i = 0; i < newSize; i++) {
      const from = i * ratio
      const to = Math.min(size, (i + 1) * ratio)
      for (let s = Math.floor(from); s < Math.ceil(to); s++) {
        const share = (Math.min(to, s + 1) - Math.max(from, s)) / ratio
        const source = (o * size + s) * inner
        const target = (o * newSize + i) * inner
        for (let k = 0; k < inner; k++) out[target + k] += share * data[source + k]
      }
    }
  }
  return out
}
