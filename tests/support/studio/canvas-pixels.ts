import type { Page } from 'playwright-core'
import sharp from 'sharp'

export interface Pixels {
  readonly width: number
  readonly height: number
  /** 8-bit RGB, interleaved. */
  readonly data: Buffer
}

/** What is on the screen in a rectangle of the page, CSS pixels. */
export async function pixelsOf(
  page: Page,
  clip: { x: number; y: number; width: number; height: number },
): Promise<Pixels> {
  const png = await page.screenshot({ clip, timeout: 60_000 })
  const { data, info } = await sharp(png).removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data }
}

/** Share of the pixels that are no grey of the studio's own: saturated as only pictures and splats are. */
export function colourfulShare({ data }: Pixels): number {
  let colourful = 0
  for (let p = 0; p < data.length; p += 3) {
    const high = Math.max(data[p], data[p + 1], data[p + 2])
    const low = Math.min(data[p], data[p + 1], data[p + 2])
    if (high - low > 40) colourful++
  }
  return colourful / (data.length / 3)
}

/** PSNR of two pictures of one size, dB. */
export function psnrBetween(a: Pixels, b: Pixels): number {
  let squared = 0
  for (let i = 0; i < a.data.length; i++) squared += (a.data[i] - b.data[i]) ** 2
  return 10 * Math.log10(255 ** 2 / (squared / a.data.length))
}
