import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { projectPaths, type StoredProject } from '../../src-main/host/stored-project.ts'
import type { EditOperation } from '../../src-shared/edits.ts'
import { encodeIndexSet } from '../../src-shared/index-set.ts'
import { type CloudHost, openHost } from '../support/cloud/open-host.ts'
import { finishStages } from '../support/finished-stages.ts'
import { type SupabaseStandIn, startSupabaseStandIn } from '../support/supabase/stand-in.ts'
import { randomSplats } from '../support/test-models.ts'
import { temporaryFolder } from '../support/test-photos.ts'

const COUNT = 40
const deletion = (...splats: number[]): EditOperation => ({
  type: 'delete',
  splats: encodeIndexSet(splats, COUNT),
  label: 'selected',
})
let standIn: SupabaseStandIn
/** Two machines of one person. */
let one: CloudHost
let two: CloudHost

beforeAll(async () => {
  const home = temporaryFolder()
  vi.stubEnv('GLIMPSE3D_HOME', home)
  await mkdir(home, { recursive: true })
  const device = { id: '11111111-1111-4111-8111-111111111111', name: 'workshop' }
  await writeFile(join(home, 'device.json'), JSON.stringify(device))
  standIn = await startSupabaseStandIn()
  one = await openHost(standIn, temporaryFolder(), 'ada@example.org')
  two = await openHost(standIn, temporaryFolder(), 'ada@example.org')
})
afterEach(() => standIn.faults.clear())
afterAll(async () => {
  await one?.close()
  await two?.close()
  vi.unstubAllEnvs()
  await standIn?.stop()
})

async function trained({ library }: CloudHost, name: string): Promise<StoredProject> {
  const project = await library.create(name)
  await finishStages(projectPaths(project.folder).work, { cloud: randomSplats(COUNT, 1) })
  Object.assign(project.run, { state: 'completed', preview: { revision: 3, step: 1, splats: COUNT } })
  await project.saveRun()
  return project
}

/** A project of the first host that the second one has too. */
async function shared(name: string) {
  const { id } = await trained(one, name)
  await one.cloud.calls.keepInCloud({ projectId: id, keep: true })
  const { id: cloudId } = await one.until(name, { state: 'in-step' })
  await two.until(name, { state: 'only-in-cloud' })
  await two.cloud.calls.syncEntry({ id: cloudId })
  await two.until(name, { state: 'in-step', projectId: id })
  return { id, cloudId }
}

async function edit({ edits }: CloudHost, projectId: string, ...splats: number[]) {
  const { cloud, cursor } = await edits.calls.getEdits({ projectId })
  return edits.calls.pushEdit({ projectId, cloud, at: cursor, operation: deletion(...splats) })
}

test('an edit on one machine shows in the open studio of another, which is told all it may show otherwise', async () => {
  const { id, cloudId } = await shared('Ball')
  // Undone and done again, this machine has counted further than the other will have.
  await edit(two, id, 1)
  const { cloud } = await two.edits.calls.getEdits({ projectId: id })
  for (const cursor of [0, 1, 0, 1]) await two.edits.calls.moveEdits({ projectId: id, cloud, cursor })
  await two.cloud.calls.syncEntry({ id: cloudId })
  await one.until('Ball', { state: 'in-step', note: expect.stringContaining('another machine') })
  const seen = (await two.edits.calls.getEdits({ projectId: id })).revision
  const before = two.library.get(id)

  // The first machine begins the edits anew.
  await writeFile(
    join(one.library.get(id).folder, 'edits.json'),
    JSON.stringify({ cloud, operations: [deletion(7, 8)], cursor: 1, revision: 1 }),
  )
  two.events.length = 0
  await one.cloud.calls.syncEntry({ id: cloudId })
  await two.until('Ball', { state: 'in-step', note: expect.stringContaining('another machine') })

  const told = two.events.filter((event) => 'projectId' in event && event.projectId === id)
  expect(told.map(({ type }) => type)).toEqual(['summary', 'project', 'edits'])
  expect(told[1]).toMatchObject({ project: { preview: { revision: 4 } } })
  expect((told[2] as { revision: number }).revision).toBeGreaterThan(seen)
  expect(await two.edits.calls.getEdits({ projectId: id })).toMatchObject({ operations: [deletion(7, 8)], revision: 1 })

  // What still holds the version before cannot write over it.
  const folder = before.folder
  const files = await Promise.all(['studio.json', 'edits.json'].map((name) => readFile(join(folder, name), 'utf8')))
  before.record.name = 'an old name'
  const replaced = { code: 'project_busy', hint: expect.stringContaining('again') }
  await expect(before.saveRecord()).rejects.toMatchObject(replaced)
  await expect(before.saveFile('edits.json', '{}')).rejects.toMatchObject(replaced)
  expect(() => before.check()).toThrow('replaced')
  expect(await Promise.all(['studio.json', 'edits.json'].map((name) => readFile(join(folder, name), 'utf8')))).toEqual(
    files,
  )
  await edit(two, id, 9)
  expect((await two.edits.calls.getEdits({ projectId: id })).operations).toHaveLength(2)
})

test('a run that begins while a version is fetched keeps its project; the version comes when it has ended', async () => {
  const { id, cloudId } = await shared('Cup')
  await edit(one, id, 3)
  const before = two.library.get(id)
  standIn.faults.plan({ fault: { kind: 'status', status: 503, retryAfterSeconds: 1 }, on: /GET \/storage/ })
  await one.cloud.calls.syncEntry({ id: cloudId })
  await expect.poll(() => standIn.faults.pending, { timeout: 30_000 }).toBe(0)
  two.queue.push(id)
  await two.until('Cup', { state: 'pending', note: expect.stringContaining('run') })
  expect(two.library.get(id)).toBe(before)
  await expect(before.saveRun()).resolves.toBeUndefined()
  two.queue.length = 0
  await two.cloud.calls.syncEntry({ id: cloudId })
  await two.until('Cup', { state: 'in-step' })
  expect((await two.edits.calls.getEdits({ projectId: id })).operations).toHaveLength(1)
})

test('a project that was changed on two machines is both versions on each of them, and says so', async () => {
  const { id, cloudId } = await shared('Dish')
  // The second machine sends nothing while a run has the project; then it finds that the first was before it.
  two.queue.push(id)
  await edit(two, id, 1)
  await edit(one, id, 2)
  await one.cloud.calls.syncEntry({ id: cloudId })
  await two.until('Dish', { state: 'pending', note: expect.stringContaining('run') })
  two.queue.length = 0
  await two.cloud.calls.syncEntry({ id: cloudId })
  const copy = { name: 'Dish (from workshop)' }
  const kept = await two.until('Dish', { state: 'in-step', bothKept: expect.objectContaining(copy) })
  await one.until('Dish', { state: 'in-step', bothKept: { ...copy, projectId: null } })
  expect((await one.edits.calls.getEdits({ projectId: id })).operations).toEqual([deletion(1)])
  const other = await two.edits.calls.getEdits({ projectId: kept.bothKept?.projectId ?? '' })
  expect(other.operations).toEqual([deletion(2)])
  const { id: copyId } = await one.until(copy.name, { state: 'only-in-cloud' })
  await one.cloud.calls.syncEntry({ id: copyId })
  await one.until('Dish', { bothKept: { ...copy, projectId: kept.bothKept?.projectId ?? '' } })
})

test('a sync does not seem to wait again when it has ended', async () => {
  const { id } = await trained(one, 'Bowl')
  await one.cloud.calls.keepInCloud({ projectId: id, keep: true })
  await one.until('Bowl', { state: 'in-step' })
  const told = one.events.flatMap((event) => (event.type === 'cloud' ? event.cloud.projects : []))
  const states = told.filter(({ name }) => name === 'Bowl').map(({ state }) => state)
  const began = states.indexOf('syncing')
  expect(began).toBeGreaterThanOrEqual(0)
  expect(new Set(states.slice(began))).toEqual(new Set(['syncing', 'in-step']))
})

test('how far a run is stands in the cloud and is seen live on another machine, not on the one that runs it', async () => {
  const { id, cloudId } = await shared('Vase')
  const stage = (fraction: number) =>
    one.cloud.onEvent({
      type: 'stage',
      projectId: id,
      status: { stage: 'training', state: 'running', fraction, detail: '', seconds: null, secondsLeft: null },
    })
  one.queue.push(id)
  one.cloud.onEvent({ type: 'queue', queue: [id] })
  const at = (share: number) => ({ status: 'reconstructing', step: 'training', share, device: 'workshop' }) as const
  stage(0.25)
  await two.until('Vase', { progress: at(0.25) })
  await one.until('Vase', { progress: null })
  const rows = () =>
    standIn.database.query('select status, current_step, step_progress from public.projects where id = $1', [cloudId])
  expect((await rows()).rows).toEqual([{ status: 'reconstructing', current_step: 'training', step_progress: 0.25 }])
  stage(0.75)
  await two.until('Vase', { progress: at(0.75) })
  one.queue.length = 0
  one.cloud.onEvent({ type: 'queue', queue: [] })
})

test('a project goes to the trash with what the cloud has not, and comes back from there', async () => {
  const { id, cloudId } = await shared('Pot')
  await edit(one, id, 5)
  await one.cloud.calls.trashEntry({ id: cloudId })
  const trashed = await one.until('Pot', { state: 'in-trash', projectId: null })
  expect(Date.parse(trashed.keptUntil ?? '') - Date.now()).toBeGreaterThan(29 * 24 * 3600 * 1000)
  expect(one.events).toContainEqual({ type: 'removed', projectId: id })
  expect(() => one.library.get(id)).toThrow(id)
  const [kept] = await readdir(join(one.library.folder, '.trash'))
  const operations = JSON.parse(await readFile(join(one.library.folder, '.trash', kept, 'edits.json'), 'utf8'))
  expect(operations).toMatchObject({ operations: [deletion(5)] })
  await two.until('Pot', { state: 'in-trash', projectId: null })

  await two.cloud.calls.restoreEntry({ id: cloudId })
  await one.until('Pot', { state: 'only-in-cloud', keptUntil: null })
  await one.cloud.calls.syncEntry({ id: cloudId })
  await one.until('Pot', { state: 'in-step', projectId: id })
  expect(one.library.get(id).record.name).toBe('Pot')
})

test('what is moved for a person and cannot be is said, with nothing moved', async () => {
  const { id } = await trained(one, 'Jug')
  await one.cloud.calls.keepInCloud({ projectId: id, keep: true })
  const entry = await one.until('Jug', { state: 'in-step' })
  standIn.faults.plan({ fault: { kind: 'cut-request', afterBytes: 0 }, times: Number.POSITIVE_INFINITY })
  await expect(one.cloud.calls.trashEntry({ id: entry.id })).rejects.toMatchObject({
    code: 'connection_lost',
    hint: expect.stringContaining('Nothing has been moved'),
  })
  expect(one.library.get(id).record.name).toBe('Jug')
})
