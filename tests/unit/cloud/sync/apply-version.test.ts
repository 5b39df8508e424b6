import fs, { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { syncBuiltinESMExports } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { applyVersion, endApply, forgetApply } from '../../../../src-main/cloud/sync/apply-version.ts'
import { layOutVersion } from '../../../../src-main/cloud/sync/lay-out-version.ts'
import { PlanOutdated } from '../../../../src-main/cloud/sync/plan-again.ts'
import { readApply, syncPaths } from '../../../../src-main/cloud/sync/sync-folder.ts'
import type { LocalFile } from '../../../../src-shared/cloud/cloud-manifest.ts'
import { newSyncState, type Version } from '../../../../src-shared/cloud/sync-state.ts'
import { live } from '../../../support/cloud/mortal.ts'
import { projectOnDisk, put } from '../../../support/cloud/project-on-disk.ts'
import { hashOf } from '../../../support/cloud/sequence/ledger.ts'

const UUID = '11111111-1111-4111-8111-111111111111'
const file = (path: string, content: string): LocalFile => ({
  path,
  bytes: content.length,
  sha256: hashOf(Buffer.from(content)),
})
const OLD = [file('photos/a.jpg', 'old a'), file('photos/gone.jpg', 'gone')]
/** One content at two places, and one file fewer. */
const NEW = [file('photos/a.jpg', 'new a'), file('photos/b.jpg', 'twice'), file('photos/c.jpg', 'twice')]

function version(files: readonly LocalFile[]): Version {
  const placed = files.map((one) => ({ ...one, bucket: 'project-uploads' as const, object: one.path }))
  return {
    revision: 3,
    name: 'Ring',
    contentHash: 'c'.repeat(64),
    manifest: { format: 1, kind: 'studio', folder: 'ring', files: placed },
  }
}

const MOMENTS = ['before', 'half', 'after'] as const

/** A project as it was, with the new version's contents fetched. */
async function fetched(): Promise<string> {
  const library = await mkdtemp(join(tmpdir(), 'glimpse3d-apply-'))
  onTestFinished(() => rm(library, { recursive: true, force: true }))
  const folder = await projectOnDisk(library, 'ring', { 'photos/a.jpg': 'old a', 'photos/gone.jpg': 'gone' })
  for (const text of ['new a', 'twice']) await put(folder, `.sync/incoming/${hashOf(Buffer.from(text))}`, text)
  return folder
}

const textOf = (folder: string, name: string) => readFile(join(folder, 'photos', name), 'utf8').catch(() => null)
const holds = async (folder: string) =>
  Promise.all(['a.jpg', 'b.jpg', 'c.jpg', 'gone.jpg'].map((name) => textOf(folder, name)))
const IN_PLACE = ['new a', 'twice', 'twice', null]

test('killed at any operation, the next one ends it: the version is in place, and nothing is left of the work', async () => {
  let deaths = 0
  for (let at = 1; ; at++) {
    const when = MOMENTS[at % 3]
    const folder = await fetched()
    const end = await live({ death: { at, when }, fullAt: null }, () =>
      applyVersion(folder, 'studio', version(NEW), OLD),
    )
    if ('killedAt' in end) deaths++
    const left = await readApply(folder)
    // Killed before it was written down, nothing has been touched.
    if (!left) expect(await holds(folder)).toEqual(['old a', null, null, 'gone'])
    else expect(await endApply(folder, 'studio')).toMatchObject({ revision: 3 })
    if (left) expect(await holds(folder)).toEqual(IN_PLACE)
    await forgetApply(folder)
    expect(existsSync(syncPaths(folder).incoming)).toBe(false)
    if ('value' in end) return expect(deaths).toBeGreaterThan(10)
  }
})

test('a file that was saved meanwhile stops it before anything is touched, and so does a content that is gone', async () => {
  const folder = await fetched()
  await put(folder, 'photos/gone.jpg', 'saved meanwhile')
  await expect(applyVersion(folder, 'studio', version(NEW), OLD)).rejects.toThrow(PlanOutdated)
  expect(await holds(folder)).toEqual(['old a', null, null, 'saved meanwhile'])
  const other = await fetched()
  await rm(join(syncPaths(other).incoming, NEW[1].sha256))
  await expect(applyVersion(other, 'studio', version(NEW), OLD)).rejects.toThrow(PlanOutdated)
  expect(await holds(other)).toEqual(['old a', null, null, 'gone'])
})

test('a file that is saved while others are being put in place is not written over', async () => {
  const folder = await fetched()
  const { rename } = fs.promises
  onTestFinished(() => {
    fs.promises.rename = rename
    syncBuiltinESMExports()
  })
  fs.promises.rename = async (from, to) => {
    if (String(to).endsWith('a.jpg')) await put(folder, 'photos/b.jpg', 'saved meanwhile')
    return rename(from, to)
  }
  syncBuiltinESMExports()
  await expect(applyVersion(folder, 'studio', version(NEW), OLD)).rejects.toThrow(PlanOutdated)
  expect(await textOf(folder, 'b.jpg')).toBe('saved meanwhile')
})

test('a project that is laid out holds its version alone, whatever an earlier try has left there', async () => {
  const library = await mkdtemp(join(tmpdir(), 'glimpse3d-apply-'))
  onTestFinished(() => rm(library, { recursive: true, force: true }))
  const [folder, aside] = [join(library, 'ring'), join(library, '.incoming-ring')]
  await put(aside, 'photos/gone.jpg', 'of the version before')
  for (const text of ['new a', 'twice']) await put(aside, `.sync/incoming/${hashOf(Buffer.from(text))}`, text)
  const state = newSyncState({ projectId: UUID, ownerId: UUID, server: 'http://127.0.0.1' })
  await layOutVersion(folder, version(NEW), syncPaths(aside).incoming, state)
  expect(await holds(folder)).toEqual(IN_PLACE)
  expect(existsSync(syncPaths(folder).incoming)).toBe(false)
})
