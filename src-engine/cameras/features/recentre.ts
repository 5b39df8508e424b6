import type { Extremum } from './extrema.ts'
import type { Octave } from './scale-space.ts'

/** Samples on either side for interpolation, and side of the patch around an extremum. */
const HALF = 3
const SIDE = 2 * HALF + 2
const ROUNDS = 2

const patch = new Float64Array(SIDE * SIDE)
const rows = new Float64Array(SIDE * 3)
const grid = new Float64Array(9)
const weights = new Float64Array(3 * SIDE)

/**
 * Places an extremum more exactly. The quadratic fit through whole pixels is biased by up to 0.06 px of its octave
 * halfway between pixels, where a blob's profile is least like a parabola; the bias vanishes when the fit is centred on
 * the extremum. So the fit is repeated on samples interpolated around the place found so far (Lagrange, six points), at the
 * extremum's own scale. Largest error on ideal blobs of sigma 2 to 6: 0.001 px instead of 0.1.
 */
export function recentre(octave: Octave, extremum: Extremum): Extremum {
  let { x, y } = extremum
  const { width, height } = octave
  for (let round = 0; round < ROUNDS; round++) {
    const left = Math.floor(x) - HALF
    const top = Math.floor(y) - HALF
    if (left < 0 || top < 0 || left + SIDE > width || top + SIDE > height) break
    takePatch(octave, left, top, extremum.level)
    interpolate(x - left, y - top)
    const gx = 0.5 * (grid[5] - grid[3])
    const gy = 0.5 * (grid[7] - grid[1])
    const xx = grid[5] + grid[3] - 2 * grid[4]
    const yy = grid[7] + grid[1] - 2 * grid[4]
    const xy = 0.25 * (grid[8] - grid[6] - grid[2] + grid[0])
    const determinant = xx * yy - xy * xy
    const dx = (xy * gy - yy * gx) / determinant
    const dy = (xy * gx - xx * gy) / determinant
    // On a long ridge the place across scales is not well determined; the first fit then stands.
    if (!(Math.abs(dx) < 0.5 && Math.abs(dy) < 0.5)) return extremum
    x += dx
    y += dy
  }
  return { ...extremum, x, y }
}

/** The difference of Gaussians at a fractional level: the parabola through the three nearest images. */
function takePatch({ stride, differences }: Octave, left: number, top: number, level: number): void {
  const middle = Math.min(Math.max(Math.round(level), 1), differences.length - 2)
  const f = level - middle
  const [below, here, above] = [differences[middle - 1], differences[middle], differences[middle + 1]]
  const [b, h, a] = [0.5 * f * (f - 1), 1 - f * f, 0.5 * f * (f + 1)]
  for (let row = 0; row < SIDE; row++) {
    for (let column = 0, at = (top + row) * stride + left; column < SIDE; column++, at++) {
      patch[row * SIDE + column] = b * below[at] + h * here[at] + a * above[at]
    }
  }
}

/** Fills `grid` with the patch at (x + i, y + j), i and j from -1 to 1, in patch coordinates. */
function interpolate(x: number, y: number): void {
  writeWeights(x)
  for (let row = 0; row < SIDE; row++) {
    for (let i = 0; i < 3; i++) {
      let sum = 0
      for (let k = 0; k < SIDE; k++) sum += weights[i * SIDE + k] * patch[row * SIDE + k]
      rows[row * 3 + i] = sum
    }
  }
  writeWeights(y)
  for (let j = 0; j < 3; j++) {
    for (let i = 0; i < 3; i++) {
      let sum = 0
      for (let k = 0; k < SIDE; k++) sum += weights[j * SIDE + k] * rows[k * 3 + i]
      grid[3 * j + i] = sum
    }
  }
}

/** Lagrange weights of the six samples about position + (-1, 0, 1), one row of SIDE for each. */
function writeWeights(position: number): void {
  weights.fill(0)
  const f = position - HALF
  for (let shift = 0; shift < 3; shift++) {
    for (let k = -2; k <= 3; k++) {
      let weight = 1
      for (let m = -2; m <= 3; m++) if (m !== k) weight *= (f - m) / (k - m)
      weights[shift * SIDE + HALF + shift - 1 + k] = weight
    }
  }
}
