import { BASE_SIGMA, type Octave, SCALES_PER_OCTAVE, type ScaleSpace } from './scale-space.ts'

/** A blob found in the scale space. Positions and sigma in pixels of one octave. */
export interface Extremum {
  readonly octave: number
  /** Column and row, fractional; the centre of the first pixel is (0, 0). */
  readonly x: number
  readonly y: number
  /** Fractional index of the Gaussian image. */
  readonly level: number
  readonly sigma: number
  /** |difference of Gaussians| at the extremum: contrast, of 0..1 luma. */
  readonly response: number
}

/** Principal curvatures of a blob differ by at most this factor, else it is an edge (Lowe 2004, section 4.1). */
const MAX_CURVATURE_RATIO = 10
const BORDER = 5
const MAX_MOVES = 5

/**
 * Extrema of the difference of Gaussians over position and scale, refined to sub-pixel and sub-scale by a quadratic fit
 * (Brown and Lowe 2002), with contrast at least `minContrast` and not on an edge. In order of octave, level, row, column.
 */
export function findExtrema({ octaves }: ScaleSpace, minContrast: number): Extremum[] {
  const found: Extremum[] = []
  octaves.forEach((octave, index) => {
    const { width, height, stride, differences } = octave
    const refined = new Set<number>()
    for (let s = 1; s <= SCALES_PER_OCTAVE; s++) {
      const below = differences[s - 1]
      const here = differences[s]
      const above = differences[s + 1]
      for (let y = BORDER; y < height - BORDER; y++) {
        for (let at = y * stride + BORDER, end = y * stride + width - BORDER; at < end; at++) {
          const value = here[at]
          // The fit can raise the contrast a little, so the first test is a lenient one.
          if (value < 0.8 * minContrast && value > -0.8 * minContrast) continue
          if (!isExtremum(below, here, above, at, stride, value)) continue
          const extremum = refine(octave, index, at - y * stride, y, s, minContrast)
          if (!extremum) continue
          // Two neighbours with equal values can both lead to one blob.
          const cell = (Math.round(extremum.level) * height + Math.round(extremum.y)) * width + Math.round(extremum.x)
          if (refined.has(cell)) continue
          refined.add(cell)
          found.push(extremum)
        }
      }
    }
  })
  return found
}

function isExtremum(
  below: Float32Array,
  here: Float32Array,
  above: Float32Array,
  at: number,
  stride: number,
  value: number,
): boolean {
  const sign = value > 0 ? 1 : -1
  const peak = sign * value
  for (let row = at - stride; row <= at + stride; row += stride) {
    if (sign * here[row - 1] > peak || sign * here[row] > peak || sign * here[row + 1] > peak) return false
    if (sign * below[row - 1] > peak || sign * below[row] > peak || sign * below[row + 1] > peak) return false
    if (sign * above[row - 1] > peak || sign * above[row] > peak || sign * above[row + 1] > peak) return false
  }
  return true
}

/** Moves to the pixel that the quadratic fit points to until the offset stays within half a pixel and half a scale. */
function refine(
  { width, height, stride, differences }: Octave,
  octave: number,
  x: number,
  y: number,
  s: number,
  minContrast: number,
): Extremum | null {
  for (let move = 0; move <= MAX_MOVES; move++) {
    const below = differences[s - 1]
    const here = differences[s]
    const above = differences[s + 1]
    const at = y * stride + x
    const value = here[at]
    const gx = 0.5 * (here[at + 1] - here[at - 1])
    const gy = 0.5 * (here[at + stride] - here[at - stride])
    const gs = 0.5 * (above[at] - below[at])
    const xx = here[at + 1] + here[at - 1] - 2 * value
    const yy = here[at + stride] + here[at - stride] - 2 * value
    const ss = above[at] + below[at] - 2 * value
    const xy = 0.25 * (here[at + stride + 1] - here[at + stride - 1] - here[at - stride + 1] + here[at - stride - 1])
    const xs = 0.25 * (above[at + 1] - above[at - 1] - below[at + 1] + below[at - 1])
    const ys = 0.25 * (above[at + stride] - above[at - stride] - below[at + stride] + below[at - stride])

    // Cramer's rule on the 3 x 3 Hessian.
    const cx = yy * ss - ys * ys
    const cy = xs * ys - xy * ss
    const cs = xy * ys - xs * yy
    const determinant = xx * cx + xy * cy + xs * cs
    if (determinant === 0) return null
    const dx = -(gx * cx + gy * cy + gs * cs) / determinant
    const dy = -(gx * cy + gy * (xx * ss - xs * xs) + gs * (xy * xs - xx * ys)) / determinant
    const ds = -(gx * cs + gy * (xy * xs - xx * ys) + gs * (xx * yy - xy * xy)) / determinant
    if (!(Math.abs(dx) < 4 && Math.abs(dy) < 4 && Math.abs(ds) < 4)) return null

    if (Math.abs(dx) <= 0.6 && Math.abs(dy) <= 0.6 && Math.abs(ds) <= 0.6) {
      const response = Math.abs(value + 0.5 * (gx * dx + gy * dy + gs * ds))
      const curvature = xx * yy - xy * xy
      const edge = (xx + yy) ** 2 * MAX_CURVATURE_RATIO >= (MAX_CURVATURE_RATIO + 1) ** 2 * curvature
      if (response < minContrast || curvature <= 0 || edge) return null
      const level = s + ds
      return { octave, x: x + dx, y: y + dy, level, sigma: BASE_SIGMA * 2 ** (level / SCALES_PER_OCTAVE), response }
    }
    x += Math.abs(dx) > 0.6 ? Math.sign(dx) : 0
    y += Math.abs(dy) > 0.6 ? Math.sign(dy) : 0
    s += Math.abs(ds) > 0.6 ? Math.sign(ds) : 0
    if (s < 1 || s > SCALES_PER_OCTAVE) return null
    if (x < BORDER || y < BORDER || x >= width - BORDER || y >= height - BORDER) return null
  }
  return null
}
