import type { RgbImage } from '../../src-shared/photo.ts'
import { toGray } from '../photos/load-photo.ts'

/** Side of a patch and the distance between two, pixels; a patch has 2 x 2 cells. */
const PATCH = 16
const STRIDE = 8
const CELL = PATCH / 2
/** Directions that gradients are sorted into, without their sign's. */
const BINS = 8
/** Cells, and one more value: what noise would give. Two patches without any structure are alike. */
export const FEATURE_LENGTH = 4 * BINS + 1
/** Gradient per pixel, luma 0..1, that noise of generated pictures has, summed over a cell. */
const NOISE = 0.01 * CELL * CELL
/** A patch with less of the object than this says nothing. */
const COVERED = 0.5

/** What patches of a picture look like: unit vectors, FEATURE_LENGTH each. */
export interface PatchFeatures {
  readonly count: number
  readonly features: Float32Array
}

/**
 * Histograms of gradient directions (Dalal and Triggs 2005) over 2 x 2 cells of 16-pixel patches, those that the object
 * covers: they tell what a patch shows whatever its brightness. Patches of pictures of one size and alpha correspond.
 */
export function patchFeatures(image: RgbImage, alpha: Float32Array): PatchFeatures {
  const { width, height, data } = toGray(image)
  const strength = new Float32Array(data.length)
  const bin = new Uint8Array(data.length)
  for (let y = 1; y < height - 1; y++)
    for (let x = 1; x < width - 1; x++) {
      const i = y * width + x
      const [dx, dy] = [(data[i + 1] - data[i - 1]) / 2, (data[i + width] - data[i - width]) / 2]
      strength[i] = Math.hypot(dx, dy)
      bin[i] = Math.floor(((Math.atan2(dy, dx) / Math.PI + 2) * BINS) % BINS)
    }
  const features: number[] = []
  for (let top = 0; top + PATCH <= height; top += STRIDE)
    for (let left = 0; left + PATCH <= width; left += STRIDE) {
      const feature = new Float32Array(FEATURE_LENGTH)
      let covered = 0
      for (let y = 0; y < PATCH; y++)
        for (let x = 0; x < PATCH; x++) {
          const i = (top + y) * width + left + x
          covered += alpha[i]
          feature[(y < CELL ? 0 : 2 * BINS) + (x < CELL ? 0 : BINS) + bin[i]] += strength[i]
        }
      if (covered < COVERED * PATCH * PATCH) continue
      feature[FEATURE_LENGTH - 1] = NOISE
      const length = Math.hypot(...feature)
      for (const value of feature) features.push(value / length)
    }
  return { count: features.length / FEATURE_LENGTH, features: Float32Array.from(features) }
}
