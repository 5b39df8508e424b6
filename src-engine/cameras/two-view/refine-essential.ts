import { composeEssential, decomposeEssential, type RelativePose } from './decompose-essential.ts'

const normal = new Float64Array(25)
const gradient = new Float64Array(5)
const step = new Float64Array(5)
const derivatives = new Float64Array(45)

/**
 * Least-squares essential matrix near `E` for the chosen correspondences in normalised coordinates (2N, `chosen` indices
 * of which the first `count` are used): Gauss-Newton over rotation (3) and direction of translation (2) on the Sampson
 * distance, its denominator held during each step. Null when the normal equations are singular.
 */
export function refineEssential(
  E: Float64Array,
  x1: Float64Array,
  x2: Float64Array,
  chosen: Int32Array,
  count: number,
  iterations = 3,
): Float64Array | null {
  // Any of the four factorisations parametrises the neighbourhood of E.
  let pose = decomposeEssential(E)[0]
  let current = composeEssential(pose)
  for (let iteration = 0; iteration < iterations; iteration++) {
    const [b1, b2] = tangents(pose.t)
    writeDerivatives(pose, b1, b2)
    accumulate(current, x1, x2, chosen, count)
    if (!solveFive()) return null
    pose = moved(pose, b1, b2)
    current = composeEssential(pose)
  }
  return current
}

/** d E / d parameter as rows of nine: rotation about x, y, z (R <- exp(w) R), then t along either tangent. */
function writeDerivatives({ R, t }: RelativePose, b1: Float64Array, b2: Float64Array): void {
  for (let axis = 0; axis < 3; axis++) {
    const turned = new Float64Array(9)
    const r1 = 3 * ((axis + 1) % 3)
    const r2 = 3 * ((axis + 2) % 3)
    for (let c = 0; c < 3; c++) {
      turned[r1 + c] = -R[r2 + c]
      turned[r2 + c] = R[r1 + c]
    }
    derivatives.set(composeEssential({ R: turned, t }), 9 * axis)
  }
  derivatives.set(composeEssential({ R, t: b1 }), 27)
  derivatives.set(composeEssential({ R, t: b2 }), 36)
}

function accumulate(E: Float64Array, x1: Float64Array, x2: Float64Array, chosen: Int32Array, count: number): void {
  normal.fill(0)
  gradient.fill(0)
  const jacobian = step
  for (let n = 0; n < count; n++) {
    const i = 2 * chosen[n]
    const u1 = x1[i]
    const v1 = x1[i + 1]
    const u2 = x2[i]
    const v2 = x2[i + 1]
    const a = E[0] * u1 + E[1] * v1 + E[2]
    const b = E[3] * u1 + E[4] * v1 + E[5]
    const c = E[0] * u2 + E[3] * v2 + E[6]
    const d = E[1] * u2 + E[4] * v2 + E[7]
    const residual = u2 * a + v2 * b + E[6] * u1 + E[7] * v1 + E[8]
    const weight = 1 / (a * a + b * b + c * c + d * d + 1e-300)
    for (let p = 0; p < 5; p++) {
      const k = 9 * p
      jacobian[p] =
        u2 * (derivatives[k] * u1 + derivatives[k + 1] * v1 + derivatives[k + 2]) +
        v2 * (derivatives[k + 3] * u1 + derivatives[k + 4] * v1 + derivatives[k + 5]) +
        derivatives[k + 6] * u1 +
        derivatives[k + 7] * v1 +
        derivatives[k + 8]
    }
    for (let p = 0; p < 5; p++) {
      gradient[p] += weight * jacobian[p] * residual
      for (let s = 0; s <= p; s++) normal[5 * p + s] += weight * jacobian[p] * jacobian[s]
    }
  }
}

/** step = -normal^-1 gradient by Cholesky; false when the matrix is not positive definite. */
function solveFive(): boolean {
  for (let p = 0; p < 5; p++) {
    for (let s = 0; s <= p; s++) {
      let value = normal[5 * p + s]
      for (let k = 0; k < s; k++) value -= normal[5 * p + k] * normal[5 * s + k]
      if (p === s) {
        if (!(value > 1e-14 * normal[5 * p + p])) return false
        normal[5 * p + p] = Math.sqrt(value)
      } else normal[5 * p + s] = value / normal[5 * s + s]
    }
  }
  for (let p = 0; p < 5; p++) {
    let value = -gradient[p]
    for (let k = 0; k < p; k++) value -= normal[5 * p + k] * step[k]
    step[p] = value / normal[5 * p + p]
  }
  for (let p = 4; p >= 0; p--) {
    let value = step[p]
    for (let k = p + 1; k < 5; k++) value -= normal[5 * k + p] * step[k]
    step[p] = value / normal[5 * p + p]
  }
  return true
}

/** The pose after `step`: R <- exp(w) R (a unit quaternion to second order), t moved on the unit sphere. */
function moved({ R, t }: RelativePose, b1: Float64Array, b2: Float64Array): RelativePose {
  const [x, y, z] = [0.5 * step[0], 0.5 * step[1], 0.5 * step[2]]
  const s = 2 / (1 + x * x + y * y + z * z)
  const turn = [
    ...[1 - s * (y * y + z * z), s * (x * y - z), s * (x * z + y)],
    ...[s * (x * y + z), 1 - s * (x * x + z * z), s * (y * z - x)],
    ...[s * (x * z - y), s * (y * z + x), 1 - s * (x * x + y * y)],
  ]
  const turned = new Float64Array(9)
  for (let r = 0; r < 3; r++) {
    for (let c = 0; c < 3; c++) {
      turned[3 * r + c] = turn[3 * r] * R[c] + turn[3 * r + 1] * R[3 + c] + turn[3 * r + 2] * R[6 + c]
    }
  }
  const along = t.map((value, k) => value + step[3] * b1[k] + step[4] * b2[k])
  const length = Math.hypot(along[0], along[1], along[2])
  return { R: turned, t: along.map((value) => value / length) }
}

/** Two unit vectors that span the plane across t. */
function tangents(t: Float64Array): [Float64Array, Float64Array] {
  const least = [0, 1, 2].sort((a, b) => Math.abs(t[a]) - Math.abs(t[b]))[0]
  const across = Float64Array.from([0, 1, 2], (k) => (k === least ? 1 : 0) - t[least] * t[k])
  const length = Math.hypot(across[0], across[1], across[2])
  const b1 = across.map((value) => value / length)
  const b2 = Float64Array.of(t[1] * b1[2] - t[2] * b1[1], t[2] * b1[0] - t[0] * b1[2], t[0] * b1[1] - t[1] * b1[0])
  return [b1, b2]
}
