import { expect, test } from 'vitest'
import { runAbilities } from '../../../../src-renderer/run/run-state.ts'

test('two photos do not start a run, three do', () => {
  expect([0, 1, 2].map((used) => runAbilities('idle', used).start)).toEqual([false, true, false])
  expect(runAbilities('idle', 3)).toEqual({
    start: true,
    pause: false,
    resume: false,
    cancel: false,
    trainLonger: false,
  })
})

test('a run under way can be paused and cancelled, not started', () => {
  expect(runAbilities('running', 20)).toEqual({
    start: false,
    pause: true,
    resume: false,
    cancel: true,
    trainLonger: false,
  })
})

test('a paused run can go on even where its photos have been switched off meanwhile', () => {
  expect(runAbilities('paused', 0)).toEqual({
    start: false,
    pause: false,
    resume: true,
    cancel: true,
    trainLonger: false,
  })
})

test('what stopped can be resumed or started', () => {
  for (const state of ['failed', 'cancelled', 'interrupted'] as const) {
    expect(runAbilities(state, 20)).toEqual({
      start: true,
      pause: false,
      resume: true,
      cancel: false,
      trainLonger: false,
    })
  }
})

test('what is being cancelled is left alone', () => {
  expect(runAbilities('cancelling', 20)).toEqual({
    start: false,
    pause: false,
    resume: false,
    cancel: false,
    trainLonger: false,
  })
})

test('what is finished can be trained longer', () => {
  expect(runAbilities('completed', 20).trainLonger).toBe(true)
  expect(runAbilities('completed', 16, true).trainLonger).toBe(false)
  expect([1, 2].map((used) => runAbilities('completed', used).trainLonger)).toEqual([false, false])
})
