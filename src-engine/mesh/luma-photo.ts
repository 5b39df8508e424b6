import type { RgbImage } from '../../src-shared/photo.ts'

/** 8-bit luma of a photo, shrunk by a whole factor, in shared memory. */
export interface LumaPhoto {
  readonly width: number
  readonly height: number
  readonly luma: Uint8Array
}

/** Averages `factor` x `factor` pixels of the photo to one of luma (Rec. 709 weights). */
export function shrinkToLuma({ width, height, data }: RgbImage, factor: number): LumaPhoto {
  const w = Math.max(1, Math.floor(width / factor))
  const h = Math.max(1, Math.floor(height / factor))
  const luma = new Uint8Array(new SharedArrayBuffer(w * h))
  for (let y = 0; y < h; y++)
    for (let x = 0; x < w; x++) {
      let sum = 0
      for (let dy = 0; dy < factor; dy++) {
        let i = 3 * ((factor * y + dy) * width + factor * x)
        for (let dx = 0; dx < factor; dx++, i += 3)
          sum += 0.2126 * data[i] + 0.7152 * data[i + 1] + 0.0722 * data[i + 2]
      }
      luma[y * w + x] = sum / (factor * factor)
    }
  return { width: w, height: h, luma }
}
