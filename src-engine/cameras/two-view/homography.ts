import { symmetricEigen } from '../../math/symmetric-eigen.ts'
import { normalisePoints } from './normalise-points.ts'

let near = new Float64Array(64)
let far = new Float64Array(64)
const normal = new Float64Array(81)
const values = new Float64Array(9)
const vectors = new Float64Array(81)
const rows = new Float64Array(18)

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
  normal.fill(0)
  for (let i = 0; i < count; i++) addEquations(near[2 * i], near[2 * i + 1], far[2 * i], far[2 * i + 1])
  symmetricEigen(normal, 9, values, vectors)
  if (values[1] <= 1e-12 * values[8]) return null
  const H = vectors.slice(0, 9)
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

function addEquations(u1: number, v1: number, u2: number, v2: number): void {
  rows.fill(0)
  rows[3] = rows[9] = u1
  rows[4] = rows[10] = v1
  rows[5] = rows[11] = 1
  rows[6] = -v2 * u1
  rows[7] = -v2 * v1
  rows[8] = -v2
  rows[15] = -u2 * u1
  rows[16] = -u2 * v1
  rows[17] = -u2
  for (let r = 0; r < 9; r++) {
    for (let c = 0; c < 9; c++) normal[9 * r + c] += rows[r] * rows[c] + rows[9 + r] * rows[9 + c]
  }
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
