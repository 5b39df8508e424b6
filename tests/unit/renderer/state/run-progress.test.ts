import { expect, test } from 'vitest'
import { runProgress } from '../../../../src-renderer/state/run-progress.ts'
import { PHOTO_STAGES } from '../../../../src-shared/events.ts'

test('goes from 0 to 1 and only forward as stages begin and end', () => {
  const seen: number[] = []
  for (let at = 0; at <= PHOTO_STAGES.length; at++) {
    for (const fraction of at < PHOTO_STAGES.length ? [0, 0.5, 1] : [0]) {
      seen.push(
        runProgress(
          PHOTO_STAGES.map((stage, i) => ({
            stage,
            fraction: i === at ? fraction : 0,
            state: i < at ? 'finished' : i === at ? 'running' : 'waiting',
          })),
        ),
      )
    }
  }
  expect(seen[0]).toBe(0)
  expect(seen.at(-1)).toBeCloseTo(1, 10)
  for (let i = 1; i < seen.length; i++) expect(seen[i]).toBeGreaterThanOrEqual(seen[i - 1] - 1e-12)
})

test('a stage that is reused counts as done', () => {
  const stages = PHOTO_STAGES.map((stage) => ({ stage, fraction: 0, state: 'reused' as const }))
  expect(runProgress(stages)).toBeCloseTo(1, 10)
})
