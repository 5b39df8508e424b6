import type { RgbImage } from '../../src-shared/photo.ts'
import { seededRandom } from '../math/random.ts'
import { toGray } from '../photos/load-photo.ts'
import { blurred } from './blur.ts'
import { type Layers, matchPatches, PATCH_REACH } from './match-patches.ts'

/** Detail is what a blur of this standard deviation takes away, pixels. */
const BLUR = 1.5
/** Colours that differ by this much (mean square root over the patch, 0..1) are believed 0.6 of the same. */
const COLOUR_DIFFERENCE = 0.04
/** Detail of this size, luma 0..1, is no more than noise, and correlates with nothing. */
const NOISE = 0.004

/**
 * The built-in way to enhance: each patch of a render gets the fine detail of the patch of the photo that is most like it
 * in its colours (PatchMatch, Barnes et al. 2009), as far as the two agree in what detail the render has. Only luma
 * changes, only inside the object.
 *
 * @param photo The observed picture, over white, and its alpha.
 * @returns What makes a render, over white and with its alpha, into a picture of the same size.
 */
export function detailTransfer(
  photo: { image: RgbImage; alpha: Float32Array },
  seed = 0,
): (render: RgbImage, alpha: Float32Array) => RgbImage {
  const source = layersOf(photo.image, photo.alpha)
  return (render, alpha) => {
    const target = layersOf(render, alpha)
    const { places, matches, costs } = matchPatches(target, source, seededRandom(seed))
    const added = new Float32Array(alpha.length)
    const patches = new Float32Array(alpha.length)
    places.forEach((to, n) => {
      const from = matches[n]
      if (from < 0) return
      const belief = Math.exp(-costs[n] / (2 * COLOUR_DIFFERENCE ** 2)) * agreement(target, to, source, from)
      for (let y = -PATCH_REACH; y <= PATCH_REACH; y++)
        for (let x = -PATCH_REACH; x <= PATCH_REACH; x++) {
          const [i, j] = [to + y * target.width + x, from + y * source.width + x]
          added[i] += belief * (source.detail[j] - target.detail[i])
          patches[i]++
        }
    })
    const data = render.data.slice()
    for (let i = 0; i < alpha.length; i++) {
      if (patches[i] === 0) continue
      const change = (255 * alpha[i] * added[i]) / patches[i]
      for (let k = 3 * i; k < 3 * i + 3; k++) data[k] = Math.round(Math.min(255, Math.max(0, data[k] + change)))
    }
    return { ...render, data }
  }
}

function layersOf(image: RgbImage, alpha: Float32Array): Layers {
  const { width, height } = image
  const luma = toGray(image).data
  const smooth = blurred(luma, width, 1, BLUR)
  const values = new Float32Array(image.data.length)
  for (let k = 0; k < values.length; k++) values[k] = image.data[k] / 255
  const colours = blurred(values, width, 3, BLUR)
  return { width, height, colours, detail: luma.map((value, i) => value - smooth[i]), alpha }
}

/** Correlation of the detail of two patches, 0 where they run against one another. */
function agreement(target: Layers, to: number, source: Layers, from: number): number {
  let [product, first, second] = [0, NOISE ** 2, NOISE ** 2]
  const pixels = (2 * PATCH_REACH + 1) ** 2
  for (let y = -PATCH_REACH; y <= PATCH_REACH; y++)
    for (let x = -PATCH_REACH; x <= PATCH_REACH; x++) {
      const a = target.detail[to + y * target.width + x]
      const b = source.detail[from + y * source.width + x]
      product += (a * b) / pixels
      first += (a * a) / pixels
      second += (b * b) / pixels
    }
  return Math.max(0, product / Math.sqrt(first * second))
}
