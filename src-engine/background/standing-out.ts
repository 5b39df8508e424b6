import type { RgbImage } from '../../src-shared/photo.ts'
import { areaResize } from '../photos/area-resize.ts'
import { barrierDistance } from './barrier-distance.ts'
import { distanceToBorderColours } from './border-colours.ts'
import { toLab } from './lab-image.ts'

/** How much each pixel of a small copy stands out of the background, L*a*b* units: width * height. */
export interface Standing {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}

/** The copy's longer side: the mean colours of areas count, not their grain. */
const EDGE = 160
/** Standard deviation of the centre prior as a share of the picture's sides: three quarters of full weight a quarter off. */
const CENTRE_SPREAD = 0.33

/**
 * The prior of the object: the geometric mean of the barrier to the picture's border and of the distance to the
 * border's colours (the hole of a ring fails the second, a bright spot of the background the first), weighted towards
 * the centre.
 */
export function standingOut(image: RgbImage): Standing {
  const scale = Math.min(1, EDGE / Math.max(image.width, image.height))
  const width = Math.max(1, Math.round(scale * image.width))
  const height = Math.max(1, Math.round(scale * image.height))
  const lab = toLab(areaResize(image, width, height))
  const barrier = barrierDistance(lab)
  const colours = distanceToBorderColours(lab)
  const data = barrier.map((value, i) => {
    const dx = ((i % width) + 0.5) / width - 0.5
    const dy = (Math.floor(i / width) + 0.5) / height - 0.5
    return Math.exp(-(dx * dx + dy * dy) / (2 * CENTRE_SPREAD ** 2)) * Math.sqrt(value * colours[i])
  })
  return { width, height, data }
}

/** The frame that tells how restless a background is: this share of the shorter side, and this share of its pixels below. */
const BAND = 0.1
const BAND_SHARE = 0.6

/** How much the outer tenth of the picture itself stands out: about 0 for a plain background. */
export function unrest({ width, height, data }: Standing): number {
  const band = Math.max(1, Math.round(BAND * Math.min(width, height)))
  const outer = data.filter((_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)]
    return x < band || y < band || x >= width - band || y >= height - band
  })
  return outer.sort()[Math.floor(BAND_SHARE * outer.length)]
}
