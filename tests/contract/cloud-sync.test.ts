import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { cloudStatus } from '../../src-main/cloud/sync/cloud-status.ts'
import { restoreProject, trashProject } from '../../src-main/cloud/sync/cloud-trash.ts'
import { downloadProject } from '../../src-main/cloud/sync/download-project.ts'
import { reportProgress } from '../../src-main/cloud/sync/report-progress.ts'
import { putUnderSync, takeOutOfSync } from '../../src-main/cloud/sync/under-sync.ts'
import { type ProjectChange, watchProjects } from '../../src-main/cloud/sync/watch-projects.ts'
import { checkAgreement } from '../support/cloud/check-agreement.ts'
import { type Machine, machine } from '../support/cloud/machine.ts'
import { projectOnDisk, put } from '../support/cloud/project-on-disk.ts'
import { type SupabaseStandIn, startSupabaseStandIn } from '../support/supabase/stand-in.ts'

let cloud: SupabaseStandIn
let root: string
beforeAll(async () => {
  cloud = await startSupabaseStandIn()
  root = await mkdtemp(join(tmpdir(), 'glimpse3d-sync-'))
})
afterAll(async () => {
  await cloud.stop()
  await rm(root, { recursive: true, force: true })
})

/** Two machines of one person; the first has a project under sync, which is in the cloud. */
async function twoMachines(name: string) {
  // One after the other: a second code makes the first one void.
  const desk = await machine(cloud, `${name}@example.com`, join(root, `${name}-1`), 1)
  const lap = await machine(cloud, `${name}@example.com`, join(root, `${name}-2`), 2)
  const folder = await projectOnDisk(desk.library, 'ring-1a2b3c', {
    'photos/ring.jpg': `photo of ${name}`,
    'exports/glb/ring-1a2b3c.glb': `model of ${name}`,
    'edits.json': '{}',
  })
  await putUnderSync(desk.account, folder)
  expect(await desk.sync(folder)).toMatchObject({ kind: 'in-step', did: 'sent' })
  const projectId = (await statusOf(desk))[0].projectId
  return { desk, lap, folder, projectId }
}

async function statusOf({ account, library }: Machine) {
  return cloudStatus(account, (await account.client.auth.getUser()).data.user?.id ?? '', library)
}

test('nothing is sent of what the user has not put under sync, or has taken out', async () => {
  const desk = await machine(cloud, 'quiet@example.com', join(root, 'quiet'), 1)
  const folder = await projectOnDisk(desk.library, 'ring-1a2b3c', { 'photos/ring.jpg': 'private' })
  cloud.log.clear()
  expect(await desk.sync(folder)).toEqual({ kind: 'not-under-sync' })
  await putUnderSync(desk.account, folder)
  await takeOutOfSync(folder)
  expect(await desk.sync(folder)).toEqual({ kind: 'not-under-sync' })
  expect(cloud.log.requests).toEqual([])
})

test('a project goes from one machine to another and comes back changed; a copy under another name keeps its export', async () => {
  const { desk, lap, folder, projectId } = await twoMachines('both')
  cloud.log.clear()
  expect(await desk.sync(folder)).toMatchObject({ kind: 'in-step', did: 'nothing' })
  expect(cloud.log.bytes().received).toBe(0)
  expect(cloud.log.requests).toHaveLength(1)
  expect(await statusOf(lap)).toMatchObject([{ state: 'only-in-cloud', name: 'Ring', folder: null }])
  await projectOnDisk(lap.library, 'ring-1a2b3c', { 'photos/other.jpg': 'another project of that name' })
  const there = await downloadProject(lap.account, projectId, lap.library, lap.options)
  expect(there).toBe(join(lap.library, `ring-1a2b3c-${projectId.slice(0, 8)}`))
  expect(await readFile(join(there, `exports/glb/ring-1a2b3c-${projectId.slice(0, 8)}.glb`), 'utf8')).toBe(
    'model of both',
  )
  await lap.sync(there)
  await put(there, 'edits.json', '{"by":"lap"}')
  await rm(join(there, 'photos/ring.jpg'))
  expect(await lap.sync(there)).toMatchObject({ did: 'sent' })
  expect(await statusOf(desk)).toMatchObject([{ state: 'to-fetch' }])
  expect(await desk.sync(folder)).toMatchObject({ did: 'fetched' })
  expect(await readFile(join(folder, 'edits.json'), 'utf8')).toBe('{"by":"lap"}')
  expect(existsSync(join(folder, 'photos/ring.jpg'))).toBe(false)
  await checkAgreement(desk)
})

test('changed on two machines: both versions are kept, and it says so', async () => {
  const { desk, lap, folder, projectId } = await twoMachines('conflict')
  const there = await downloadProject(lap.account, projectId, lap.library, lap.options)
  await put(folder, 'edits.json', '{"by":"desk"}')
  await put(there, 'edits.json', '{"by":"lap"}')
  await desk.sync(folder)
  const outcome = await lap.sync(there)
  expect(outcome).toMatchObject({ kind: 'both-kept', name: 'Ring (from machine 1)' })
  const copy = outcome.kind === 'both-kept' ? outcome.folder : ''
  expect(await readFile(join(copy, 'edits.json'), 'utf8')).toBe('{"by":"desk"}')
  expect(JSON.parse(await readFile(join(copy, 'studio.json'), 'utf8')).name).toBe('Ring (from machine 1)')
  expect(await readFile(join(there, 'edits.json'), 'utf8')).toBe('{"by":"lap"}')
  await lap.sync(copy)
  await checkAgreement(lap)
})

test('deleted on one machine, it lies in the trash of the other, and comes back from the cloud', async () => {
  const { desk, folder, projectId } = await twoMachines('trash')
  await trashProject(desk.account, projectId)
  expect(await statusOf(desk)).toMatchObject([{ state: 'in-trash' }])
  const outcome = await desk.sync(folder)
  expect(outcome).toMatchObject({ kind: 'trashed' })
  expect(existsSync(folder)).toBe(false)
  await restoreProject(desk.account, projectId)
  const back = await downloadProject(desk.account, projectId, desk.library, desk.options)
  expect(await readFile(join(back, 'photos/ring.jpg'), 'utf8')).toBe('photo of trash')
  // Changed meanwhile, it is not deleted but goes back into the cloud.
  await put(back, 'edits.json', '{"changed":true}')
  await trashProject(desk.account, projectId)
  expect(await desk.sync(back)).toMatchObject({ kind: 'in-step', did: 'sent' })
  expect((await desk.account.client.from('projects').select('deleted_at')).data).toEqual([{ deleted_at: null }])
})

test("another machine's progress is heard live and makes no new version", async () => {
  const { desk, lap, folder, projectId } = await twoMachines('live')
  const heard: ProjectChange[] = []
  const end = watchProjects(lap.account.client, (change) => heard.push(change))
  await vi.waitFor(() => expect(heard).toContainEqual({ kind: 'reconnected' }), 20_000)
  const reporter = reportProgress(desk.account, projectId, desk.options.device, 1)
  reporter.report({ status: 'reconstructing', current_step: 'training', step_progress: 0.5, error_message: null })
  await reporter.close()
  const row = { id: projectId, status: 'reconstructing', current_step: 'training', step_progress: 0.5 }
  await vi.waitFor(
    () =>
      expect(heard).toContainEqual(
        expect.objectContaining({ project: expect.objectContaining({ row: expect.objectContaining(row) }) }),
      ),
    20_000,
  )
  await end()
  expect(await desk.sync(folder)).toMatchObject({ did: 'nothing' })
})

test('a project that a newer program has written is listed with the others; who fetches or syncs it is told why not', async () => {
  const { desk, lap, folder, projectId } = await twoMachines('newer')
  const newer = { manifest: { format: 2, files: 'of another kind' } }
  expect((await lap.account.client.from('projects').update(newer).eq('id', projectId)).error).toBeNull()
  expect(await statusOf(desk)).toMatchObject([{ state: 'to-fetch' }])
  expect(await statusOf(lap)).toMatchObject([{ state: 'only-in-cloud', name: 'Ring', bytes: 0 }])
  const why = { code: 'project_newer', hint: expect.stringContaining('Update') }
  await expect(desk.sync(folder)).rejects.toMatchObject(why)
  await expect(downloadProject(lap.account, projectId, lap.library, lap.options)).rejects.toMatchObject(why)
})
