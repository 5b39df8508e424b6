import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { openProject } from '../../../src-engine/library/project.ts'
import { settingsOf } from '../../../src-engine/pipeline/options.ts'
import type { Run } from '../../../src-engine/pipeline/stage-runner.ts'
import { checkpointOf, checkpointWriter } from '../../../src-engine/pipeline/training-checkpoints.ts'
import type { EngineEvent } from '../../../src-shared/events.ts'
import { ball } from '../../support/coloured-ball.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glimpse3d-checkpoints-'))
})
afterAll(() => rm(folder, { recursive: true }))

const cloud = ball(5)
const checkpoint = { step: 7, firstStep: 0, firstCount: 4, cloud, optimiser: null }

/** A run on the project of that name, and what it says. */
async function openRun(name: string, resume: boolean): Promise<Run & { said: EngineEvent[] }> {
  const settings = settingsOf({ photos: '', output: 'model.glb', project: '' })
  const project = await openProject(join(folder, name), { settings, resume })
  const said: EngineEvent[] = []
  const emit = (event: EngineEvent) => said.push(event)
  return { project, emit, signal: undefined, pause: undefined, threads: 1, seed: 0, said }
}

it('gives a training that was stopped its checkpoint, and no other training', async () => {
  const first = await openRun('stopped', false)
  expect(await checkpointOf(first, 'aa')).toBeNull()
  await first.project.beginStage('training', 'aa')
  await checkpointWriter(first.project.stageFolder('training'), 'aa', 60, {})(checkpoint)
  first.project.close()

  const resumed = await openRun('stopped', true)
  const found = await checkpointOf(resumed, 'aa')
  expect(found).toMatchObject(checkpoint)
  expect(found!.seconds).toBeGreaterThanOrEqual(60)
  expect(resumed.said).toMatchObject([{ message: 'Training goes on after step 7, with a fresh optimiser.' }])
  expect(await checkpointOf(resumed, 'bb')).toBeNull()
  // Other options have begun, and been stopped before their own first checkpoint.
  await resumed.project.beginStage('training', 'bb')
  expect(await checkpointOf(resumed, 'bb')).toBeNull()
  resumed.project.close()

  const afresh = await openRun('stopped', false)
  expect(await checkpointOf(afresh, 'aa')).toBeNull()
  afresh.project.close()
})

it('warns once where no checkpoint can be written, and lets the training go on', async () => {
  const file = join(folder, 'a file')
  await writeFile(file, '')
  const warnings: string[] = []
  const write = checkpointWriter(file, 'aa', 0, { onWarning: (message) => warnings.push(message) })
  await write(checkpoint)
  await write({ ...checkpoint, step: 8 })
  expect(warnings).toEqual([expect.stringMatching(/cannot be used.* the training would begin anew\./)])
  expect(await readdir(folder)).toContain('a file')
})
