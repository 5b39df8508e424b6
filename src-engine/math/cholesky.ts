/**
 * Cholesky factor of a symmetric positive definite n x n matrix, in place: reads and overwrites the lower triangle of
 * the row-major `a`. False where the matrix is not (numerically) positive definite; `a` is then spoilt.
 * Rows are combined by dot products of contiguous memory, about n^3 / 6 multiply-adds.
 */
export function choleskyFactor(a: Float64Array, n: number): boolean {
  for (let i = 0; i < n; i++) {
    const ri = i * n
    for (let j = 0; j < i; j++) {
      const rj = j * n
      let sum = a[ri + j]
      for (let k = 0; k < j; k++) sum -= a[ri + k] * a[rj + k]
      a[ri + j] = sum / a[rj + j]
    }
    const diagonal = a[ri + i]
    let sum = diagonal
    for (let k = 0; k < i; k++) sum -= a[ri + k] * a[ri + k]
    if (!(sum > 1e-15 * Math.abs(diagonal))) return false
    a[ri + i] = Math.sqrt(sum)
  }
  return true
}

/** Solves L Lᵀ x = b in place of b, with the factor of `choleskyFactor`. */
export function choleskySolve(l: Float64Array, n: number, b: Float64Array): void {
  for (let i = 0; i < n; i++) {
    let sum = b[i]
    for (let k = 0; k < i; k++) sum -= l[i * n + k] * b[k]
    b[i] = sum / l[i * n + i]
  }
  for (let i = n - 1; i >= 0; i--) {
    const x = b[i] / l[i * n + i]
    b[i] = x
    for (let k = 0; k < i; k++) b[k] -= l[i * n + k] * x
  }
}
