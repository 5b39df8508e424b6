import { expect, onTestFinished, test, vi } from 'vitest'
import { createPauseGate } from '../../../src-engine/jobs/pause-gate.ts'
import { betweenSteps, workClock } from '../../../src-shared/progress.ts'

const pass = (work: Promise<void>) => {
  let passed = false
  const done = work.then(() => {
    passed = true
  })
  return { done, passed: () => passed }
}
const turn = () => new Promise((resolve) => setTimeout(resolve, 20))

test('work goes through an open gate, stands at a closed one, and is let go on', async () => {
  const heard: boolean[] = []
  const pause = createPauseGate((paused) => heard.push(paused))
  await betweenSteps({ pause })
  pause.pause()
  expect(heard).toEqual([])
  const first = pass(betweenSteps({ pause }))
  const second = pass(betweenSteps({ pause }))
  await turn()
  expect([first.passed(), second.passed(), heard]).toEqual([false, false, [true]])
  pause.resume()
  await Promise.all([first.done, second.done])
  pause.resume()
  expect(heard).toEqual([true, false])
})

test('closed again before the work has moved, it stands on', async () => {
  const heard: boolean[] = []
  const pause = createPauseGate((paused) => heard.push(paused))
  pause.pause()
  const work = pass(betweenSteps({ pause }))
  await turn()
  pause.resume()
  pause.pause()
  await turn()
  expect([work.passed(), heard]).toEqual([false, [true, false, true]])
  pause.resume()
  await work.done
})

test('cancelling ends the wait', async () => {
  const pause = createPauseGate()
  const stop = new AbortController()
  pause.pause()
  const work = betweenSteps({ pause, signal: stop.signal })
  stop.abort()
  await expect(work).rejects.toMatchObject({ code: 'cancelled' })
})

test('the clock of the work runs until it stops, not while it stands', async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  onTestFinished(() => void vi.useRealTimers())
  const pause = createPauseGate()
  const clock = workClock({ pause })
  const begun = clock()
  pause.pause()
  vi.advanceTimersByTime(10)
  const work = betweenSteps({ pause })
  vi.advanceTimersByTime(1000)
  expect(clock() - begun).toBe(10)
  pause.resume()
  await work
  vi.advanceTimersByTime(5)
  expect(clock() - begun).toBe(15)
})
