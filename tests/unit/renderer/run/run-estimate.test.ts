import { expect, test } from 'vitest'
import {
  calibrate,
  estimateStages,
  formatGuess,
  type StageSeconds,
  secondsLeftOfRun,
} from '../../../../src-renderer/run/run-estimate.ts'
import { PHOTO_STAGES, type Stage } from '../../../../src-shared/events.ts'
import { PRESETS } from '../../../../src-shared/presets.ts'
import type { StageStatus } from '../../../../src-shared/studio-api/project.ts'

const TEN_EACH: StageSeconds = {
  photos: 10,
  background: 10,
  cameras: 10,
  views: 10,
  depth: 10,
  training: 10,
  refine: 10,
  surface: 10,
  export: 10,
}

function stages(changed: Partial<Record<Stage, Partial<StageStatus>>>): StageStatus[] {
  return PHOTO_STAGES.map((stage) => ({
    stage,
    state: 'waiting',
    fraction: 0,
    detail: '',
    seconds: null,
    secondsLeft: null,
    ...changed[stage],
  }))
}

test('on two cores it guesses what was measured there, within a third', () => {
  const fast = estimateStages({ preset: 'fast', photos: 32, threads: 2 })
  const total = Object.values(fast).reduce((sum, seconds) => sum + seconds, 0)
  expect(total).toBeGreaterThan(62.6 / 1.33)
  expect(total).toBeLessThan(62.6 * 1.33)
})

test('more cores are faster, but part of the work stays on one', () => {
  const on = (threads: number) => estimateStages({ preset: 'balanced', photos: 32, threads }).training
  expect(on(4)).toBeLessThan(on(2))
  expect(on(64)).toBeGreaterThan(0.1 * on(2))
})

test('steps of the person count in place of the preset’s', () => {
  const { training } = estimateStages({ preset: 'fast', steps: 2 * PRESETS.fast.steps, photos: 32, threads: 2 })
  expect(training).toBeCloseTo(2 * estimateStages({ preset: 'fast', photos: 32, threads: 2 }).training)
})

test('one photo takes what its own stages take', () => {
  const { background, cameras, training } = estimateStages({ preset: 'fast', photos: 1, threads: 2 })
  expect([background > 0, cameras, training > 0]).toEqual([true, 0, true])
})

test('a machine twice as slow as guessed makes every guess twice as long', () => {
  const done = stages({ cameras: { state: 'finished', seconds: 20 } })
  expect(calibrate(TEN_EACH, done, TEN_EACH).training).toBe(20)
})

test('a stage that was reused says nothing about the machine', () => {
  const done = stages({ cameras: { state: 'reused', seconds: 500 } })
  expect(calibrate(TEN_EACH, done, TEN_EACH)).toEqual(TEN_EACH)
})

test('time left is what the stage says of itself and the guesses of those that wait', () => {
  const now = stages({
    photos: { state: 'finished', fraction: 1 },
    cameras: { state: 'running', fraction: 0.5, secondsLeft: 7 },
  })
  expect(secondsLeftOfRun(now, TEN_EACH)).toBe(7 + 30)
})

test('a stage that cannot tell its time left is guessed by how far it is', () => {
  expect(secondsLeftOfRun(stages({ photos: { state: 'running', fraction: 0.5 } }), TEN_EACH)).toBe(45)
})

test('nothing is left to tell where nothing runs', () => {
  expect(secondsLeftOfRun(stages({}), TEN_EACH)).toBeNull()
})

test('guesses are said as roughly as they are meant', () => {
  expect([3, 42, 61, 250, 601, 3590, 4800].map(formatGuess)).toEqual([
    'about 5 s',
    'about 40 s',
    'about 1 min',
    'about 4 min',
    'about 10 min',
    'about 1 h',
    'about 1 h 20 min',
  ])
})
