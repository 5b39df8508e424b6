import { nullSpace } from '../../math/null-space.ts'
import { realRoots } from '../../math/real-roots.ts'
import { symmetricEigen } from '../../math/symmetric-eigen.ts'
import { normalisePoints } from './normalise-points.ts'

let near = new Float64Array(64)
let far = new Float64Array(64)
const normal = new Float64Array(81)
const values = new Float64Array(9)
const vectors = new Float64Array(81)
const equations = new Float64Array(63)
const cubic = new Float64Array(4)
const roots = new Float64Array(8)
const small = new Float64Array(9)
const smallValues = new Float64Array(3)
const smallVectors = new Float64Array(9)

/**
 * Fundamental matrices x2' F x1 = 0 (3x3 row-major, unit norm) of the chosen correspondences: up to three for seven (the
 * seven-point method), one for eight or more (the normalised eight-point method, made singular).
 * `x1` and `x2` hold 2N coordinates, `chosen` indices of which the first `count` are used.
 * Source: Hartley and Zisserman, Multiple View Geometry, 11.1 and 11.2.
 */
export function fundamentalMatrices(
  x1: Float64Array,
  x2: Float64Array,
  chosen: Int32Array,
  count: number,
): Float64Array[] {
  if (near.length < 2 * count) {
    near = new Float64Array(4 * count)
    far = new Float64Array(4 * count)
  }
  const first = normalisePoints(x1, chosen, count, near)
  const second = normalisePoints(x2, chosen, count, far)
  const solutions = count === 7 ? singularCombinations() : [closestSingular(leastSquares(count))]
  return solutions.map((F) => {
    // T2' F T1 with T = [s 0 -s cx; 0 s -s cy; 0 0 1].
    for (let r = 0; r < 3; r++) {
      F[3 * r + 2] -= first.scale * (F[3 * r] * first.cx + F[3 * r + 1] * first.cy)
      F[3 * r] *= first.scale
      F[3 * r + 1] *= first.scale
    }
    for (let c = 0; c < 3; c++) {
      F[6 + c] -= second.scale * (F[c] * second.cx + F[3 + c] * second.cy)
      F[c] *= second.scale
      F[3 + c] *= second.scale
    }
    const norm = Math.hypot(...F)
    return F.map((value) => value / norm)
  })
}

/** The epipolar equation of correspondence i, nine coefficients at equations[at]. */
function writeEquation(i: number, at: number): void {
  const u1 = near[2 * i]
  const v1 = near[2 * i + 1]
  const u2 = far[2 * i]
  const v2 = far[2 * i + 1]
  equations[at] = u2 * u1
  equations[at + 1] = u2 * v1
  equations[at + 2] = u2
  equations[at + 3] = v2 * u1
  equations[at + 4] = v2 * v1
  equations[at + 5] = v2
  equations[at + 6] = u1
  equations[at + 7] = v1
  equations[at + 8] = 1
}

function leastSquares(count: number): Float64Array {
  normal.fill(0)
  for (let i = 0; i < count; i++) {
    writeEquation(i, 0)
    for (let r = 0; r < 9; r++) for (let c = 0; c < 9; c++) normal[9 * r + c] += equations[r] * equations[c]
  }
  symmetricEigen(normal, 9, values, vectors)
  return vectors.slice(0, 9)
}

/** Real a with det(a F0 + (1 - a) F1) = 0 for the two null vectors F0, F1 of seven equations. */
function singularCombinations(): Float64Array[] {
  for (let i = 0; i < 7; i++) writeEquation(i, 9 * i)
  nullSpace(equations, 7, 9, vectors)
  const F0 = vectors.subarray(0, 9)
  const F1 = vectors.subarray(9, 18)
  const at = (a: number) => {
    for (let k = 0; k < 9; k++) small[k] = a * F0[k] + (1 - a) * F1[k]
    return determinant(small)
  }
  // The cubic through its values at -1, 0, 1 and 2.
  const [m, z, p, q] = [at(-1), at(0), at(1), at(2)]
  cubic[0] = z
  cubic[2] = 0.5 * (p + m) - z
  cubic[3] = (q - z - 4 * cubic[2] - (p - m)) / 6
  cubic[1] = 0.5 * (p - m) - cubic[3]
  const count = realRoots(cubic, 3, roots)
  return Array.from(roots.subarray(0, count), (a) => F0.map((value, k) => a * value + (1 - a) * F1[k]))
}

function determinant(m: Float64Array): number {
  return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6])
}

/** Drops the smallest singular value: F - (F v) v' with v its right singular vector. */
function closestSingular(F: Float64Array): Float64Array {
  for (let r = 0; r < 3; r++) {
    for (let c = 0; c < 3; c++) small[3 * r + c] = F[r] * F[c] + F[3 + r] * F[3 + c] + F[6 + r] * F[6 + c]
  }
  symmetricEigen(small, 3, smallValues, smallVectors)
  const [x, y, z] = smallVectors
  for (let r = 0; r < 3; r++) {
    const image = F[3 * r] * x + F[3 * r + 1] * y + F[3 * r + 2] * z
    F[3 * r] -= image * x
    F[3 * r + 1] -= image * y
    F[3 * r + 2] -= image * z
  }
  return F
}
