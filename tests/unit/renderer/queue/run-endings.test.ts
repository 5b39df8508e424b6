import { expect, test } from 'vitest'
import { runEndings } from '../../../../src-renderer/queue/run-endings.ts'
import type { ProjectSummary, RunState } from '../../../../src-shared/studio-api/project.ts'

function library(states: Readonly<Record<string, RunState>>): ProjectSummary[] {
  const time = '2026-01-01T00:00:00.000Z'
  return Object.entries(states).map(([id, state]) => ({
    id,
    name: id,
    created: time,
    updated: time,
    photos: 30,
    cover: null,
    state,
    error: null,
  }))
}

const endings = (before: Record<string, RunState>, after: Record<string, RunState>) =>
  runEndings(library(before), library(after)).map(({ id }) => id)

test('a run that completes or fails has ended', () => {
  expect(endings({ a: 'running', b: 'queued' }, { a: 'completed', b: 'running' })).toEqual(['a'])
  expect(endings({ a: 'running' }, { a: 'failed' })).toEqual(['a'])
})

test('what the person stopped, what goes on and what was loaded already ended is not told', () => {
  expect(endings({ a: 'cancelling' }, { a: 'cancelled' })).toEqual([])
  expect(endings({ a: 'running' }, { a: 'paused' })).toEqual([])
  expect(endings({ a: 'running' }, { a: 'interrupted' })).toEqual([])
  expect(endings({}, { a: 'completed' })).toEqual([])
  expect(endings({ a: 'completed' }, { a: 'completed' })).toEqual([])
})
