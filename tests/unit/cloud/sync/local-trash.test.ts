import { mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { emptyLocalTrash, moveToTrash } from '../../../../src-main/cloud/sync/local-trash.ts'
import { projectOnDisk, put } from '../../../support/cloud/project-on-disk.ts'

const DAY = 24 * 3600 * 1000

async function newLibrary(): Promise<string> {
  const library = await mkdtemp(join(tmpdir(), 'glimpse3d-trash-'))
  onTestFinished(() => rm(library, { recursive: true, force: true }))
  return library
}

test('what is put into the trash lies there for 30 days, whole and free to be taken out again', async () => {
  const library = await newLibrary()
  const folder = await projectOnDisk(library, 'ring-1a2b3c', { 'photos/a.jpg': 'a' })
  await put(folder, '.sync/.lock', 'of whoever moved it')
  const trashed = await moveToTrash(folder)
  expect(await readdir(library)).toEqual(['.trash'])
  expect((await readdir(trashed, { recursive: true })).sort()).toEqual([
    '.sync',
    'photos',
    'photos/a.jpg',
    'studio.json',
  ])
  await emptyLocalTrash(library, Date.now() + 29 * DAY)
  expect(await readdir(join(library, '.trash'))).toHaveLength(1)
  await emptyLocalTrash(library, Date.now() + 31 * DAY)
  expect(await readdir(join(library, '.trash'))).toEqual([])
})

test('downloads that were cut off go with it, once they have not gone on for so long; nothing else does', async () => {
  const library = await newLibrary()
  for (const name of ['.incoming-old', '.incoming-new', '.other', 'ring-1a2b3c']) {
    await mkdir(join(library, name))
    await writeFile(join(library, name, 'a.bin'), 'a')
    const days = name.endsWith('new') ? 1 : 40
    await utimes(join(library, name), (Date.now() - days * DAY) / 1000, (Date.now() - days * DAY) / 1000)
  }
  await emptyLocalTrash(library)
  expect((await readdir(library)).sort()).toEqual(['.incoming-new', '.other', 'ring-1a2b3c'])
})
