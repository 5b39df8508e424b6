import { expect, test } from 'vitest'
import {
  GRADIENT_LOG_SCALE,
  GRADIENT_OPACITY,
  GRADIENT_SH,
} from '../../../src-engine/training/cpu/project-splat-backward.ts'
import { regulariseSplat } from '../../../src-engine/training/cpu/regularise-splat.ts'

const settings = { opacityPull: 0.3, flattening: 0.2, surfaceReach: 2 }

function gradientOf(logScales: readonly number[], logit: number, at = [1, 1, 1], pulls = settings): Float64Array {
  const gradient = new Float64Array(GRADIENT_SH)
  const [positions, opacityLogits] = [Float32Array.from(at), Float32Array.of(logit)]
  regulariseSplat({ positions, logScales: Float32Array.from(logScales), opacityLogits }, 0, pulls, gradient)
  return gradient
}

/** What the pulls are the derivative of, for a splat that is not flat yet. */
function penalty(logScales: readonly number[], logit: number): number {
  return settings.opacityPull / (1 + Math.exp(-logit)) + settings.flattening * Math.min(...logScales)
}

test('the pulls are the derivative of opacity and of the smallest log-scale', () => {
  const scales = [-2, -2.75, -2.25]
  const gradient = gradientOf(scales, 0.5)
  const h = 1e-5
  for (let axis = 0; axis < 3; axis++) {
    const moved = (by: number) => scales.map((value, k) => (k === axis ? value + by : value))
    const numeric = (penalty(moved(h), 0.5) - penalty(moved(-h), 0.5)) / (2 * h)
    expect(gradient[GRADIENT_LOG_SCALE + axis]).toBeCloseTo(numeric, 8)
  }
  const numeric = (penalty(scales, 0.5 + h) - penalty(scales, 0.5 - h)) / (2 * h)
  expect(gradient[GRADIENT_OPACITY]).toBeCloseTo(numeric, 8)
})

test('a disc, five times thinner than wide, is flat enough', () => {
  const scales = gradientOf([-2, -2.1, -2.1 - Math.log(5.1)], 0).subarray(GRADIENT_LOG_SCALE, GRADIENT_LOG_SCALE + 3)
  expect([...scales]).toEqual([0, 0, 0])
})

test('far from the object splats may fade, and are neither made opaque nor flat', () => {
  const far = [2, 1, 0]
  const fading = gradientOf([-2, -2.1, -2.2], 0, far)
  expect(fading[GRADIENT_OPACITY]).toBeCloseTo(0.3 / 4, 8)
  expect([...fading.subarray(GRADIENT_LOG_SCALE, GRADIENT_LOG_SCALE + 3)]).toEqual([0, 0, 0])
  const solid = { ...settings, opacityPull: -0.3 }
  expect(gradientOf([-2, -2.1, -2.2], 0, far, solid)[GRADIENT_OPACITY]).toBe(0)
  expect(gradientOf([-2, -2.1, -2.2], 0, [1, 1, 1], solid)[GRADIENT_OPACITY]).toBeCloseTo(-0.3 / 4, 8)
})
