import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openProject } from '../../../src-engine/library/project.ts'
import { readFacts } from '../../../src-main/cloud/sync/read-facts.ts'
import { projectStatusOf } from '../../../src-main/host/project-status-of.ts'
import { runFacts } from '../../../src-main/host/run-facts.ts'
import { beginRun, newRunRecord, type RunRecord, recordEngineEvent } from '../../../src-main/host/run-record.ts'
import { ONE_PHOTO_STAGES, PHOTO_STAGES, type Stage } from '../../../src-shared/events.ts'
import { projectOnDisk } from '../../support/cloud/project-on-disk.ts'

let library: string
let folder: string
beforeAll(async () => {
  library = await mkdtemp(join(tmpdir(), 'glimpse3d-status-'))
  folder = await projectOnDisk(library, 'ring-1a2b3c', { 'photos/ring.jpg': 'a photo' })
})
afterAll(() => rm(library, { recursive: true }))

const statusOf = (run: RunRecord) => projectStatusOf(folder, 'studio', runFacts(run))

/** What is told after every event of a run, its end included. */
async function toldDuring(stages: readonly Stage[]) {
  const run = newRunRecord()
  beginRun(run)
  const told = [await statusOf(run)]
  for (const stage of stages) {
    recordEngineEvent(run, { type: 'stage', stage, state: 'started' })
    told.push(await statusOf(run))
    for (const fraction of [0.1, 0.5, 0.9, 1]) {
      recordEngineEvent(run, { type: 'progress', stage, fraction, detail: '', secondsLeft: null })
      told.push(await statusOf(run))
    }
    recordEngineEvent(run, { type: 'stage', stage, state: 'finished', seconds: 1 })
    told.push(await statusOf(run))
  }
  run.state = 'completed'
  return [...told, await statusOf(run)]
}

test.each([
  ['one photo', ONE_PHOTO_STAGES, 5 * 3],
  ['many photos', PHOTO_STAGES, 8],
] as const)('while a run of %s goes on, its percentage rises and never falls', async (_, stages, steps) => {
  const told = await toldDuring(stages)
  const percents = told.map(({ progress }) => progress)
  expect(percents).toEqual([...percents].sort((a, b) => a - b))
  expect([percents[0], percents.at(-2), percents.at(-1)]).toEqual([5, 95, 100])
  expect(new Set(percents).size).toBeGreaterThanOrEqual(steps)
  const training = told.filter(({ current_step }) => current_step === 'training')
  expect(training.map(({ status, progress }) => [status, progress])).toContainEqual(['reconstructing', 65])
  expect(told.at(-1)).toMatchObject({ status: 'completed', current_step: null, progress_percentage: 100 })
})

test('a run that was stopped or has failed says so, and where', async () => {
  const run = newRunRecord()
  recordEngineEvent(run, { type: 'progress', stage: 'cameras', fraction: 0.5, detail: '', secondsLeft: null })
  const failed = { status: 'failed', progress: -1, current_step: 'cameras' }
  run.state = 'cancelled'
  expect(await statusOf(run)).toMatchObject({ ...failed, error_message: expect.stringMatching(/cancelled.*resumed/) })
  run.state = 'interrupted'
  expect(await statusOf(run)).toMatchObject({ ...failed, error_message: expect.stringMatching(/interrupted.*resumed/) })
  run.state = 'failed'
  run.error = { code: 'no_overlap', message: 'The photos show nothing in common.', hint: 'Take more.' }
  expect(await statusOf(run)).toMatchObject({ ...failed, error_message: 'The photos show nothing in common.' })
  run.state = 'paused'
  expect(await statusOf(run)).toMatchObject({ status: 'multiview_generating', progress: 25, error_message: null })
})

test('a run whose studio was lost counts as interrupted, here and in the cloud; one that had not begun as not run', async () => {
  const run = newRunRecord()
  run.state = 'queued'
  const recorded = async () => {
    await writeFile(join(folder, 'run.json'), JSON.stringify(run))
    return [await readFacts(folder, 'studio'), await projectStatusOf(folder, 'studio')] as const
  }
  expect(await recorded()).toMatchObject([{ run: { state: 'idle' } }, { status: 'uploading', progress: 5 }])
  recordEngineEvent(run, { type: 'stage', stage: 'photos', state: 'started' })
  for (const state of ['queued', 'running', 'pausing', 'paused', 'cancelling'] as const) {
    run.state = state
    expect(await recorded()).toMatchObject([{ run: { state: 'interrupted' } }, { status: 'failed', progress: -1 }])
  }
  run.state = 'completed'
  expect(await recorded()).toMatchObject([{ run: { state: 'completed' } }, { status: 'completed' }])
})

test('a run of the command line counts as going on for as long as it holds its project', async () => {
  const work = join(library, 'ring.glimpse3d')
  const options = { steps: 1, keepScene: false, holdOut: false, cameras: null, formats: [] }
  const settings = { preset: 'fast', seed: 0, options } as const
  const record = { seconds: 2, peakMemoryMiB: 1, warnings: [] }
  const project = await openProject(work, { settings, resume: false })
  const status = () => projectStatusOf(work, 'pipeline')
  expect(await status()).toMatchObject({ project_id: 'ring.glimpse3d', status: 'uploading' })
  for (const stage of ['photos', 'cameras', 'training'] as const) {
    await project.beginStage(stage, 'inputs')
    if (stage !== 'training') await project.finishStage(stage, record, [])
  }
  const now = { current_step: 'training', project: { total_processing_time: 4 } }
  expect(await status()).toMatchObject({ ...now, status: 'reconstructing', progress: 60 })
  project.close()
  expect(await status()).toMatchObject({ ...now, status: 'failed', error_message: expect.stringMatching(/resumed/) })
})

test('a project that never was under sync is called by its folder, in addresses too', async () => {
  const status = await projectStatusOf(folder, 'studio', null)
  expect(status).toMatchObject({
    project_id: 'ring-1a2b3c',
    status: 'uploading',
    project: {
      id: 'ring-1a2b3c',
      original_image_url: 'project-uploads/ring-1a2b3c/original.jpg',
      processed_image_url: null,
      final_model_url: null,
      created_at: '2026-11-21T10:00:00+00:00',
    },
    models: [],
  })
  await mkdir(join(folder, 'exports', 'glb'), { recursive: true })
  await writeFile(join(folder, 'exports', 'glb', 'ring-1a2b3c.glb'), 'model')
  const { project } = await projectStatusOf(folder, 'studio', null)
  expect(project.final_model_url).toBe('3d-models/ring-1a2b3c/models/final.glb')
})
