import { existsSync } from 'node:fs'
import { mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seededRandom } from '../../src-engine/math/random.ts'
import { BACKOFF_DEFAULTS } from '../../src-main/cloud/sync/backoff.ts'
import { emptyCloudTrash, restoreProject, trashProject } from '../../src-main/cloud/sync/cloud-trash.ts'
import { downloadProject } from '../../src-main/cloud/sync/download-project.ts'
import { fetchFile } from '../../src-main/cloud/sync/fetch-file.ts'
import { readProject, readProjects } from '../../src-main/cloud/sync/remote-project.ts'
import { sendFile } from '../../src-main/cloud/sync/send-file.ts'
import { lockSync } from '../../src-main/cloud/sync/sync-folder.ts'
import { syncProject } from '../../src-main/cloud/sync/sync-project.ts'
import { putUnderSync, takeOutOfSync } from '../../src-main/cloud/sync/under-sync.ts'
import { openUploadAddresses } from '../../src-main/cloud/sync/upload-addresses.ts'
import { checkAgreement } from '../support/cloud/check-agreement.ts'
import { machine } from '../support/cloud/machine.ts'
import { projectOnDisk, put } from '../support/cloud/project-on-disk.ts'
import { mountSmallDisk } from '../support/full-disk.ts'
import { type SupabaseStandIn, startSupabaseStandIn } from '../support/supabase/stand-in.ts'

let cloud: SupabaseStandIn
let root: string
beforeAll(async () => {
  cloud = await startSupabaseStandIn()
  root = await mkdtemp(join(tmpdir(), 'glimpse3d-sync-small-'))
})
afterAll(async () => {
  await cloud.stop()
  await rm(root, { recursive: true, force: true })
})

const desk = (name: string) => machine(cloud, `${name}@example.com`, join(root, `${name}-1`), 1)
const lap = (name: string, library = join(root, `${name}-2`)) => machine(cloud, `${name}@example.com`, library, 2)
const noise = (bytes: number, seed: number) => {
  const random = seededRandom(seed)
  return Uint8Array.from({ length: bytes }, () => 256 * random())
}

test('a kept copy is copied in the cloud: hardly a byte is sent for it', async () => {
  const first = await desk('copies')
  const files = { 'photos/ring.jpg': noise(300_000, 1), 'work/splats.bin': noise(200_000, 2), 'edits.json': '{}' }
  const folder = await projectOnDisk(first.library, 'ring-1a2b3c', files)
  const { projectId } = await putUnderSync(first.account, folder)
  await first.sync(folder)
  const second = await lap('copies')
  const there = await downloadProject(second.account, projectId, second.library, second.options)
  await put(folder, 'work/mesh.bin', noise(200_000, 3))
  await first.sync(folder)
  await put(there, 'edits.json', '{"by":"lap"}')
  cloud.log.clear()
  const outcome = await second.sync(there)
  expect(outcome).toMatchObject({ kind: 'both-kept' })
  const copy = outcome.kind === 'both-kept' ? outcome.folder : ''
  expect(await second.sync(copy)).toMatchObject({ kind: 'in-step', did: 'nothing' })
  expect(cloud.log.matching(/object\/copy/)).toHaveLength(4)
  // Its changed edits, the studio.json with the copy's name, and the rows and manifests of both.
  expect(cloud.log.bytes().received).toBeLessThan(12_000)
  await checkAgreement(second)
})

test('a copy whose contents have gone from the cloud meanwhile is sent', async () => {
  const first = await desk('sent')
  const folder = await projectOnDisk(first.library, 'ring-1a2b3c', { 'photos/ring.jpg': 'a photo', 'edits.json': '{}' })
  const { projectId } = await putUnderSync(first.account, folder)
  await first.sync(folder)
  const second = await lap('sent')
  const there = await downloadProject(second.account, projectId, second.library, second.options)
  await put(folder, 'edits.json', '{"by":"desk"}')
  await first.sync(folder)
  await put(there, 'edits.json', '{"by":"lap"}')
  cloud.faults.plan({ fault: { kind: 'status', status: 400 }, on: /object\/copy/, times: 9 })
  expect(await second.sync(there)).toMatchObject({ kind: 'both-kept' })
  cloud.faults.clear()
  await checkAgreement(second)
})

test('two machines that send the same at once have the same afterwards, and nothing of the second is left', async () => {
  const first = await desk('alike')
  const folder = await projectOnDisk(first.library, 'ring-1a2b3c', { 'edits.json': '{}' })
  const { projectId } = await putUnderSync(first.account, folder)
  await first.sync(folder)
  const second = await lap('alike')
  const there = await downloadProject(second.account, projectId, second.library, second.options)
  for (const each of [folder, there]) await put(each, 'edits.json', '{"alike":true}')
  // The first publishes while the second is about to send.
  const wait = async () => void (await first.sync(folder))
  const pause = { requested: true, wait, stoodStillMs: () => 0 }
  expect(await syncProject(second.account, there, { ...second.options, pause })).toMatchObject({ did: 'sent' })
  await checkAgreement(second)
  await checkAgreement(first)
})

test('in the trash and back, changed meanwhile on one machine: no copy is made', async () => {
  const first = await desk('back')
  const folder = await projectOnDisk(first.library, 'ring-1a2b3c', { 'edits.json': '{}' })
  const { projectId } = await putUnderSync(first.account, folder)
  await first.sync(folder)
  await trashProject(first.account, projectId)
  await restoreProject(first.account, projectId)
  await put(folder, 'edits.json', '{"changed":true}')
  expect(await first.sync(folder)).toMatchObject({ kind: 'in-step', did: 'sent' })
  await checkAgreement(first)
})

test('a file whose name no other system can store is told before anything is sent', async () => {
  const first = await desk('names')
  const folder = await projectOnDisk(first.library, 'ring-1a2b3c', { 'photos/10:30.jpg': 'a photo' })
  await putUnderSync(first.account, folder)
  cloud.log.clear()
  await expect(first.sync(folder)).rejects.toMatchObject({
    code: 'upload_failed',
    message: expect.stringContaining('photos/10:30.jpg'),
  })
  expect(cloud.log.bytes().received).toBe(0)
  await rename(join(folder, 'photos/10:30.jpg'), join(folder, 'photos/10-30.jpg'))
  expect(await first.sync(folder)).toMatchObject({ did: 'sent' })
})

test('a project is not taken out of sync under the hands of one that is under way', async () => {
  const first = await desk('hands')
  const folder = await projectOnDisk(first.library, 'ring-1a2b3c', { 'edits.json': '{}' })
  await putUnderSync(first.account, folder)
  const release = await lockSync(folder)
  await expect(takeOutOfSync(folder)).rejects.toMatchObject({ code: 'project_busy' })
  release()
  await takeOutOfSync(folder)
  expect(await first.sync(folder)).toEqual({ kind: 'not-under-sync' })
})

test('what waits for a network that is not metered goes on once it is one, and nothing goes before', async () => {
  const { account, library, options } = await desk('metered')
  const folder = await projectOnDisk(library, 'ring-1a2b3c', { 'edits.json': '{}' })
  await putUnderSync(account, folder)
  let metered = true
  const sync = () => syncProject(account, folder, { ...options, isMetered: async () => metered })
  cloud.log.clear()
  expect(await sync()).toMatchObject({ kind: 'pending', reason: 'metered' })
  expect(cloud.log.requests).toEqual([])
  metered = false
  expect(await sync()).toMatchObject({ kind: 'in-step', did: 'sent' })
})

test('every byte of a file asks the limit before it goes, whichever way it goes', async () => {
  const first = await desk('limit')
  const large = 6 * 2 ** 20 + 1
  const files = { 'photos/ring.jpg': noise(1000, 1), 'work/large.bin': Buffer.alloc(large, 'large') }
  const folder = await projectOnDisk(first.library, 'ring-1a2b3c', files)
  const { projectId, ownerId } = await putUnderSync(first.account, folder)
  await first.sync(folder)
  const version = (await readProject(first.account.client, projectId))?.version
  let taken = 0
  const bandwidth = {
    take: async (bytes: number) => {
      taken += bytes
    },
  }
  const { backoff = BACKOFF_DEFAULTS, stallMs = 1000 } = first.options
  const transfer = { ...first.account, ownerId, projectId, folder, bandwidth, backoff, stallMs, onBytes: () => {} }
  for (const file of version?.manifest.files ?? []) {
    const before = taken
    await sendFile(transfer, { ...file, object: `again/${file.object}` }, await openUploadAddresses(folder))
    expect(taken - before).toBe(file.bytes)
    await fetchFile(transfer, file, join(root, 'limited'))
    expect(taken - before).toBe(2 * file.bytes)
  }
  expect(taken).toBeGreaterThan(2 * large)
})

test('what comes is put in place while nothing else writes to the folder, and so is what goes to the trash', async () => {
  const first = await desk('turn')
  const folder = await projectOnDisk(first.library, 'ring-1a2b3c', { 'edits.json': '{}' })
  const { projectId } = await putUnderSync(first.account, folder)
  await first.sync(folder)
  const second = await lap('turn')
  const there = await downloadProject(second.account, projectId, second.library, second.options)
  const edits = () => readFile(join(there, 'edits.json'), 'utf8').catch(() => 'gone')
  const seen: string[] = []
  const changeFolder = async (change: () => Promise<void>) => {
    seen.push(await edits())
    await change()
    seen.push(await edits())
  }
  const sync = () => syncProject(second.account, there, { ...second.options, changeFolder })
  await put(folder, 'edits.json', '{"by":"desk"}')
  await first.sync(folder)
  expect(await sync()).toMatchObject({ did: 'fetched' })
  await put(there, 'edits.json', '{"by":"lap"}')
  expect(await sync()).toMatchObject({ did: 'sent' })
  await trashProject(first.account, projectId)
  expect(await sync()).toMatchObject({ kind: 'trashed' })
  expect(seen).toEqual(['{}', '{"by":"desk"}', '{"by":"lap"}', 'gone'])
})

test('the trash is emptied after 30 days by the clock of the cloud, with the files in all buckets', async () => {
  const first = await desk('purge')
  const keep = await projectOnDisk(first.library, 'kept-1a2b3c', { 'photos/ring.jpg': 'kept' })
  const drop = await projectOnDisk(first.library, 'dropped-1a2b3c', {
    'photos/ring.jpg': 'dropped',
    'work/depth/view_00.npy': 'depth',
    'work/training/splats.ply': 'splats',
  })
  const kept = await putUnderSync(first.account, keep)
  const dropped = await putUnderSync(first.account, drop)
  for (const folder of [keep, drop]) await first.sync(folder)
  const objects = async () =>
    (
      await cloud.database.query<{ name: string }>('select name from storage.objects where name like $1', [
        `%${dropped.projectId}%`,
      ])
    ).rows
  const age = (days: number) =>
    cloud.database.exec(`alter table public.projects disable trigger stamp_project;
      update public.projects set deleted_at = now() - interval '${days} days' where id = '${dropped.projectId}';
      alter table public.projects enable trigger stamp_project`)
  await trashProject(first.account, dropped.projectId)
  await age(29)
  expect(await emptyCloudTrash(first.account)).toBe(0)
  expect(await objects()).toHaveLength(4)
  await age(31)
  expect(await emptyCloudTrash(first.account)).toBe(4)
  expect(await objects()).toEqual([])
  expect((await readProjects(first.account.client)).map(({ row }) => row.id)).toEqual([kept.projectId])
  // What is here stays, and is no longer under sync.
  expect(await first.sync(drop)).toEqual({ kind: 'gone' })
  expect(await readFile(join(drop, 'photos/ring.jpg'), 'utf8')).toBe('dropped')
})

const disk = mountSmallDisk(700)
afterAll(() => disk?.unmount())
test.skipIf(!disk)(
  'a disk that fills while fetching: it says so, nothing is half in place, and it goes on afterwards',
  async () => {
    const first = await desk('full')
    const folder = await projectOnDisk(first.library, 'ring-1a2b3c', { 'photos/a.jpg': noise(100_000, 1) })
    const { projectId } = await putUnderSync(first.account, folder)
    await first.sync(folder)
    const library = disk?.path ?? ''
    const second = await lap('full', library)
    const there = await downloadProject(second.account, projectId, library, second.options)
    await put(folder, 'photos/a.jpg', noise(250_000, 2))
    await put(folder, 'photos/b.jpg', noise(200_000, 3))
    await first.sync(folder)
    await put(library, 'ballast', new Uint8Array(400_000))
    const before = await readFile(join(there, 'photos/a.jpg'))
    await expect(second.sync(there)).rejects.toMatchObject({ code: 'disk_full' })
    expect(await readFile(join(there, 'photos/a.jpg'))).toEqual(before)
    expect(await readdir(join(there, 'photos'))).toEqual(['a.jpg'])
    await rm(join(library, 'ballast'))
    // Both contents and the old one fit; a second copy of them would not.
    expect(await second.sync(there)).toMatchObject({ did: 'fetched' })
    expect(existsSync(join(there, 'photos/b.jpg'))).toBe(true)
    await checkAgreement(second)
  },
)
