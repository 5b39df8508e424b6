import { expect, test } from 'vitest'
import { problemDetails } from '../../../../src-renderer/run/problem-details.ts'
import { projectStateSchema } from '../../../../src-shared/studio-api/project.ts'

test('a failed run in words has its error, options, stages and log', () => {
  const time = '2026-01-02T03:04:05.000Z'
  const text = problemDetails(
    projectStateSchema.parse({
      summary: {
        id: 'cup-1',
        name: 'Cup',
        created: time,
        updated: time,
        photos: 0,
        cover: null,
        state: 'failed',
        error: { code: 'no_overlap', message: 'The photos do not overlap.', hint: 'Take more.' },
      },
      photos: [],
      options: { preset: 'fast' },
      stages: [{ stage: 'cameras', state: 'running', fraction: 0.4, detail: '', seconds: null, secondsLeft: null }],
      metrics: [],
      log: [{ time, level: 'error', message: 'no two photos match' }],
      corrections: null,
      preview: null,
      scene: null,
      refinement: null,
      inputs: { cameras: null, splats: null },
      exports: [],
    }),
  )
  expect(text).toContain('"Cup" ended as failed')
  expect(text).toContain('no_overlap: The photos do not overlap. Take more.')
  expect(text).toContain('"preset":"fast"')
  expect(text).toContain('cameras running 40 %')
  expect(text).toContain('\n\n2026-01-02T03:04:05.000Z error   no two photos match')
})
