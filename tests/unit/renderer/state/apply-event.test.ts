import { describe, expect, test } from 'vitest'
import { applyEvent, type HostMirror } from '../../../../src-renderer/state/apply-event.ts'
import type { MetricsPoint, ProjectState, ProjectSummary } from '../../../../src-shared/studio-api/project.ts'
import { SETTINGS_DEFAULTS, type StudioState } from '../../../../src-shared/studio-api/studio.ts'
import type { StudioEvent } from '../../../../src-shared/studio-api/studio-events.ts'

const time = '2026-01-01T00:00:00.000Z'

function summaryOf(id: string, name = id): ProjectSummary {
  return { id, name, created: time, updated: time, photos: 0, cover: null, state: 'idle', error: null }
}

function projectOf(id: string): ProjectState {
  return {
    summary: summaryOf(id),
    photos: [],
    options: { preset: 'fast', pictures: 'auto', keepScene: false, holdOut: false, seed: 0 },
    stages: [{ stage: 'photos', state: 'waiting', fraction: 0, detail: '', seconds: null, secondsLeft: null }],
    metrics: [],
    log: [],
    preview: null,
    scene: null,
    corrections: null,
    refinement: null,
    inputs: { cameras: null, splats: null },
    exports: [],
  }
}

const studio: StudioState = {
  version: '1',
  library: '/library',
  host: 'browser',
  engine: { state: 'ready', error: null },
  settings: SETTINGS_DEFAULTS,
  projects: [summaryOf('a'), summaryOf('b')],
  queue: [],
}
const greeted: HostMirror = { studio, projects: new Map([['a', projectOf('a')]]) }
const mirrorAfter = (...events: StudioEvent[]) => events.reduce(applyEvent, greeted)

function point(step: number): MetricsPoint {
  return { step, steps: 5000, loss: 1, psnr: 20, ssim: 0.5, splats: 10, stepsPerSecond: 1 }
}

describe('applyEvent', () => {
  test('a greeting replaces all that was known', () => {
    const mirror = mirrorAfter({ type: 'studio', studio: { ...studio, projects: [] } })
    expect(mirror.studio?.projects).toEqual([])
    expect(mirror.projects.size).toBe(0)
  })

  test('a new project stands first, a known one keeps its place', () => {
    const list = (mirror: HostMirror) => mirror.studio?.projects.map(({ name }) => name)
    expect(list(mirrorAfter({ type: 'summary', projectId: 'c', summary: summaryOf('c') }))).toEqual(['c', 'a', 'b'])
    expect(list(mirrorAfter({ type: 'summary', projectId: 'b', summary: summaryOf('b', 'Bee') }))).toEqual(['a', 'Bee'])
  })

  test('a project that is removed is gone from the list and from what is open', () => {
    const mirror = mirrorAfter({ type: 'removed', projectId: 'a' })
    expect(mirror.studio?.projects.map(({ id }) => id)).toEqual(['b'])
    expect(mirror.projects.has('a')).toBe(false)
  })

  test('events of a project that is not open here change nothing', () => {
    const event: StudioEvent = { type: 'preview', projectId: 'b', preview: { revision: 1, step: 1, splats: 1 } }
    expect(mirrorAfter(event).projects).toBe(greeted.projects)
  })

  test('a stage replaces the one of its name', () => {
    const status = {
      stage: 'photos',
      state: 'running',
      fraction: 0.5,
      detail: '',
      seconds: null,
      secondsLeft: 3,
    } as const
    const project = mirrorAfter({ type: 'stage', projectId: 'a', status }).projects.get('a')
    expect(project?.stages).toEqual([status])
  })

  test('a step seen again, after a crash, replaces what came after it', () => {
    const metrics = [1, 2, 3, 2].map((step): StudioEvent => ({ type: 'metrics', projectId: 'a', metrics: point(step) }))
    expect(
      mirrorAfter(...metrics)
        .projects.get('a')
        ?.metrics.map(({ step }) => step),
    ).toEqual([1, 2])
  })

  test('a long run keeps its first and its last point, and no more than a thousand', () => {
    const metrics = Array.from(
      { length: 3500 },
      (_, i): StudioEvent => ({ type: 'metrics', projectId: 'a', metrics: point(i + 1) }),
    )
    const steps =
      mirrorAfter(...metrics)
        .projects.get('a')
        ?.metrics.map(({ step }) => step) ?? []
    expect(steps.length).toBeLessThanOrEqual(1000)
    expect(steps[0]).toBe(1)
    expect(steps.at(-1)).toBe(3500)
  })
})
