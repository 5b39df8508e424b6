import type { RgbImage } from '../../src-shared/photo.ts'
import type { RenderedView } from '../training/trainer.ts'

/** A render over white as 8-bit sRGB. */
export function overWhite({ width, height, color, alpha }: RenderedView): RgbImage {
  const data = new Uint8Array(color.length)
  for (let k = 0; k < data.length; k++) {
    const value = color[k] + 1 - alpha[Math.floor(k / 3)]
    data[k] = Math.round(255 * Math.min(1, Math.max(0, value)))
  }
  return { width, height, data }
}
