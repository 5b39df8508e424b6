import { expect, test } from 'vitest'
import { chartSeries, describeSeries, pointAt } from '../../../../src-renderer/run/chart-series.ts'
import type { MetricsPoint } from '../../../../src-shared/studio-api/project.ts'

const POINTS: MetricsPoint[] = [
  { step: 10, steps: 600, loss: 0.25, psnr: 15.3, ssim: 0.36, splats: 9883, stepsPerSecond: 22 },
  { step: 20, steps: 600, loss: 0.12, psnr: 21.5, ssim: 0.65, splats: 12_678, stepsPerSecond: 33 },
]

test('a chart has the steps and its own figure', () => {
  expect(chartSeries(POINTS, 'psnr')).toEqual([
    [10, 20],
    [15.3, 21.5],
  ])
})

test('a chart in words says where it began and where it is', () => {
  expect(describeSeries(POINTS, 'splats')).toBe('Splats: from 9,883 at step 10 to 12.7 k at step 20 of 600.')
  expect(describeSeries([], 'loss')).toBe('Loss: nothing measured yet.')
})

test('the point read out is the last at or before the cursor', () => {
  expect(pointAt(POINTS, 9)).toBeNull()
  expect(pointAt(POINTS, 10)?.step).toBe(10)
  expect(pointAt(POINTS, 19)?.step).toBe(10)
  expect(pointAt(POINTS, 999)?.step).toBe(20)
})
