import type { RgbImage } from '../../src-shared/photo.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'

/** What stands behind a cut-out object. */
export type Backdrop = 'black' | 'white'

/** A picture over white and its opacity. */
interface CutOutPicture {
  /** Over white. */
  readonly image: RgbImage
  /** 0..1: width * height. */
  readonly alpha: Float32Array
}

/** The backdrop that the object stands out from: splats learn where it ends only where the two differ. */
export function contrastingBackdrop(views: readonly CutOutPicture[]): Backdrop {
  let [sum, count] = [0, 0]
  for (const { image, alpha } of views)
    for (let i = 0; i < alpha.length; i++) {
      sum += image.data[3 * i] + image.data[3 * i + 1] + image.data[3 * i + 2] - 3 * 255 * (1 - alpha[i])
      count += 3 * alpha[i]
    }
  return sum / count > 127 ? 'black' : 'white'
}

/**
 * The picture as trainers take it, which draw over black. Over black it is that picture; over white it is the negative of
 * the picture over white: the sum of w (1 - c) over black is one less the sum of w c over white, so splats trained on
 * negatives are, with `inverted` colours, splats trained over white.
 */
export function overBackdrop({ image, alpha }: CutOutPicture, backdrop: Backdrop): RgbImage {
  const { width, height, data } = image
  if (backdrop === 'white') return { width, height, data: data.map((value) => 255 - value) }
  return { width, height, data: data.map((value, k) => Math.max(0, value - 255 * (1 - alpha[Math.floor(k / 3)]))) }
}

/** The splats with the negative of each colour: colour = 0.5 + harmonics, so each coefficient turns its sign. */
export function inverted(cloud: SplatCloud): SplatCloud {
  return { ...cloud, sh: cloud.sh.map((value) => -value) }
}
