import type { RgbImage } from '../../src-shared/photo.ts'
import { boxMean } from './box-mean.ts'

/** Half the width of the band in which a pixel may be partly covered: the step of GrabCut's smaller copy, and lens blur. */
const BAND = 2
/** The colours of object and background are the means over so many pixels around. */
const REACH = 8
/** Colours closer than this (8-bit sRGB, root of the summed squares) do not tell how much of a pixel is covered. */
const LEAST_CONTRAST = 24
/** Less than one pixel of the square: what rounding leaves. */
const NOTHING = 1e-4

/**
 * A soft matte from a hard one: along the outline each pixel's cover is where its colour lies on the line from the
 * background's colour nearby to the object's (as in Bayesian matting, Chuang et al. 2001, with means alone).
 *
 * @param mask 1 where the object is: width * height.
 * @returns Alpha 0..1: width * height.
 */
export function softEdge(image: RgbImage, mask: Uint8Array): Float32Array {
  const { width, height, data } = image
  const cover = boxMean(Float32Array.from(mask), width, height, BAND)
  const object = localMeans(image, (i) => cover[i] > 0.999)
  const background = localMeans(image, (i) => cover[i] < 0.001)
  return cover.map((value, i) => {
    if (value > 0.999 || value < 0.001) return mask[i]
    if (object.weight[i] < NOTHING || background.weight[i] < NOTHING) return value
    let [along, square] = [0, 0]
    for (let c = 0; c < 3; c++) {
      const from = background.mean[c][i]
      const step = object.mean[c][i] - from
      along += (data[3 * i + c] - from) * step
      square += step * step
    }
    const trust = Math.min(1, square / LEAST_CONTRAST ** 2)
    const byColour = square > 0 ? Math.max(0, Math.min(1, along / square)) : value
    // Far from the outline the colours must be clear to overrule the cut.
    return trust * byColour * Math.min(1, 3 * value) + (1 - trust) * value
  })
}

function localMeans({ width, height, data }: RgbImage, counts: (pixel: number) => boolean) {
  const chosen = new Float32Array(width * height)
  for (let i = 0; i < chosen.length; i++) chosen[i] = counts(i) ? 1 : 0
  const weight = boxMean(chosen, width, height, REACH)
  const mean = [0, 1, 2].map((c) =>
    boxMean(
      chosen.map((value, i) => value * data[3 * i + c]),
      width,
      height,
      REACH,
    ).map((value, i) => (weight[i] < NOTHING ? 0 : value / weight[i])),
  )
  return { mean, weight }
}
