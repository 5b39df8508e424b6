import { expect, test } from 'vitest'
import { nullSpace } from '../../../src-engine/math/null-space.ts'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { realRoots } from '../../../src-engine/math/real-roots.ts'
import { symmetricEigen } from '../../../src-engine/math/symmetric-eigen.ts'

/** Ascending coefficients of the product of (x - root) and of x^2 + 1 as often as asked. */
function polynomial(roots: number[], pairsOfComplexRoots: number): Float64Array {
  let coefficients = [1]
  const multiply = (factor: number[]) => {
    const product = new Array<number>(coefficients.length + factor.length - 1).fill(0)
    for (let i = 0; i < coefficients.length; i++) {
      for (let j = 0; j < factor.length; j++) product[i + j] += coefficients[i] * factor[j]
    }
    coefficients = product
  }
  for (const root of roots) multiply([-root, 1])
  for (let i = 0; i < pairsOfComplexRoots; i++) multiply([1, 0.3 * i, 1])
  return Float64Array.from(coefficients)
}

test.each([
  [[0.5], 0],
  [[-3, 0, 2], 0],
  [[-120, -1, -0.25, 1, 7.5], 1],
  [[-2.5, -0.9, -0.1, 0.3, 0.31, 40], 2],
  [[], 3],
])('real roots %j beside %i pairs of complex ones', (roots, complexPairs) => {
  const out = new Float64Array(24)
  const count = realRoots(polynomial(roots, complexPairs), roots.length + 2 * complexPairs, out)
  const found = [...out.subarray(0, count)].sort((a, b) => a - b)
  expect(found).toHaveLength(roots.length)
  found.forEach((root, i) => {
    expect(Math.abs(root - roots[i])).toBeLessThan(1e-9 * Math.max(1, Math.abs(roots[i])))
  })
})

test('eigenvectors are orthonormal, belong to their values, values ascend', () => {
  const n = 9
  const random = seededRandom(5)
  const half = Array.from({ length: n * n }, () => random() - 0.5)
  const matrix = Float64Array.from(half, (_, i) => half[i] + half[(i % n) * n + Math.floor(i / n)])
  const values = new Float64Array(n)
  const vectors = new Float64Array(n * n)
  symmetricEigen(matrix.slice(), n, values, vectors)
  for (let v = 0; v < n; v++) {
    if (v > 0) expect(values[v]).toBeGreaterThanOrEqual(values[v - 1])
    const vector = vectors.subarray(n * v, n * v + n)
    for (let r = 0; r < n; r++) {
      const image = vector.reduce((sum, value, c) => sum + matrix[n * r + c] * value, 0)
      expect(image).toBeCloseTo(values[v] * vector[r], 12)
      const dot = vector.reduce((sum, value, c) => sum + value * vectors[n * r + c], 0)
      expect(dot).toBeCloseTo(r === v ? 1 : 0, 12)
    }
  }
})

test('the null space is orthonormal and every row sends it to zero, also when rows repeat', () => {
  const random = seededRandom(6)
  const rows = Float64Array.from({ length: 5 * 9 }, () => random() - 0.5)
  rows.copyWithin(36, 9, 18)
  const basis = new Float64Array(4 * 9)
  nullSpace(rows.slice(), 5, 9, basis)
  const dot = (a: Float64Array, i: number, b: Float64Array, j: number) =>
    Array.from({ length: 9 }, (_, k) => a[9 * i + k] * b[9 * j + k]).reduce((sum, value) => sum + value, 0)
  for (let v = 0; v < 4; v++) {
    for (let r = 0; r < 5; r++) expect(dot(rows, r, basis, v)).toBeCloseTo(0, 12)
    for (let w = 0; w < 4; w++) expect(dot(basis, v, basis, w)).toBeCloseTo(v === w ? 1 : 0, 12)
  }
})
