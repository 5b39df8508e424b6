import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { CloudAccount } from '../../src-main/cloud/sync/cloud-account.ts'
import { readFacts } from '../../src-main/cloud/sync/read-facts.ts'
import { readProjectStatus } from '../../src-main/cloud/sync/read-project-status.ts'
import { reportProgress } from '../../src-main/cloud/sync/report-progress.ts'
import { readSyncState, writeSyncState } from '../../src-main/cloud/sync/sync-folder.ts'
import { sourceOf } from '../../src-main/cloud/sync/sync-job.ts'
import { putUnderSync } from '../../src-main/cloud/sync/under-sync.ts'
import { findProjectStatus } from '../../src-main/host/find-project-status.ts'
import { openLibrary } from '../../src-main/host/library-shelf.ts'
import { projectStatusOf } from '../../src-main/host/project-status-of.ts'
import { CHILD_TABLES, type ChildRow } from '../../src-shared/cloud/cloud-rows.ts'
import { desiredRows } from '../../src-shared/cloud/desired-rows.ts'
import type { SyncState } from '../../src-shared/cloud/sync-state.ts'
import { type Machine, machine } from '../support/cloud/machine.ts'
import { onePhotoProject, refineTo } from '../support/cloud/one-photo-project.ts'
import { rawRequest, startTestStudio } from '../support/studio/test-studio.ts'
import { type SupabaseStandIn, startSupabaseStandIn } from '../support/supabase/stand-in.ts'

let cloud: SupabaseStandIn
let root: string
let desk: Machine
let folder: string
let state: SyncState

beforeAll(async () => {
  cloud = await startSupabaseStandIn()
  root = await mkdtemp(join(tmpdir(), 'glimpse3d-rows-'))
  desk = await machine(cloud, 'maker@example.com', join(root, 'desk'), 1)
  folder = await onePhotoProject(desk.library)
  state = await putUnderSync(desk.account, folder)
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await cloud.stop()
  await rm(root, { recursive: true, force: true })
})

/** The rows that the folder's files ask for, and those that the tables hold of the wanted columns. */
async function wantedAndThere() {
  const { base } = (await readSyncState(folder)) ?? {}
  const source = sourceOf(
    { ...state, kind: 'studio' },
    await readFacts(folder, 'studio'),
    base?.manifest ?? { files: [] },
  )
  const wanted = await desiredRows(source)
  const there: Record<string, ChildRow[]> = {}
  for (const table of CHILD_TABLES) {
    const { data, error } = await desk.account.client.from(table).select()
    expect(error).toBeNull()
    const columns = new Set(wanted[table].flatMap((row) => Object.keys(row)))
    there[table] = (data ?? []).map((row) =>
      Object.fromEntries(Object.entries(row).filter(([name]) => columns.has(name))),
    ) as ChildRow[]
  }
  const sorted = (rows: readonly ChildRow[]) => [...rows].sort((a, b) => (a.id < b.id ? -1 : 1))
  const all = (rows: Readonly<Record<string, readonly ChildRow[]>>) =>
    Object.fromEntries(CHILD_TABLES.map((table) => [table, sorted(rows[table])]))
  return { wanted: all(wanted), there: all(there) }
}

const written = () => cloud.log.matching(/^(POST|PATCH|PUT|DELETE) \/rest\/v1\/(?!rpc\/)/)

test('the tables take every row of a refined project of one photo, and give it back as it was written', async () => {
  expect(await desk.sync(folder)).toMatchObject({ kind: 'in-step', did: 'sent' })
  const { wanted, there } = await wantedAndThere()
  const counts = Object.entries(wanted).map(([table, rows]) => [table, rows.length])
  // Two iterations of three views; five figures of each state and view, but no LPIPS before the first.
  expect(Object.fromEntries(counts)).toEqual({
    multiview_generation: 16,
    depth_maps: 16,
    gaussian_splat_models: 3,
    enhancement_iterations: 3,
    export_history: 6,
    enhanced_views: 6,
    refinement_metrics: 4 * 4 + 2 * 4 * 5,
  })
  expect(there).toEqual(wanted)
})

test('nothing is written a second time, not even by a machine that does not know that it was', async () => {
  cloud.log.clear()
  expect(await desk.sync(folder)).toMatchObject({ kind: 'in-step', did: 'nothing' })
  const known = await readSyncState(folder)
  await writeSyncState(folder, { ...(known ?? state), settled: false })
  expect(await desk.sync(folder)).toMatchObject({ kind: 'in-step', did: 'nothing' })
  expect(cloud.log.matching(/GET \/rest\/v1\/refinement_metrics/)).not.toEqual([])
  expect(written()).toEqual([])
})

test('another refinement: the rows follow it, the version that was asked for is the final one', async () => {
  const work = join(folder, 'work')
  for (const name of ['enhanced', 'models']) await rm(join(work, name), { recursive: true })
  await refineTo(work, 1, 1)
  const manifest = JSON.parse(await readFile(join(work, 'project.json'), 'utf8'))
  manifest.options.refine = { version: 0 }
  await writeFile(join(work, 'project.json'), JSON.stringify(manifest))
  expect(await desk.sync(folder)).toMatchObject({ did: 'sent' })
  const { wanted, there } = await wantedAndThere()
  expect(there).toEqual(wanted)
  expect(wanted.enhancement_iterations).toHaveLength(2)
  const final = there.gaussian_splat_models.map(({ version, is_final }) => [version, is_final]).sort()
  expect(final).toEqual([
    [0, true],
    [1, false],
  ])
})

test('the status told here is the one that the cloud tells, and the server tells both', async () => {
  const { projectId } = state
  const told = await projectStatusOf(folder, 'studio')
  expect(told).toMatchObject({
    project_id: projectId,
    status: 'completed',
    progress: 100,
    project: { original_image_url: `project-uploads/${state.ownerId}/${projectId}/original.jpg` },
    pipeline_progress: {
      multiview_images: { completed: 16, total: 16 },
      depth_maps: { completed: 16, total: 16 },
      model_versions: 2,
      refinement_iterations: 2,
    },
    models: [{ version: 0, num_splats: 30, is_final: true }, { version: 1 }],
    iterations: [
      { iteration_number: 0, converged: false },
      { iteration_number: 1, converged: true },
    ],
  })
  expect(told.project.processed_image_url).not.toBeNull()
  expect(told.project.final_model_url).toMatch(/\.glb$/)
  expect(await readProjectStatus(desk.account, projectId)).toEqual(told)

  const { data } = await desk.account.client.auth.getSession()
  vi.stubEnv('GLIMPSE3D_SUPABASE_URL', cloud.url)
  vi.stubEnv('GLIMPSE3D_SUPABASE_ANON_KEY', cloud.anonKey)
  vi.stubEnv('GLIMPSE3D_CLOUD_TOKEN', data.session?.access_token ?? '')
  vi.stubEnv('GLIMPSE3D_HOME', join(root, 'home'))
  const here = await startTestStudio({ library: desk.library })
  const ask = async (studio: typeof here, id: string) => {
    const { status, body } = await rawRequest(studio.server.port, `/api/v1/status/${id}`, studio.headers)
    return [status, JSON.parse(body.toString())]
  }
  expect(await ask(here, basename(folder))).toEqual([200, told])
  expect(await ask(here, projectId)).toEqual([200, told])
  await here.server.close()

  // Another machine, whose library is empty.
  const there = await startTestStudio({ library: join(root, 'lap') })
  await vi.waitFor(async () => expect(await ask(there, projectId)).toEqual([200, told]), 20_000)
  const reporter = reportProgress(desk.account, projectId, desk.options.device, 1)
  reporter.report({ status: 'refining', current_step: 'refine', step_progress: 0.35, error_message: null })
  await reporter.close()
  expect(await ask(there, projectId)).toMatchObject([200, { status: 'refining', current_step: 'refine', progress: 78 }])
  const stranger = projectId.replace(/^./, (digit) => (digit === 'f' ? '0' : 'f'))
  expect(await ask(there, stranger)).toMatchObject([404, { code: 'project_not_found' }])
  await there.server.close()
})

test('who asks for what only the cloud has hears soon that nobody is signed in, or that the cloud is silent', async () => {
  const lap = await openLibrary(join(root, 'silent'))
  const ask = (account: CloudAccount | null, patienceMs?: number) =>
    findProjectStatus(lap, account, state.projectId, patienceMs)
  await expect(ask(null)).rejects.toMatchObject({ code: 'project_not_found', hint: expect.stringMatching(/sign in/) })
  cloud.faults.plan({ on: /project_status/, fault: { kind: 'expired-token' }, times: Number.POSITIVE_INFINITY })
  await expect(ask(desk.account)).rejects.toMatchObject({ code: 'project_not_found' })
  cloud.faults.clear()
  cloud.faults.plan({ on: /project_status/, fault: { kind: 'silence' }, times: Number.POSITIVE_INFINITY })
  await expect(ask(desk.account, 300)).rejects.toMatchObject({ code: 'connection_lost' })
  cloud.faults.clear()
  lap.close()
})

test('a run that has made nothing new is told to have ended; what another machine reports stays', async () => {
  const status = async () => (await desk.account.client.from('projects').select('status, step_progress')).data
  const report = async (device: typeof desk.options.device) => {
    const reporter = reportProgress(desk.account, state.projectId, device, 1)
    reporter.report({ status: 'refining', current_step: 'export', step_progress: 1, error_message: null })
    await reporter.close()
    expect(await desk.sync(folder)).toMatchObject({ did: 'nothing' })
    return status()
  }
  expect(await report(desk.options.device)).toEqual([{ status: 'completed', step_progress: null }])
  expect(await report({ ...desk.options.device, id: state.ownerId })).toEqual([
    { status: 'refining', step_progress: 1 },
  ])
})

test('a report that the cloud takes too late is given up: a run that has ended does not seem to go on', async () => {
  const row = async () => (await desk.account.client.from('projects').select('status, current_step')).data
  expect(await desk.sync(folder)).toMatchObject({ kind: 'in-step' })
  const before = await row()
  cloud.faults.plan({ on: /^PATCH /, fault: { kind: 'silence' }, times: 2 })
  const reporter = reportProgress(desk.account, state.projectId, desk.options.device, 1)
  reporter.report({ status: 'refining', current_step: 'export', step_progress: 1, error_message: null })
  await reporter.close()
  cloud.faults.clear()
  expect(await row()).toEqual(before)
})
