const MAX_SIDE = 9
const beta = new Float64Array(MAX_SIDE)

/**
 * Orthonormal basis of the vectors that `rows` (count x n, row-major, count < n <= 9, overwritten) sends to zero, by
 * Householder QR of its transpose: the last n - count columns of Q. Writes n - count rows of n numbers to `out`.
 * Where the rows depend on each other the basis spans only a part of the null space.
 */
export function nullSpace(rows: Float64Array, count: number, n: number, out: Float64Array): void {
  for (let c = 0; c < count; c++) {
    const row = n * c
    let norm = 0
    for (let k = c; k < n; k++) norm += rows[row + k] * rows[row + k]
    norm = Math.sqrt(norm)
    rows[row + c] += rows[row + c] >= 0 ? norm : -norm
    let squared = 0
    for (let k = c; k < n; k++) squared += rows[row + k] * rows[row + k]
    beta[c] = squared > 0 ? 2 / squared : 0
    for (let r = c + 1; r < count; r++) reflect(rows, n * r, rows, row, c, n)
  }
  out.fill(0, 0, (n - count) * n)
  for (let v = 0; v < n - count; v++) {
    out[n * v + count + v] = 1
    for (let c = count - 1; c >= 0; c--) reflect(out, n * v, rows, n * c, c, n)
  }
}

/** Applies reflection c, stored from mirrors[from], to n numbers. */
function reflect(target: Float64Array, at: number, mirrors: Float64Array, from: number, c: number, n: number): void {
  let dot = 0
  for (let k = c; k < n; k++) dot += mirrors[from + k] * target[at + k]
  dot *= beta[c]
  for (let k = c; k < n; k++) target[at + k] -= dot * mirrors[from + k]
}
