import { existsSync } from 'node:fs'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { openContinuation } from '../../../src-engine/library/continuation.ts'
import { readManifest } from '../../../src-engine/library/manifest-file.ts'
import { openProject } from '../../../src-engine/library/project.ts'
import { markComplete } from '../../../src-engine/library/settle-continuation.ts'
import type { Stage } from '../../../src-shared/events.ts'
import { temporaryFolder } from '../../support/test-photos.ts'

const options = { steps: 30, keepScene: false, holdOut: false, cameras: null, formats: ['glb'] }
const settings = { preset: 'fast', seed: 0, options } as const

type Stages = Awaited<ReturnType<typeof openProject>>

/** Finishes a stage with one file that holds the text. */
async function finish(project: Stages, stage: Stage, text: string): Promise<void> {
  await project.beginStage(stage, `inputs of ${stage}`)
  const file = join(project.stageFolder(stage), 'result')
  await mkdir(project.stageFolder(stage), { recursive: true })
  await writeFile(file, text)
  await project.finishStage(stage, { seconds: 1, peakMemoryMiB: 1, warnings: [] }, [file])
}

async function finishedProject(stages: readonly Stage[] = ['photos', 'cameras', 'training', 'surface', 'export']) {
  const folder = join(temporaryFolder(), 'project')
  const project = await openProject(folder, { settings, resume: false })
  for (const stage of stages) await finish(project, stage, `${stage} before`)
  project.close()
  return folder
}

const textOf = (folder: string, stage: Stage) => readFile(join(folder, stage, 'result'), 'utf8')

async function trainFurther(folder: string) {
  const continuation = await openContinuation(folder, 10)
  for (const stage of ['training', 'surface', 'export'] as const)
    await finish(continuation.project, stage, `${stage} after`)
  return continuation
}

test('the former result is there until the new one is whole, then gone', async () => {
  const folder = await finishedProject()
  const continuation = await trainFurther(folder)
  expect(await textOf(continuation.project.folder, 'cameras')).toBe('cameras before')
  expect(await textOf(folder, 'training')).toBe('training before')
  expect((await readManifest(folder))?.stages.surface?.state).toBe('finished')
  await continuation.commit()
  continuation.close()
  for (const stage of ['training', 'surface', 'export'] as const)
    expect(await textOf(folder, stage)).toBe(`${stage} after`)
  expect(existsSync(join(folder, 'next'))).toBe(false)
  // A run of its own takes every stage for its own.
  const project = await openProject(folder, { settings, resume: true })
  for (const stage of ['photos', 'cameras', 'training', 'surface', 'export'] as const)
    expect(await project.finishedStage(stage, `inputs of ${stage}`), stage).not.toBeNull()
  project.close()
})

test('cut off: it goes on with what has been made, for as many steps; a run of its own gives it up', async () => {
  const folder = await finishedProject()
  const first = await openContinuation(folder, 10)
  await finish(first.project, 'training', 'training after')
  first.close()
  const again = await openContinuation(folder, 10)
  expect(await again.project.finishedStage('training', 'inputs of training')).not.toBeNull()
  again.close()
  const other = await openContinuation(folder, 20)
  expect(await other.project.finishedStage('training', 'inputs of training')).toBeNull()
  other.close()
  const project = await openProject(folder, { settings, resume: true })
  project.close()
  expect(existsSync(join(folder, 'next'))).toBe(false)
  expect(await textOf(folder, 'training')).toBe('training before')
})

test.each(['before', 'in the middle of', 'after'])(
  'killed %s putting the new result in place: the next to open the project ends that',
  async (when) => {
    const folder = await finishedProject()
    const continuation = await trainFurther(folder)
    await markComplete(folder, 'inputs of training')
    continuation.close()
    if (when !== 'before') await rm(join(folder, 'training'), { recursive: true })
    if (when === 'after') {
      // All moved, the manifest not yet written.
      await rename(join(folder, 'next', 'training'), join(folder, 'training'))
    }
    const project = await openProject(folder, { settings, resume: true })
    for (const stage of ['training', 'surface', 'export'] as const) {
      expect(await textOf(folder, stage)).toBe(`${stage} after`)
      expect(await project.finishedStage(stage, `inputs of ${stage}`), stage).not.toBeNull()
    }
    project.close()
  },
)

test('nothing trained, or what was has been changed: it says so', async () => {
  await expect(openContinuation(join(temporaryFolder(), 'none'), 10)).rejects.toMatchObject({ code: 'bad_arguments' })
  const half = await finishedProject(['photos', 'cameras'])
  await expect(openContinuation(half, 10)).rejects.toMatchObject({
    code: 'bad_arguments',
    message: expect.stringContaining('no trained splats'),
  })
  const changed = await finishedProject()
  await writeFile(join(changed, 'training', 'result'), 'something else')
  await expect(openContinuation(changed, 10)).rejects.toMatchObject({ code: 'project_damaged' })
  // It has been given back each time.
  const project = await openProject(changed, { settings, resume: true })
  await expect(openContinuation(changed, 10)).rejects.toMatchObject({ code: 'project_busy' })
  project.close()
})
