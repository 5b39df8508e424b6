import { expect, it } from 'vitest'
import { checkpointTimes } from '../../../src-engine/training/checkpoint-times.ts'

/** Steps after which a run writes, each step and each writing taking so many ms. */
function writes(steps: number, step: number, writing: number, firstStep = 0): number[] {
  const times = checkpointTimes(firstStep, 0)
  const written: number[] = []
  let now = 0
  for (let done = firstStep + 1; done <= firstStep + steps; done++) {
    now += step
    if (!times.due(done, now)) continue
    times.written(done, now, now + writing)
    now += writing
    written.push(done)
  }
  return written
}

it('writes after steps 1, 2, 4 and so on, and at least every thirty seconds', () => {
  expect(writes(300, 100, 0)).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256])
  expect(writes(1200, 100, 0).slice(-5)).toEqual([128, 256, 512, 812, 1112])
  expect(writes(10, 20_000, 0, 500)).toEqual([501, 502, 504, 506, 508, 510])
})

it('writes more seldom where that takes long', () => {
  // After 10 s of writing 200 s of training.
  expect(writes(450, 1000, 10_000)).toEqual([1, 201, 401])
})
