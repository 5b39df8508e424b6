import { nullSpace } from '../../math/null-space.ts'
import { symmetricEigen } from '../../math/symmetric-eigen.ts'
import { normalisePoints } from './normalise-points.ts'

let near = new Float64Array(64)
let far = new Float64Array(64)
const normal = new Float64Array(81)
const values = new Float64Array(9)
const vectors = new Float64Array(81)
const equations = new Float64Array(72)

/**
 * The homography x2 ~ H x1 (3x3 row-major, unit norm) of four or more chosen correspondences by the normalised direct
 * linear transformation (Hartley and Zisserman, 4.1 and 4.4), or null when the points do not determine one.
 * `x1` and `x2` hold 2N coordinates, `chosen` indices of which the first `count` are used.
 */
export function homography(x1: Float64Array, x2: Float64Array, chosen: Int32Array, count: number): Float64Array | null {
  if (near.length < 2 * count) {
    near = new Float64Array(4 * count)
    far = new Float64Array(4 * count)
  }
  const first = normalisePoints(x1, chosen, count, near)
  const second = normalisePoints(x2, chosen, count, far)
  const H = count === 4 ? throughFour() : leastSquares(count)
  if (!H) return null
  // T2^-1 H T1 with T = [s 0 -s cx; 0 s -s cy; 0 0 1].
  for (let r = 0; r < 3; r++) {
    H[3 * r + 2] -= first.scale * (H[3 * r] * first.cx + H[3 * r + 1] * first.cy)
    H[3 * r] *= first.scale
    H[3 * r + 1] *= first.scale
  }
  for (let c = 0; c < 3; c++) {
    H[c] = H[c] / second.scale + second.cx * H[6 + c]
    H[3 + c] = H[3 + c] / second.scale + second.cy * H[6 + c]
  }
  const norm = Math.hypot(...H)
  return H.map((value) => value / norm)
}

/** The two equations of correspondence i, eighteen coefficients at equations[at]. */
function writeEquations(i: number, at: number): void {
  const u1 = near[2 * i]
  const v1 = near[2 * i + 1]
  const u2 = far[2 * i]
  const v2 = far[2 * i + 1]
  equations.fill(0, at, at + 18)
  equations[at + 3] = equations[at + 9] = u1
  equations[at + 4] = equations[at + 10] = v1
  equations[at + 5] = equations[at + 11] = 1
  equations[at + 6] = -v2 * u1
  equations[at + 7] = -v2 * v1
  equations[at + 8] = -v2
  equations[at + 15] = -u2 * u1
  equations[at + 16] = -u2 * v1
  equations[at + 17] = -u2
}

/** Null when three of the four points lie on a line: H is then singular or not unique. */
function throughFour(): Float64Array | null {
  for (let i = 0; i < 4; i++) writeEquations(i, 18 * i)
  nullSpace(equations, 8, 9, vectors)
  const H = vectors.slice(0, 9)
  const determinant =
    H[0] * (H[4] * H[8] - H[5] * H[7]) - H[1] * (H[3] * H[8] - H[5] * H[6]) + H[2] * (H[3] * H[7] - H[4] * H[6])
  return Math.abs(determinant) > 1e-9 ? H : null
}

function leastSquares(count: number): Float64Array | null {
  normal.fill(0)
  for (let i = 0; i < count; i++) {
    writeEquations(i, 0)
    for (let r = 0; r < 9; r++) {
      for (let c = 0; c < 9; c++) {
        normal[9 * r + c] += equations[r] * equations[c] + equations[9 + r] * equations[9 + c]
      }
    }
  }
  symmetricEigen(normal, 9, values, vectors)
  return values[1] > 1e-12 * values[8] ? vectors.slice(0, 9) : null
}

/** Squared distances |x2 - H x1|^2 in the second view, infinite where H x1 lies behind it or at infinity. */
export function transferDistances(H: Float64Array, x1: Float64Array, x2: Float64Array, out: Float64Array): void {
  // H is known up to sign: the sign under which most points stay in front is the one that keeps the middle in front.
  let front = 0
  for (let i = 0; i < out.length; i++) front += Math.sign(H[6] * x1[2 * i] + H[7] * x1[2 * i + 1] + H[8])
  const sign = front < 0 ? -1 : 1
  for (let i = 0; i < out.length; i++) {
    const u = x1[2 * i]
    const v = x1[2 * i + 1]
    const w = H[6] * u + H[7] * v + H[8]
    if (sign * w <= 0) {
      out[i] = Number.POSITIVE_INFINITY
      continue
    }
    const dx = (H[0] * u + H[1] * v + H[2]) / w - x2[2 * i]
    const dy = (H[3] * u + H[4] * v + H[5]) / w - x2[2 * i + 1]
    out[i] = dx * dx + dy * dy
  }
}
