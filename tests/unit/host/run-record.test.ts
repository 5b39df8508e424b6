import { expect, test } from 'vitest'
import { beginRun, newRunRecord, recordEngineEvent } from '../../../src-main/host/run-record.ts'
import type { EngineEvent } from '../../../src-shared/events.ts'

const metrics = (step: number): EngineEvent => ({
  type: 'metrics',
  step,
  steps: 100_000,
  loss: 1 / step,
  psnr: 20,
  splats: 1000,
  ssim: 0.5,
  stepsPerSecond: 10,
})

test('however long a run, its curves keep their first and last point and stay short', () => {
  const run = newRunRecord()
  for (let step = 10; step <= 100_000; step += 10) recordEngineEvent(run, metrics(step))
  const steps = run.metrics.map(({ step }) => step)
  expect([steps[0], steps.at(-1)]).toEqual([10, 100_000])
  expect(steps.length).toBeLessThanOrEqual(1000)
  expect(steps).toEqual([...steps].sort((a, b) => a - b))
})

test('a stage is told as it is now: running with its time left, then finished with what it took', () => {
  const run = newRunRecord()
  recordEngineEvent(run, { type: 'stage', stage: 'cameras', state: 'started' })
  recordEngineEvent(run, { type: 'progress', stage: 'cameras', fraction: 0.5, detail: 'Matching', secondsLeft: 9 })
  const running = {
    stage: 'cameras',
    state: 'running',
    fraction: 0.5,
    detail: 'Matching',
    seconds: null,
    secondsLeft: 9,
  }
  expect(run.stages[1]).toEqual(running)
  const change = recordEngineEvent(run, { type: 'stage', stage: 'cameras', state: 'finished', seconds: 18 })
  const finished = { stage: 'cameras', state: 'finished', fraction: 1, detail: '', seconds: 18, secondsLeft: null }
  expect(change).toEqual({ type: 'stage', status: finished })
  expect(run.stages.map(({ state }) => state)).toEqual(['waiting', 'finished', 'waiting', 'waiting', 'waiting'])
})

test('a new run forgets the last one, but counts its previews on: an address with a revision is never used twice', () => {
  const run = newRunRecord()
  recordEngineEvent(run, metrics(10))
  recordEngineEvent(run, { type: 'log', level: 'warning', message: 'dark' })
  recordEngineEvent(run, { type: 'preview', step: 10, splats: 5 })
  beginRun(run)
  expect(run).toMatchObject({ state: 'running', metrics: [], log: [], error: null })
  recordEngineEvent(run, { type: 'preview', step: 10, splats: 5 })
  expect(run.preview?.revision).toBe(2)
})

test('an iteration is told as how many there are and which is the best, and stays until the next refinement', () => {
  const run = newRunRecord()
  const model = { splats: 1, ply: 'models/v1.ply', bin: 'models/v1.bin', plyBytes: 1 }
  const figures = { psnr: 20, ssim: 0.9, lpips: null, avgDepthConsistency: 0.8, avgFeatureSimilarity: 0.7 }
  const change = recordEngineEvent(run, {
    type: 'refinement',
    best: 1,
    iteration: {
      ...{ iterationNumber: 1, ...figures, overallQuality: 0.8, photoPsnr: 25, learningRate: 0.5, viewsProcessed: 16 },
      ...{ rolledBack: false, converged: false, processingTime: 1, views: [], enhanced: [], model },
    },
  })
  expect(change).toEqual({ type: 'refinement', refinement: { revision: 1, iterations: 1, best: 1 } })
  beginRun(run)
  expect(run.refinement).toEqual({ revision: 1, iterations: 1, best: 1 })
})
