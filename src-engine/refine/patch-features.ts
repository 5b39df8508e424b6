import type { RgbImage } from '../../src-shared/photo.ts'
import { toGray } from '../photos/load-photo.ts'

/** Side of a patch, pixels; it has 2 x 2 cells, and the next patch begins a cell farther on. */
const PATCH = 16
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
      // Most of a cut-out picture is plain white.
      if (dx === 0 && dy === 0) continue
      strength[i] = Math.sqrt(dx * dx + dy * dy)
      bin[i] = Math.floor(((Math.atan2(dy, dx) / Math.PI + 2) * BINS) % BINS)
    }
  const columns = Math.floor(width / CELL)
  const rows = Math.floor(height / CELL)
  const histograms = new Float32Array(BINS * columns * rows)
  const covered = new Float32Array(columns * rows)
  for (let y = 0; y < CELL * rows; y++)
    for (let x = 0; x < CELL * columns; x++) {
      const [i, cell] = [y * width + x, Math.floor(y / CELL) * columns + Math.floor(x / CELL)]
      histograms[BINS * cell + bin[i]] += strength[i]
      covered[cell] += alpha[i]
    }
  const features: number[] = []
  for (let row = 0; row + 1 < rows; row++)
    for (let column = 0; column + 1 < columns; column++) {
      const first = row * columns + column
      const cells = [first, first + 1, first + columns, first + columns + 1]
      if (cells.reduce((sum, cell) => sum + covered[cell], 0) < COVERED * PATCH * PATCH) continue
      const feature = new Float32Array(FEATURE_LENGTH)
      cells.forEach((cell, n) => {
        feature.set(histograms.subarray(BINS * cell, BINS * (cell + 1)), BINS * n)
      })
      feature[FEATURE_LENGTH - 1] = NOISE
      const length = Math.hypot(...feature)
      for (const value of feature) features.push(value / length)
    }
  return { count: features.length / FEATURE_LENGTH, features: Float32Array.from(features) }
}
