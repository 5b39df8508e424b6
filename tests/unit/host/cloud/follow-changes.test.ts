import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { followChanges } from '../../../../src-main/host/cloud/follow-changes.ts'
import type { StudioEvent } from '../../../../src-shared/studio-api/studio-events.ts'

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

const edited = (projectId: string): StudioEvent => ({ type: 'edits', projectId, revision: 1 })

function following(queued: readonly string[] = []) {
  const onQuiet = vi.fn()
  return { onQuiet, ...followChanges(onQuiet, (id) => queued.includes(id)) }
}

test('many changes in a row are one, when no more come', () => {
  const { onQuiet, onEvent } = following()
  for (let i = 0; i < 5; i++) {
    onEvent(edited('ball'))
    vi.advanceTimersByTime(2000)
  }
  expect(onQuiet).not.toHaveBeenCalled()
  vi.advanceTimersByTime(1000)
  expect(onQuiet).toHaveBeenCalledTimes(1)
})

test('what is in the queue changes all the time and does not count, nor does what is no change of a project', () => {
  const { onQuiet, onEvent } = following(['ball'])
  onEvent(edited('ball'))
  onEvent({ type: 'queue', queue: ['ball'] })
  onEvent({ type: 'log', projectId: 'cup', entry: { time: '2026-11-21T10:00:00.000Z', level: 'info', message: 'x' } })
  vi.advanceTimersByTime(60_000)
  expect(onQuiet).not.toHaveBeenCalled()
})

test('nothing is sent once it has been closed', () => {
  const { onQuiet, onEvent, close } = following()
  onEvent(edited('ball'))
  close()
  vi.advanceTimersByTime(60_000)
  expect(onQuiet).not.toHaveBeenCalled()
})
