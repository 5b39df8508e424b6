import type { Extremum } from './extrema.ts'
import type { Octave } from './scale-space.ts'

export const DESCRIPTOR_LENGTH = 128
/** Length of a RootSIFT descriptor as stored: 0.5 is the largest element that fits a byte, larger ones are cut off. */
export const DESCRIPTOR_NORM = 512

const CELLS = 4
const DIRECTIONS = 8
/** Width of a histogram cell in keypoint sigmas; window of the samples' weights in cells (Lowe 2004, section 6). */
const CELL_SIGMAS = 3
const WINDOW_CELLS = CELLS / 2
const MAX_ELEMENT = 0.2

/** Cells with a margin of one on each side, so that shared samples need no border tests: 6 x 6 x 8. */
const PADDED = CELLS + 2
const histogram = new Float64Array(PADDED * PADDED * DIRECTIONS)
const rowWeights = new Float64Array(512)

/**
 * Writes the SIFT descriptor of an extremum at an orientation (radians) to target[at .. at + 127]: 4 x 4 cells of 8
 * directions with trilinear sharing, then RootSIFT (Arandjelovic and Zisserman 2012): the square root of the L1-normalised
 * histogram, whose dot product compares histograms by the Hellinger kernel. Bytes: 512 x the unit vector, at most 255.
 */
export function writeDescriptor(
  octave: Octave,
  extremum: Extremum,
  orientation: number,
  target: Uint8Array,
  at: number,
): void {
  collect(octave, extremum, orientation)
  normalise(target, at)
}

function collect({ width, height, stride, gaussians }: Octave, extremum: Extremum, orientation: number): void {
  const { x, y, level, sigma } = extremum
  const image = gaussians[Math.round(level)]
  histogram.fill(0)
  const cell = CELL_SIGMAS * sigma
  const reach = Math.min(255, Math.floor(Math.SQRT1_2 * cell * (CELLS + 1) + 0.5))
  const cos = Math.cos(orientation) / cell
  const sin = Math.sin(orientation) / cell
  const falloff = -0.5 / (WINDOW_CELLS * cell) ** 2
  const top = Math.max(1, Math.round(y) - reach)
  const bottom = Math.min(height - 2, Math.round(y) + reach)
  const left = Math.max(1, Math.round(x) - reach)
  const right = Math.min(width - 2, Math.round(x) + reach)
  for (let column = left; column <= right; column++) {
    rowWeights[column - left] = Math.exp(falloff * (column - x) ** 2)
  }
  const turn = DIRECTIONS / (2 * Math.PI)
  for (let row = top; row <= bottom; row++) {
    const dy = row - y
    const weightOfRow = Math.exp(falloff * dy * dy)
    for (let column = left; column <= right; column++) {
      const dx = column - x
      // Position in cells, 1 being the centre of the first real cell of the padded histogram.
      const u = cos * dx + sin * dy + (CELLS + 1) / 2
      const v = cos * dy - sin * dx + (CELLS + 1) / 2
      if (u <= 0 || v <= 0 || u >= CELLS + 1 || v >= CELLS + 1) continue
      const pixel = row * stride + column
      const gx = image[pixel + 1] - image[pixel - 1]
      const gy = image[pixel + stride] - image[pixel - stride]
      const weight = weightOfRow * rowWeights[column - left] * Math.sqrt(gx * gx + gy * gy)
      let direction = (fastAtan2(gy, gx) - orientation) * turn
      while (direction < 0) direction += DIRECTIONS
      const u0 = u | 0
      const v0 = v | 0
      const d0 = direction | 0
      const du = u - u0
      const dv = v - v0
      const dd = direction - d0
      const low = d0 & 7
      const high = (d0 + 1) & 7
      const base = (v0 * PADDED + u0) * DIRECTIONS
      const near = weight * (1 - dv) * (1 - du)
      const right1 = weight * (1 - dv) * du
      const below = weight * dv * (1 - du)
      const both = weight * dv * du
      histogram[base + low] += near * (1 - dd)
      histogram[base + high] += near * dd
      histogram[base + DIRECTIONS + low] += right1 * (1 - dd)
      histogram[base + DIRECTIONS + high] += right1 * dd
      histogram[base + PADDED * DIRECTIONS + low] += below * (1 - dd)
      histogram[base + PADDED * DIRECTIONS + high] += below * dd
      histogram[base + (PADDED + 1) * DIRECTIONS + low] += both * (1 - dd)
      histogram[base + (PADDED + 1) * DIRECTIONS + high] += both * dd
    }
  }
}

function normalise(target: Uint8Array, at: number): void {
  let squared = 0
  for (let v = 1; v <= CELLS; v++) {
    for (let i = (v * PADDED + 1) * DIRECTIONS; i < (v * PADDED + 1 + CELLS) * DIRECTIONS; i++) {
      squared += histogram[i] * histogram[i]
    }
  }
  // Elements above 0.2 of the length are cut, which lessens the weight of single strong edges and highlights.
  const limit = MAX_ELEMENT * Math.sqrt(squared)
  let sum = 0
  for (let v = 1; v <= CELLS; v++) {
    for (let i = (v * PADDED + 1) * DIRECTIONS; i < (v * PADDED + 1 + CELLS) * DIRECTIONS; i++) {
      histogram[i] = Math.min(histogram[i], limit)
      sum += histogram[i]
    }
  }
  const scale = sum > 0 ? 1 / sum : 0
  for (let v = 1; v <= CELLS; v++) {
    for (let i = (v * PADDED + 1) * DIRECTIONS; i < (v * PADDED + 1 + CELLS) * DIRECTIONS; i++) {
      target[at++] = Math.min(255, Math.round(DESCRIPTOR_NORM * Math.sqrt(histogram[i] * scale)))
    }
  }
}

/** atan2 to 2e-4 rad in a fraction of the library function's time; the histogram's bins are 0.8 rad wide. */
function fastAtan2(y: number, x: number): number {
  const ax = Math.abs(x)
  const ay = Math.abs(y)
  const high = ax > ay ? ax : ay
  if (high === 0) return 0
  const r = (ax > ay ? ay : ax) / high
  // Minimax polynomial of atan on [0, 1] (Abramowitz and Stegun 4.4.47, shortened).
  const s = r * r
  let angle = r * (0.999866 + s * (-0.3302995 + s * (0.180141 + s * (-0.085133 + s * 0.0208351))))
  if (ay > ax) angle = Math.PI / 2 - angle
  if (x < 0) angle = Math.PI - angle
  return y < 0 ? -angle : angle
}
