import sharp from 'sharp'
import { heatColours } from './heat-colours.ts'
import type { FloatMap } from './npy.ts'

/** A PNG of a depth map: near is bright, far is dark, see-through where there is no depth (0). */
export async function heatmapPng({ width, height, data }: FloatMap): Promise<Uint8Array> {
  const colours = heatColours()
  let [least, most] = [Number.POSITIVE_INFINITY, 0]
  for (const depth of data) {
    if (depth <= 0) continue
    least = Math.min(least, depth)
    most = Math.max(most, depth)
  }
  const pixels = new Uint8Array(4 * data.length)
  data.forEach((depth, i) => {
    if (depth <= 0) return
    const step = most > least ? Math.round((255 * (most - depth)) / (most - least)) : 255
    pixels.set(colours.subarray(3 * step, 3 * step + 3), 4 * i)
    pixels[4 * i + 3] = 255
  })
  return sharp(pixels, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer()
}
