import type { RgbImage } from '../../src-shared/photo.ts'
import { boxMean } from './box-mean.ts'
import { otsu } from './otsu.ts'
import { type Standing, standingOut, unrest } from './standing-out.ts'

/** GrabCut's labels, as OpenCV numbers them. */
export const LABEL = { background: 0, object: 1, maybeBackground: 2, maybeObject: 3 } as const

/** The picture's first labels: width * height of `LABEL`; and whether its background is restless. */
export interface FirstLabels {
  readonly labels: Uint8Array
  readonly restless: boolean
}

/** Backgrounds whose unrest is above this (L*a*b* units) are not plain: the test photos lie at 0 to .4 and at 1.6 to 2.1. */
const RESTLESS = 1
/** On a plain background much weaker differences than Otsu's threshold may belong to the object: white on white. */
const PLAIN_SHARE = 0.4
/** On a restless one the ground at the object's foot lies just above Otsu's threshold. */
const RESTLESS_SHARE = 1.2
/** Below this difference nothing stands out: noise, soft shading. */
const LEAST_DIFFERENCE = 6
/** Shares of the threshold under which a pixel is background for sure, and of Otsu's over which it is object for sure. */
const SURE_BACKGROUND = 0.35
const SURE_OBJECT = 1.5
/** On a restless background the prior is averaged over so many pixels around: small scattered things stand out no more. */
const BLUR = 3
/** The frame that is background for sure, as a share of the shorter side. */
const FRAME_SHARE = 0.01

/** GrabCut's first labels from the picture alone: what stands out of its border, towards its centre. */
export function grabCutLabels(image: RgbImage): FirstLabels {
  const sharp = standingOut(image)
  const restless = unrest(sharp) > RESTLESS
  const prior: Standing = restless ? { ...sharp, data: boxMean(sharp.data, sharp.width, sharp.height, BLUR) } : sharp
  const parting = otsu(prior.data)
  const threshold = Math.max(LEAST_DIFFERENCE, parting * (restless ? RESTLESS_SHARE : PLAIN_SHARE))
  // On a restless one nothing is sure: the table that is seen through a handle stands out as well.
  const sure = restless ? Number.POSITIVE_INFINITY : SURE_OBJECT * parting
  const { width, height } = image
  const labels = new Uint8Array(width * height)
  const frame = Math.max(1, Math.round(FRAME_SHARE * Math.min(width, height)))
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++) {
      if (x < frame || y < frame || x >= width - frame || y >= height - frame) continue
      const px = Math.floor(((x + 0.5) / width) * prior.width)
      const py = Math.floor(((y + 0.5) / height) * prior.height)
      labels[y * width + x] = labelOf(prior.data[py * prior.width + px], threshold, sure)
    }
  return { labels, restless }
}

function labelOf(value: number, threshold: number, sure: number): number {
  if (value >= Math.max(threshold, sure)) return LABEL.object
  if (value >= threshold) return LABEL.maybeObject
  return value >= SURE_BACKGROUND * threshold ? LABEL.maybeBackground : LABEL.background
}

/** Mattes within these bounds leave the choice to GrabCut. */
const SURE_MATTE = 0.95

/** Labels from a matte that a model has made: 0..1, width * height. */
export function labelsOfMatte(matte: Float32Array): Uint8Array {
  return Uint8Array.from(matte, (value) => {
    if (value > SURE_MATTE) return LABEL.object
    if (value < 1 - SURE_MATTE) return LABEL.background
    return value > 0.5 ? LABEL.maybeObject : LABEL.maybeBackground
  })
}
