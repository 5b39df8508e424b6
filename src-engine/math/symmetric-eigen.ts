/**
 * Eigenvalues and eigenvectors of a small symmetric matrix, by cyclic Jacobi rotations.
 *
 * `matrix` is n x n, row-major, and is overwritten. `values` receives the n eigenvalues in ascending order, row i of
 * `vectors` (n x n, row-major) the unit eigenvector of value i.
 */
export function symmetricEigen(matrix: Float64Array, n: number, values: Float64Array, vectors: Float64Array): void {
  vectors.fill(0, 0, n * n)
  let scale = 0
  for (let i = 0; i < n; i++) vectors[i * n + i] = 1
  for (let i = 0; i < n * n; i++) scale += matrix[i] * matrix[i]
  for (let sweep = 0; sweep < 30; sweep++) {
    let off = 0
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += matrix[p * n + q] * matrix[p * n + q]
    if (off <= 1e-32 * scale) break
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(matrix, vectors, n, p, q)
  }
  for (let i = 0; i < n; i++) values[i] = matrix[i * n + i]
  sortAscending(values, vectors, n)
}

/** One Jacobi rotation that makes entry (p, q) zero. */
function rotate(matrix: Float64Array, vectors: Float64Array, n: number, p: number, q: number): void {
  const apq = matrix[p * n + q]
  if (apq === 0) return
  const theta = (matrix[q * n + q] - matrix[p * n + p]) / (2 * apq)
  const t = (theta >= 0 ? 1 : -1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let k = 0; k < n; k++) {
    const akp = matrix[k * n + p]
    const akq = matrix[k * n + q]
    matrix[k * n + p] = c * akp - s * akq
    matrix[k * n + q] = s * akp + c * akq
  }
  for (let k = 0; k < n; k++) {
    const apk = matrix[p * n + k]
    const aqk = matrix[q * n + k]
    matrix[p * n + k] = c * apk - s * aqk
    matrix[q * n + k] = s * apk + c * aqk
    const vp = vectors[p * n + k]
    const vq = vectors[q * n + k]
    vectors[p * n + k] = c * vp - s * vq
    vectors[q * n + k] = s * vp + c * vq
  }
}

function sortAscending(values: Float64Array, vectors: Float64Array, n: number): void {
  for (let i = 0; i < n - 1; i++) {
    let least = i
    for (let j = i + 1; j < n; j++) if (values[j] < values[least]) least = j
    if (least === i) continue
    const value = values[i]
    values[i] = values[least]
    values[least] = value
    for (let k = 0; k < n; k++) {
      const v = vectors[i * n + k]
      vectors[i * n + k] = vectors[least * n + k]
      vectors[least * n + k] = v
    }
  }
}
