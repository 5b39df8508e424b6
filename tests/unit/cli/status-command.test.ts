import { basename, join } from 'node:path'
import { beforeAll, expect, test } from 'vitest'
import { projectStatusSchema } from '../../../src-shared/project-status.ts'
import { onePhotoProject } from '../../support/cloud/one-photo-project.ts'
import { runCli } from '../../support/run-cli.ts'
import { temporaryFolder } from '../../support/test-photos.ts'

let library: string
let folder: string
beforeAll(async () => {
  library = join(temporaryFolder(), 'library')
  folder = await onePhotoProject(library)
})

test('status tells a person, or a program, how far a project is', async () => {
  const { code, stdout } = await runCli(['status', folder])
  expect(code).toBe(0)
  expect(stdout.trim().split('\n')).toEqual([
    `project     ${basename(folder)}`,
    'status      completed, 100 %',
    'views       16 of 16',
    'depth maps  16 of 16',
    'version 0   30 splats, 24.00 dB',
    'version 1   30 splats, 24.33 dB, in use',
    'version 2   30 splats, 24.67 dB',
    'time        2.0 s',
  ])
  const told = projectStatusSchema.parse(JSON.parse((await runCli(['status', folder, '--json'])).stdout))
  expect(told).toMatchObject({ project_id: basename(folder), progress: 100 })
})

test('a folder that is no project is named, with what to do', async () => {
  expect(await runCli(['status', library])).toMatchObject({
    code: 6,
    stdout: '',
    stderr: expect.stringMatching(/holds no project/),
  })
})
