import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { appendFile, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { hostname, tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { writeAtomically } from '../../../src-engine/files/write-atomically.ts'
import { openProject, type Project, type ProjectSettings } from '../../../src-engine/library/project.ts'
import type { Stage } from '../../../src-shared/events.ts'

const SETTINGS: ProjectSettings = {
  preset: 'fast',
  seed: 0,
  options: { steps: 10, keepScene: false, holdOut: false, cameras: null, formats: ['glb'] },
}
const RESULT = { seconds: 1, peakMemoryMiB: 100, warnings: ['a warning'] }

let root: string
let folder: string
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'glimpse3d-project-'))
  folder = join(root, 'project')
})
afterEach(() => rm(root, { recursive: true }))

const open = (resume: boolean) => openProject(folder, { settings: SETTINGS, resume })

async function finish(project: Project, stage: Stage, hash: string): Promise<string> {
  await project.beginStage(stage, hash)
  const path = join(project.stageFolder(stage), 'result.json')
  await writeAtomically(path, `result of ${stage}`)
  await project.finishStage(stage, RESULT, [path])
  return path
}

test('a finished stage is found again by its inputs; other inputs, a fresh start or a changed file make it stale', async () => {
  let project = await open(false)
  const path = await finish(project, 'photos', 'inputs')
  project.close()

  project = await open(true)
  expect(await project.finishedStage('photos', 'inputs')).toMatchObject(RESULT)
  expect(await project.finishedStage('photos', 'other inputs')).toBeNull()
  expect(await project.finishedStage('cameras', 'inputs')).toBeNull()
  await appendFile(path, '!')
  expect(await project.finishedStage('photos', 'inputs')).toBeNull()
  await rm(path)
  expect(await project.finishedStage('photos', 'inputs')).toBeNull()
  project.close()

  project = await open(false)
  await finish(project, 'photos', 'inputs')
  project.close()
  project = await open(false)
  expect(await project.finishedStage('photos', 'inputs')).toBeNull()
  project.close()
})

test('a stage made anew makes those after it stale, whatever their inputs; photos read anew do not', async () => {
  const project = await open(false)
  for (const stage of ['photos', 'cameras', 'training', 'surface'] as const) await finish(project, stage, 'inputs')
  await finish(project, 'training', 'inputs')
  expect(await project.finishedStage('cameras', 'inputs')).toMatchObject(RESULT)
  expect(await project.finishedStage('surface', 'inputs')).toBeNull()
  await finish(project, 'photos', 'inputs')
  expect(await project.finishedStage('training', 'inputs')).toMatchObject(RESULT)
  project.close()
})

test('a stage that was begun and not finished is done again; what it left half-written is removed', async () => {
  let project = await open(false)
  await finish(project, 'photos', 'inputs')
  await finish(project, 'cameras', 'inputs')
  await project.beginStage('cameras', 'inputs')
  const leftover = join(project.stageFolder('cameras'), '.result.json.123.tmp')
  await writeFile(leftover, 'half')
  project.close()
  project = await open(true)
  expect(await project.finishedStage('photos', 'inputs')).not.toBeNull()
  expect(await project.finishedStage('cameras', 'inputs')).toBeNull()
  await expect(stat(leftover)).rejects.toThrow('ENOENT')
  project.close()
})

test('one run at a time: the second is refused, and goes ahead when the first has given the project back', async () => {
  const first = await open(false)
  await expect(open(true)).rejects.toMatchObject({ code: 'project_busy', hint: expect.stringContaining('--project') })
  first.close()
  ;(await open(true)).close()
})

test('the lock of a living process holds; that of a dead or another one with its number is taken over', async () => {
  ;(await open(false)).close()
  const lock = join(folder, '.lock')
  const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
  const exited = once(other, 'exit')
  const owner = { pid: other.pid, host: hostname(), processStart: null }
  await writeFile(lock, JSON.stringify(owner))
  await expect(open(true)).rejects.toMatchObject({
    code: 'project_busy',
    message: expect.stringContaining(`${other.pid}`),
  })
  if (process.platform === 'linux') {
    await writeFile(lock, JSON.stringify({ ...owner, processStart: '1' }))
    ;(await open(true)).close()
    await writeFile(lock, JSON.stringify(owner))
  }
  other.kill('SIGKILL')
  await exited
  ;(await open(true)).close()
  await writeFile(lock, JSON.stringify({ pid: process.pid, host: hostname(), processStart: null }))
  ;(await open(true)).close()
  await writeFile(lock, 'rubbish')
  ;(await open(true)).close()
  await expect(stat(lock)).rejects.toThrow('ENOENT')
})

test.each([
  ['damaged', '{ "schemaVersion": 1, "stages": ', 'project_damaged', 'restore'],
  ['wrong in one place', '{ "schemaVersion": 1, "stages": 7 }', 'project_damaged', 'restore'],
  ['no object', '[]', 'project_damaged', 'restore'],
  ['newer', '{ "schemaVersion": 2, "whatever": true }', 'project_newer', 'Update'],
])('a manifest that is %s is refused, resumed or not, and left as it is', async (_, text, code, hint) => {
  ;(await open(false)).close()
  await writeFile(join(folder, 'project.json'), text)
  for (const resume of [true, false]) {
    await expect(open(resume)).rejects.toMatchObject({ code, hint: expect.stringContaining(hint) })
  }
  expect(await readFile(join(folder, 'project.json'), 'utf8')).toBe(text)
})

test('a folder with other things in it is not taken for a project', async () => {
  const other = join(root, 'other')
  await writeAtomically(join(other, 'thesis.txt'), 'mine')
  await expect(openProject(other, { settings: SETTINGS, resume: false })).rejects.toMatchObject({
    code: 'bad_arguments',
    message: expect.stringContaining('thesis.txt'),
  })
})
