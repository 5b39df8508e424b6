import { expect, test } from 'vitest'
import { runProgress, runStatusWord } from '../../../../src-renderer/state/run-progress.ts'
import { ONE_PHOTO_STAGES, PHOTO_STAGES, type Stage } from '../../../../src-shared/events.ts'

test.each([
  ['many photos', PHOTO_STAGES],
  ['one photo', ONE_PHOTO_STAGES],
])('with %s it goes from 0 to 1 and only forward as stages begin and end', (_, stages) => {
  const seen: number[] = []
  for (let at = 0; at <= stages.length; at++) {
    for (const fraction of at < stages.length ? [0, 0.5, 1] : [0]) {
      seen.push(
        runProgress(
          stages.map((stage, i) => ({
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

test('one photo is as far as its status says', () => {
  const after = (last: Stage) =>
    ONE_PHOTO_STAGES.map((stage, i) => ({
      stage,
      fraction: 0,
      state: i <= ONE_PHOTO_STAGES.indexOf(last) ? ('finished' as const) : ('waiting' as const),
    }))
  const stages: Stage[] = ['photos', 'background', 'views', 'depth', 'refine', 'export']
  expect(stages.map((stage) => runProgress(after(stage)))).toEqual([0.05, 0.1, 0.4, 0.6, 0.95, 1])
})

test('what a run is at is said by its stage under way', () => {
  expect(
    runStatusWord([
      { stage: 'photos', state: 'finished' },
      { stage: 'views', state: 'running' },
    ]),
  ).toBe('Generating views')
  expect(runStatusWord([{ stage: 'photos', state: 'waiting' }])).toBeNull()
})
