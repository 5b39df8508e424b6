import type { GrayImage, Photo, RgbImage } from '../../src-shared/photo.ts'
import { areaResize } from '../photos/area-resize.ts'
import { toGray } from '../photos/load-photo.ts'

/** What may make one photo a poor start. */
const ONE_PHOTO_WEAKNESSES = [
  'small',
  'narrow',
  'dark',
  'bright',
  'flat',
  'blurred',
  'object-small',
  'object-cut-off',
] as const
export type OnePhotoWeakness = (typeof ONE_PHOTO_WEAKNESSES)[number]

const ADVICE: Readonly<Record<OnePhotoWeakness, string>> = {
  small: 'The photo is less than 256 pixels wide or high. A larger one shows more detail.',
  narrow: 'The photo is more than three times as long as it is wide. Crop it closer to a square around the object.',
  dark: 'The photo is nearly black. Take it again with more light.',
  bright: 'The photo is nearly white. Take it again with a lower exposure.',
  flat: 'The photo has hardly any contrast. More light from one side, or a background of another colour, helps.',
  blurred: 'The object is blurred. Hold the camera still, focus on the object and take the photo again.',
  'object-small': 'The object is very small in the photo. Go closer, or crop the photo around it.',
  'object-cut-off':
    'The object reaches the edge of the photo; what is cut off there will be missing. Step back a little.',
}

/** The advice on each weakness, for a person. */
export function adviceOn(weaknesses: readonly OnePhotoWeakness[]): string[] {
  return weaknesses.map((weakness) => ADVICE[weakness])
}

// The original's figures; luma in 0..255, areas in pixels of the photo.
const LEAST_EDGE = 256
const LONGEST_ASPECT = 3
const MEAN = { least: 5, most: 250 }
const LEAST_DEVIATION = 10
const LEAST_SHARPNESS = 100
const LEAST_AREA = 1000
/** Blur is measured at this size, at which most photos are looked at: the same object, the same figure. */
const SHARPNESS_EDGE = 512
/** The object is cut off when it covers this much of one edge of the photo. */
const ON_EDGE = 0.02

/**
 * The weaknesses of a photo whose object has been found; none of them stops the work.
 *
 * @param size Of the photo as the camera took it, pixels.
 * @param matte Of the object, as large as `photo`.
 */
export function onePhotoWeaknesses(
  size: Pick<Photo, 'width' | 'height'>,
  photo: RgbImage,
  matte: GrayImage,
): OnePhotoWeakness[] {
  const { mean, deviation } = spread(toGray(photo).data)
  const area = matte.data.reduce((sum, value) => sum + value, 0) * ((size.width * size.height) / matte.data.length)
  const aspect = Math.max(size.width, size.height) / Math.min(size.width, size.height)
  const is: Record<OnePhotoWeakness, boolean> = {
    small: Math.min(size.width, size.height) < LEAST_EDGE,
    narrow: aspect > LONGEST_ASPECT,
    dark: mean < MEAN.least,
    bright: mean > MEAN.most,
    flat: deviation < LEAST_DEVIATION,
    blurred: objectSharpness(photo, matte) < LEAST_SHARPNESS,
    'object-small': area < LEAST_AREA,
    'object-cut-off': edgeCover(matte) > ON_EDGE,
  }
  return ONE_PHOTO_WEAKNESSES.filter((weakness) => is[weakness])
}

function spread(luma: Float32Array): { mean: number; deviation: number } {
  const mean = luma.reduce((sum, value) => sum + value, 0) / luma.length
  const variance = luma.reduce((sum, value) => sum + (value - mean) ** 2, 0) / luma.length
  return { mean: 255 * mean, deviation: 255 * Math.sqrt(variance) }
}

/** The largest share of any edge of the photo that the object covers. */
function edgeCover({ width, height, data }: GrayImage): number {
  const along = (start: number, step: number, length: number) => {
    let sum = 0
    for (let i = 0; i < length; i++) sum += data[start + i * step]
    return sum / length
  }
  return Math.max(
    along(0, 1, width),
    along((height - 1) * width, 1, width),
    along(0, width, height),
    along(width - 1, width, height),
  )
}

/**
 * Variance of the 4-neighbour Laplacian of the luma (0..255) over the object, its outline included: a sharp object
 * before a plain background is sharp, whatever the share of the background.
 */
function objectSharpness(photo: RgbImage, matte: GrayImage): number {
  const scale = Math.min(1, SHARPNESS_EDGE / Math.max(photo.width, photo.height))
  const [width, height] = [photo.width, photo.height].map((length) => Math.max(1, Math.round(scale * length)))
  const luma = toGray(areaResize(photo, width, height)).data
  const covered = (x: number, y: number) =>
    matte.data[
      Math.floor(((y + 0.5) / height) * matte.height) * matte.width + Math.floor(((x + 0.5) / width) * matte.width)
    ] > 0.5
  let [sum, squares, count] = [0, 0, 0]
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      if (!covered(x, y)) continue
      const i = y * width + x
      const laplacian = 255 * (luma[i - 1] + luma[i + 1] + luma[i - width] + luma[i + width] - 4 * luma[i])
      sum += laplacian
      squares += laplacian * laplacian
      count++
    }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2
}
