import { expect, test } from 'vitest'
import { decomposeEssential } from '../../../../src-engine/cameras/two-view/decompose-essential.ts'
import { essentialFivePoint } from '../../../../src-engine/cameras/two-view/five-point.ts'
import { twoViewScene } from '../../../support/two-view-scene.ts'

/** Largest difference of two matrices that are equal up to sign. */
function distanceUpToSign(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let plus = 0
  let minus = 0
  for (let k = 0; k < a.length; k++) {
    plus = Math.max(plus, Math.abs(a[k] - b[k]))
    minus = Math.max(minus, Math.abs(a[k] + b[k]))
  }
  return Math.min(plus, minus)
}

test('the true essential matrix is among the solutions for exact points', () => {
  const errors: number[] = []
  for (let seed = 1; seed <= 300; seed++) {
    const { x1, x2, essential } = twoViewScene(5, seed)
    const solutions = essentialFivePoint(x1, x2)
    expect(solutions.length).toBeLessThanOrEqual(10)
    errors.push(Math.min(...solutions.map((solution) => distanceUpToSign(solution, essential))))
  }
  errors.sort((a, b) => a - b)
  expect(errors[150]).toBeLessThan(1e-10)
  // A few random samples are badly conditioned by nature.
  expect(errors[294]).toBeLessThan(1e-5)
})

test('every solution meets the epipolar equations and has two equal singular values', () => {
  for (let seed = 1; seed <= 50; seed++) {
    const { x1, x2 } = twoViewScene(5, seed)
    for (const E of essentialFivePoint(x1, x2)) {
      for (let i = 0; i < 5; i++) {
        const [u, v, a, b] = [x1[2 * i], x1[2 * i + 1], x2[2 * i], x2[2 * i + 1]]
        const epipolar =
          a * (E[0] * u + E[1] * v + E[2]) + b * (E[3] * u + E[4] * v + E[5]) + E[6] * u + E[7] * v + E[8]
        expect(Math.abs(epipolar)).toBeLessThan(1e-9)
      }
      for (const { R, t } of decomposeEssential(E)) {
        // [t]x R has exactly two equal singular values, so agreement up to sign is the essential constraint.
        const rebuilt = [0, 1, 2].flatMap((r) =>
          [0, 1, 2].map((c) => t[(r + 1) % 3] * R[3 * ((r + 2) % 3) + c] - t[(r + 2) % 3] * R[3 * ((r + 1) % 3) + c]),
        )
        expect(distanceUpToSign(rebuilt, E)).toBeLessThan(1e-4)
      }
    }
  }
})

test('more than five points, also on one plane, give the true matrix in the least-squares sense', () => {
  for (const planar of [false, true]) {
    const { x1, x2, essential } = twoViewScene(40, 7, { planar })
    const best = Math.min(...essentialFivePoint(x1, x2).map((solution) => distanceUpToSign(solution, essential)))
    expect(best).toBeLessThan(planar ? 1e-4 : 1e-6)
  }
})

test('one of the four poses of an essential matrix is the true one, all are rotations', () => {
  const { essential, pose } = twoViewScene(5, 11)
  const poses = decomposeEssential(essential)
  const errors = poses.map(({ R, t }) =>
    Math.max(...R.map((value, k) => Math.abs(value - pose.R[k])), ...t.map((value, k) => Math.abs(value - pose.t[k]))),
  )
  expect(Math.min(...errors)).toBeLessThan(1e-12)
  for (const { R } of poses) {
    const determinant =
      R[0] * (R[4] * R[8] - R[5] * R[7]) - R[1] * (R[3] * R[8] - R[5] * R[6]) + R[2] * (R[3] * R[7] - R[4] * R[6])
    expect(determinant).toBeCloseTo(1, 12)
  }
})
