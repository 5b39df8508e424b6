import sharp from 'sharp'
import type { GrayImage } from '../../src-shared/photo.ts'

/** Intersection over union of a matte, cut at one half, with the mask in a file, at the mask's size. */
export async function iou({ width, height, data }: GrayImage, file: string): Promise<number> {
  const mask = await sharp(file).greyscale().raw().toBuffer({ resolveWithObject: true })
  let [both, either] = [0, 0]
  for (let y = 0; y < mask.info.height; y++)
    for (let x = 0; x < mask.info.width; x++) {
      const u = Math.floor(((x + 0.5) / mask.info.width) * width)
      const v = Math.floor(((y + 0.5) / mask.info.height) * height)
      const a = data[v * width + u] > 0.5
      const b = mask.data[y * mask.info.width + x] > 127
      if (a && b) both++
      if (a || b) either++
    }
  return both / either
}
