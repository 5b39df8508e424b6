import { shCoefficientCount } from '../../src-shared/splat-cloud.ts'
import { shBasis } from '../training/cpu/spherical-harmonics.ts'

/**
 * Nodes and weights on -1..1 of Gauss-Legendre quadrature with four points: exact to degree 7. With eight meridians it
 * integrates products of two harmonics of degree 3 over the sphere exactly.
 */
const NODES = [0.3399810435848563, 0.8611363115940526]
const WEIGHTS = [0.6521451548625461, 0.3478548451374538]
const MERIDIANS = 8

/**
 * What a rotation R (row-major) does to the coefficients of spherical harmonics up to `degree`, so that the colour in
 * direction R d is what it was in d: a K x K matrix, row-major, K = (degree + 1)^2. Its entries are the integrals over
 * the sphere of Y_i(d) Y_j(R^T d), since the basis is orthonormal; no recursion, no conventions of angles.
 */
export function harmonicsRotation(degree: number, rotation: readonly number[]): Float64Array {
  const size = shCoefficientCount(degree)
  const matrix = new Float64Array(size * size)
  const here = new Float64Array(size)
  const before = new Float64Array(size)
  for (const [node, weight] of [...NODES, ...NODES.map((n) => -n)].map((n, i) => [n, WEIGHTS[i % 2]])) {
    const ring = Math.sqrt(1 - node * node)
    for (let m = 0; m < MERIDIANS; m++) {
      const angle = (2 * Math.PI * m) / MERIDIANS
      const [x, y, z] = [ring * Math.cos(angle), ring * Math.sin(angle), node]
      shBasis(degree, x, y, z, here)
      const [bx, by, bz] = [0, 1, 2].map((k) => rotation[k] * x + rotation[3 + k] * y + rotation[6 + k] * z)
      shBasis(degree, bx, by, bz, before)
      const area = (weight * 2 * Math.PI) / MERIDIANS
      for (let i = 0; i < size; i++) for (let j = 0; j < size; j++) matrix[i * size + j] += area * here[i] * before[j]
    }
  }
  return matrix
}

/** Multiplies the coefficients of every splat (N x K x RGB) by the matrix, band by band: degrees do not mix. */
export function rotateHarmonics(sh: Float32Array, degree: number, matrix: Float64Array): Float32Array {
  const size = shCoefficientCount(degree)
  const out = new Float32Array(sh.length)
  for (let start = 0; start < sh.length; start += 3 * size) {
    for (let c = 0; c < 3; c++) out[start + c] = sh[start + c]
    for (let band = 1; band <= degree; band++) {
      const [from, to] = [band * band, (band + 1) * (band + 1)]
      for (let i = from; i < to; i++) {
        for (let c = 0; c < 3; c++) {
          let sum = 0
          for (let j = from; j < to; j++) sum += matrix[i * size + j] * sh[start + 3 * j + c]
          out[start + 3 * i + c] = sum
        }
      }
    }
  }
  return out
}
