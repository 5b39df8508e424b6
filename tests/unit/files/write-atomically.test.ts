import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { writeAtomically } from '../../../src-engine/files/write-atomically.ts'
import { mountSmallDisk } from '../../support/full-disk.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glimpse3d-atomic-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('writes text and chunks, makes the folder, replaces what is there and leaves nothing else', async () => {
  const path = join(folder, 'made', 'file')
  await writeAtomically(path, 'old')
  await writeAtomically(path, [Uint8Array.of(110, 101), Uint8Array.of(119)])
  expect(await readFile(path, 'utf8')).toBe('new')
  expect(await readdir(join(folder, 'made'))).toEqual(['file'])
})

const disk = mountSmallDisk(64)
test.skipIf(!disk)('on a full disk the old file stays, whole, and the error says what to do', async () => {
  const { path: full, unmount } = disk!
  try {
    const path = join(full, 'file')
    await writeAtomically(path, 'old')
    await expect(writeAtomically(path, [new Uint8Array(100_000)])).rejects.toMatchObject({
      code: 'disk_full',
      hint: expect.stringContaining('Free some space'),
    })
    expect(await readFile(path, 'utf8')).toBe('old')
    expect(await readdir(full)).toEqual(['file'])
  } finally {
    unmount()
  }
})
