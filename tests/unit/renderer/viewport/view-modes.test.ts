import { expect, test } from 'vitest'
import { shownView, viewModes } from '../../../../src-renderer/viewport/view-modes.ts'
import type { ProjectState } from '../../../../src-shared/studio-api/project.ts'

type Stages = ProjectState['stages']
const preview = { revision: 1, step: 10, splats: 5 }
const scene = { revision: 1, placed: 3, points: 100 }

function surface(state: Stages[number]['state']): Stages {
  return [{ stage: 'surface', state, fraction: 0, detail: '', seconds: null, secondsLeft: null }]
}

function available(project: Parameters<typeof viewModes>[0]) {
  return viewModes(project).flatMap((entry) => (entry.available ? [entry.mode] : []))
}

test('the views come one after the other as a project grows', () => {
  expect(available({ preview: null, scene: null, stages: [] })).toEqual([])
  expect(available({ preview: null, scene, stages: surface('waiting') })).toEqual(['points'])
  expect(available({ preview, scene, stages: surface('running') })).toEqual(['splats', 'points', 'depth'])
  const all = ['splats', 'points', 'mesh', 'wireframe', 'depth']
  expect(available({ preview, scene, stages: surface('finished') })).toEqual(all)
  expect(available({ preview, scene, stages: surface('reused') })).toEqual(all)
})

test('a view that is not there says why, and what is shown instead', () => {
  const modes = viewModes({ preview, scene, stages: surface('running') })
  expect(modes.find(({ mode }) => mode === 'mesh')?.title).toContain('being made')
  expect(shownView('mesh', modes)).toBe('splats')
  expect(shownView('depth', modes)).toBe('depth')
  expect(shownView('mesh', viewModes({ preview: null, scene, stages: [] }))).toBe('points')
})
