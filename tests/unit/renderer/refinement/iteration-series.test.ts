import { expect, test } from 'vitest'
import { chartsOf, describeIterations, iterationSeries } from '../../../../src-renderer/refinement/iteration-series.ts'
import type { RefinementIteration } from '../../../../src-shared/refinement.ts'

function version(iterationNumber: number, psnr: number, lpips: number | null): RefinementIteration {
  return {
    ...{ iterationNumber, psnr, ssim: 0.9, lpips, avgDepthConsistency: 0.8, avgFeatureSimilarity: 0.7 },
    ...{ overallQuality: 0.85, photoPsnr: 30, learningRate: 0.5, viewsProcessed: 16, processingTime: 2 },
    ...{ rolledBack: false, converged: false, views: [], enhanced: [] },
    model: { splats: 10, ply: `models/v${iterationNumber}.ply`, bin: `models/v${iterationNumber}.bin`, plyBytes: 1 },
  }
}

test('there is a chart of what was measured, LPIPS with a model only', () => {
  expect(chartsOf([version(0, 20, null)])).not.toContain('lpips')
  expect(chartsOf([version(0, 20, null), version(1, 21, 0.2)])).toContain('lpips')
  expect(chartsOf([])).toEqual([])
})

test('curves hold the versions that have the figure', () => {
  const iterations = [version(0, 20, null), version(1, 21, 0.2)]
  expect(iterationSeries(iterations, 'psnr')).toEqual([
    [0, 1],
    [20, 21],
  ])
  expect(iterationSeries(iterations, 'lpips')).toEqual([[1], [0.2]])
})

test('a chart in words names every version', () => {
  expect(describeIterations([version(0, 20, null), version(1, 21.256, null)], 'psnr')).toBe(
    'PSNR: version 0 20.00 dB, version 1 21.26 dB.',
  )
  expect(describeIterations([version(0, 20, null)], 'lpips')).toBe('LPIPS: nothing measured yet.')
})
