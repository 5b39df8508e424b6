import { expect, test } from 'vitest'
import { createBandwidth, type WaitingClock } from '../../../../src-main/cloud/sync/bandwidth.ts'

const PIECE = 65_536
const PER_SECOND = 1_000_000

/** Time that goes on only when everybody waits. */
function madeUpClock(): WaitingClock & { run(until: () => boolean): Promise<void> } {
  let now = 5000
  const waiting: { readonly at: number; readonly go: () => void }[] = []
  return {
    now: () => now,
    wait: (ms) => new Promise((go) => waiting.push({ at: now + ms, go })),
    run: async (until) => {
      while (!until()) {
        await new Promise(setImmediate)
        waiting.sort((a, b) => a.at - b.at)
        const next = waiting.shift()
        if (!next) continue
        now = next.at
        next.go()
      }
    },
  }
}

test('several transfers at once share the limit, second by second and fairly', async () => {
  const clock = madeUpClock()
  const bandwidth = createBandwidth(PER_SECOND, clock)
  const gone: { readonly at: number; readonly by: number }[] = []
  let ended = 0
  const transfer = async (by: number) => {
    for (let piece = 0; piece < 40; piece++) {
      await bandwidth.take(PIECE)
      gone.push({ at: clock.now() - 5000, by })
    }
    ended++
  }
  for (let by = 0; by < 4; by++) void transfer(by)
  await clock.run(() => ended === 4)
  const last = gone[gone.length - 1].at
  for (let begin = 0; begin + 1000 <= last; begin += 100) {
    const bytes = PIECE * gone.filter(({ at }) => at >= begin && at < begin + 1000).length
    // A piece goes at once and is waited for afterwards.
    expect(bytes).toBeLessThanOrEqual(PER_SECOND + PIECE)
    expect(bytes).toBeGreaterThan(PER_SECOND - 2 * PIECE)
  }
  expect(last).toBeCloseTo((1000 * PIECE * 159) / PER_SECOND, 5)
  const half = gone.slice(0, 80)
  for (let by = 0; by < 4; by++) expect(half.filter((one) => one.by === by)).toHaveLength(20)
})

test('without a limit nobody waits; who waits can be stopped', async () => {
  const clock: WaitingClock = { now: () => 0, wait: () => Promise.reject(new Error('waited')) }
  const free = createBandwidth(null, clock)
  for (let i = 0; i < 3; i++) await free.take(1e9)
  const limited = createBandwidth(1)
  await limited.take(1000)
  const controller = new AbortController()
  const waiting = limited.take(1, controller.signal)
  controller.abort()
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' })
})
