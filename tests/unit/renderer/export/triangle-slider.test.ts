import { expect, test } from 'vitest'
import {
  SLIDER_STEPS,
  sliderOf,
  trianglePresets,
  trianglesOf,
} from '../../../../src-renderer/export/triangle-slider.ts'

test('the slider’s end is all triangles, its beginning the coarsest mesh', () => {
  expect(trianglesOf(SLIDER_STEPS, 60_000)).toBeNull()
  expect(trianglesOf(0, 60_000)).toBe(500)
  expect(sliderOf(null, 60_000)).toBe(SLIDER_STEPS)
  expect(sliderOf(90_000, 60_000)).toBe(SLIDER_STEPS)
})

test('every place of the slider is found again', () => {
  for (let slider = 0; slider <= SLIDER_STEPS; slider++) {
    expect(Math.abs(sliderOf(trianglesOf(slider, 2_000_000), 2_000_000) - slider)).toBeLessThanOrEqual(1)
  }
})

test('a mesh coarser than the slider reaches is kept whole', () => {
  expect(trianglesOf(0, 300)).toBeNull()
  expect(sliderOf(200, 300)).toBe(SLIDER_STEPS)
})

test('presets beyond the mesh are not offered', () => {
  expect(trianglePresets(20_000).map(({ triangles }) => triangles)).toEqual([5000, null])
})
