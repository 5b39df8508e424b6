import { symmetricEigen } from '../../math/symmetric-eigen.ts'

const values = new Float64Array(4)
const vectors = new Float64Array(16)

/**
 * The rotation R (3x3 row-major) with x2 ~ R x1 for the chosen bearings in the least-squares sense: B. Horn, "Closed-form
 * solution of absolute orientation using unit quaternions", 1987. `x1` and `x2` are 2N normalised coordinates, `chosen`
 * indices of which the first `count` are used.
 */
export function bestRotation(x1: Float64Array, x2: Float64Array, chosen: Int32Array, count: number): Float64Array {
  const s = new Float64Array(9)
  for (let n = 0; n < count; n++) {
    const i = 2 * chosen[n]
    const a = [x1[i], x1[i + 1], 1]
    const b = [x2[i], x2[i + 1], 1]
    const scale = 1 / (Math.hypot(...a) * Math.hypot(...b))
    for (let r = 0; r < 3; r++) for (let c = 0; c < 3; c++) s[3 * r + c] += scale * a[r] * b[c]
  }
  const matrix = Float64Array.of(
    ...[s[0] + s[4] + s[8], s[5] - s[7], s[6] - s[2], s[1] - s[3]],
    ...[s[5] - s[7], s[0] - s[4] - s[8], s[1] + s[3], s[6] + s[2]],
    ...[s[6] - s[2], s[1] + s[3], s[4] - s[0] - s[8], s[5] + s[7]],
    ...[s[1] - s[3], s[6] + s[2], s[5] + s[7], s[8] - s[0] - s[4]],
  )
  symmetricEigen(matrix, 4, values, vectors)
  const [w, x, y, z] = vectors.subarray(12, 16)
  return Float64Array.of(
    ...[1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y)],
    ...[2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x)],
    ...[2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y)],
  )
}
