import sharp from 'sharp'
import { heatColours } from './heat-colours.ts'
import type { FloatMap } from './npy.ts'

/** Of the depths of a map so many lie before the brightest and behind the darkest colour: a few stray ones do not take all colours. */
const CLIPPED = 0.02

/** Depths that the brightest and the darkest colour of a map's heatmap stand for, its 2 % and 98 % quantiles; 0 0 without depths. */
export function heatRange({ data }: Pick<FloatMap, 'data'>): [near: number, far: number] {
  const depths = data.filter((depth) => depth > 0).sort()
  if (depths.length === 0) return [0, 0]
  const at = (share: number) => depths[Math.round(share * (depths.length - 1))]
  return [at(CLIPPED), at(1 - CLIPPED)]
}

/** A PNG of a depth map: near is bright, far is dark, see-through where there is no depth (0). */
export async function heatmapPng(map: FloatMap): Promise<Uint8Array> {
  const { width, height, data } = map
  const colours = heatColours()
  const [near, far] = heatRange(map)
  const pixels = new Uint8Array(4 * data.length)
  data.forEach((depth, i) => {
    if (depth <= 0) return
    const share = far > near ? Math.min(Math.max((far - depth) / (far - near), 0), 1) : 1
    const step = Math.round(255 * share)
    pixels.set(colours.subarray(3 * step, 3 * step + 3), 4 * i)
    pixels[4 * i + 3] = 255
  })
  return sharp(pixels, { raw: { width, height, channels: 4 } })
    .png()
    .toBuffer()
}
