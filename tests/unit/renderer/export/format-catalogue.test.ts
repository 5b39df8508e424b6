import { expect, test } from 'vitest'
import { FORMAT_GROUPS, whyNotYet } from '../../../../src-renderer/export/format-catalogue.ts'
import { STAGES } from '../../../../src-shared/events.ts'
import { MODEL_FORMATS } from '../../../../src-shared/formats.ts'
import type { StageStatus } from '../../../../src-shared/studio-api/project.ts'

const upTo = (last: (typeof STAGES)[number]): StageStatus[] =>
  STAGES.map((stage, i) => ({
    stage,
    state: i <= STAGES.indexOf(last) ? 'reused' : 'waiting',
    fraction: 0,
    detail: '',
    seconds: null,
    secondsLeft: null,
  }))

test('every format is in one group', () => {
  expect(FORMAT_GROUPS.flatMap(({ formats }) => formats).sort()).toEqual([...MODEL_FORMATS].sort())
})

test('splats can be exported before the surface is made, meshes only after', () => {
  expect(whyNotYet(upTo('cameras'), 'ply')).toContain('trained first')
  expect(whyNotYet(upTo('training'), 'ply')).toBeNull()
  expect(whyNotYet(upTo('training'), 'glb')).toContain('surface')
  expect(whyNotYet(upTo('surface'), 'glb')).toBeNull()
})
