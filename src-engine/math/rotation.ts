import type { Quaternion } from '../../src-shared/quaternion.ts'

/** 3x3 matrices are row-major, 9 numbers; rotation vectors are axis times angle in radians. */

/** out = a b. `out` may not be `a` or `b`. */
export function multiply3(a: ArrayLike<number>, b: ArrayLike<number>, out: Float64Array): Float64Array {
  for (let i = 0; i < 9; i += 3) {
    for (let j = 0; j < 3; j++) out[i + j] = a[i] * b[j] + a[i + 1] * b[3 + j] + a[i + 2] * b[6 + j]
  }
  return out
}

export function transpose3(a: ArrayLike<number>): Float64Array {
  return Float64Array.of(a[0], a[3], a[6], a[1], a[4], a[7], a[2], a[5], a[8])
}

/** Rotation matrix of a rotation vector (Rodrigues); the series near zero keeps small updates exact. */
export function rotationFromVector(x: number, y: number, z: number, out: Float64Array): Float64Array {
  const theta2 = x * x + y * y + z * z
  const theta = Math.sqrt(theta2)
  const s = theta2 < 1e-8 ? 1 - theta2 / 6 : Math.sin(theta) / theta
  const c = theta2 < 1e-8 ? 0.5 - theta2 / 24 : (1 - Math.cos(theta)) / theta2
  out[0] = 1 - c * (y * y + z * z)
  out[1] = c * x * y - s * z
  out[2] = c * x * z + s * y
  out[3] = c * x * y + s * z
  out[4] = 1 - c * (x * x + z * z)
  out[5] = c * y * z - s * x
  out[6] = c * x * z - s * y
  out[7] = c * y * z + s * x
  out[8] = 1 - c * (x * x + y * y)
  return out
}

/**
 * The unit quaternion of a rotation matrix, from the largest of its four components, so that none is found by dividing
 * by little (Shepperd 1978).
 */
export function quaternionOf(r: ArrayLike<number>): Quaternion {
  const trace = r[0] + r[4] + r[8]
  const squares = [trace, 2 * r[0] - trace, 2 * r[4] - trace, 2 * r[8] - trace].map((v) => 1 + v)
  const [wx, wy, wz] = [r[7] - r[5], r[2] - r[6], r[3] - r[1]]
  const [xy, xz, yz] = [r[1] + r[3], r[2] + r[6], r[5] + r[7]]
  const rows = [
    [squares[0], wx, wy, wz],
    [wx, squares[1], xy, xz],
    [wy, xy, squares[2], yz],
    [wz, xz, yz, squares[3]],
  ]
  const [w, x, y, z] = rows[squares.indexOf(Math.max(...squares))]
  const length = Math.hypot(w, x, y, z)
  return [w / length, x / length, y / length, z / length]
}

/** Angle of a rotation matrix in radians, accurate for small angles too (from the skew part as well as the trace). */
export function rotationAngle(r: ArrayLike<number>): number {
  const sine = 0.5 * Math.hypot(r[7] - r[5], r[2] - r[6], r[3] - r[1])
  return Math.atan2(sine, 0.5 * (r[0] + r[4] + r[8] - 1))
}

/** Takes the rounding out of a nearly orthonormal rotation at `r[offset..offset + 9]`: Gram-Schmidt on its rows. */
export function orthonormalizeRotation(r: Float64Array, offset = 0): void {
  const n0 = Math.hypot(r[offset], r[offset + 1], r[offset + 2])
  for (let k = 0; k < 3; k++) r[offset + k] /= n0
  const dot = r[offset] * r[offset + 3] + r[offset + 1] * r[offset + 4] + r[offset + 2] * r[offset + 5]
  for (let k = 0; k < 3; k++) r[offset + 3 + k] -= dot * r[offset + k]
  const n1 = Math.hypot(r[offset + 3], r[offset + 4], r[offset + 5])
  for (let k = 0; k < 3; k++) r[offset + 3 + k] /= n1
  r[offset + 6] = r[offset + 1] * r[offset + 5] - r[offset + 2] * r[offset + 4]
  r[offset + 7] = r[offset + 2] * r[offset + 3] - r[offset] * r[offset + 5]
  r[offset + 8] = r[offset] * r[offset + 4] - r[offset + 1] * r[offset + 3]
}
