/**
 * Squared Sampson distances to an epipolar geometry x2' F x1 = 0, in the square of the points' unit: to first order, how
 * far the pair (x1, x2) must move to satisfy it (Hartley and Zisserman, 11.4.3). `x1` and `x2` hold 2N coordinates.
 */
export function sampsonDistances(F: Float64Array, x1: Float64Array, x2: Float64Array, out: Float64Array): void {
  const [f0, f1, f2, f3, f4, f5, f6, f7, f8] = F
  for (let i = 0; i < out.length; i++) {
    const u1 = x1[2 * i]
    const v1 = x1[2 * i + 1]
    const u2 = x2[2 * i]
    const v2 = x2[2 * i + 1]
    const a = f0 * u1 + f1 * v1 + f2
    const b = f3 * u1 + f4 * v1 + f5
    const c = f0 * u2 + f3 * v2 + f6
    const d = f1 * u2 + f4 * v2 + f7
    const epipolar = u2 * a + v2 * b + f6 * u1 + f7 * v1 + f8
    out[i] = (epipolar * epipolar) / (a * a + b * b + c * c + d * d + 1e-300)
  }
}
