import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { SupabaseClient } from '@supabase/supabase-js'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { checkCloud } from '../../src-main/cli/doctor/check-cloud.ts'
import type { Check } from '../../src-main/cli/doctor/checks.ts'
import { CHILD_TABLES } from '../../src-shared/cloud/cloud-rows.ts'
import { runCli } from '../support/run-cli.ts'
import { signedInClient } from '../support/supabase/signed-in-client.ts'
import { type SupabaseStandIn, startSupabaseStandIn } from '../support/supabase/stand-in.ts'
import { temporaryFolder } from '../support/test-photos.ts'

const PATIENT = { timeout: 60_000 }
const library = temporaryFolder()
let cloud: SupabaseStandIn
let ada: SupabaseClient

beforeAll(async () => {
  cloud = await startSupabaseStandIn()
  ada = await signedInClient(cloud, 'ada@example.org')
  // Somebody else, who has something in every table and in a bucket.
  const bob = await signedInClient(cloud, 'bob@example.org')
  const { data } = await bob.from('projects').insert({ name: 'vase' }).select('id, owner_id').single()
  const { id: project_id, owner_id } = data as { id: string; owner_id: string }
  await bob.from('export_history').insert({ project_id, format: 'glb', file_url: 'x' })
  await bob.from('enhancement_iterations').insert({ project_id, iteration_number: 0 })
  await bob.storage
    .from('depth-maps')
    .upload(`${owner_id}/${project_id}/a.json`, '{}', { contentType: 'application/json' })
})
beforeEach(async () => {
  name(cloud.url, cloud.anonKey)
  vi.stubEnv('GLIMPSE3D_CLOUD_TOKEN', (await ada.auth.getSession()).data.session?.access_token)
})
afterEach(() => {
  cloud.faults.clear()
  vi.unstubAllEnvs()
})
afterAll(() => cloud.stop())

function name(url: string | undefined, key: string | undefined): void {
  vi.stubEnv('GLIMPSE3D_SUPABASE_URL', url)
  vi.stubEnv('GLIMPSE3D_SUPABASE_ANON_KEY', key)
}

/** Changes that are sent are heard at once; one that waits for those that are not need not wait for long. */
const doctor = (realtimeMs = 30_000) => checkCloud({ library, realtimeMs })
const bad = (checks: readonly Check[]) => checks.filter(({ state }) => state !== 'good')
const states = (checks: readonly Check[]) => Object.fromEntries(checks.map((check) => [check.name, check.state]))

/** Runs the doctor on a database that was spoilt, and mends it. The doctor may leave nothing in it. */
async function findings(spoil: string, mend: string, realtimeMs?: number): Promise<readonly Check[]> {
  const before = await contents()
  await cloud.database.exec(spoil)
  const checks = await doctor(realtimeMs).finally(() => cloud.database.exec(mend))
  expect(await contents()).toEqual(before)
  return bad(checks)
}

/** How much lies in each table and bucket. */
async function contents(): Promise<unknown[]> {
  const tables = ['public.projects', ...CHILD_TABLES.map((table) => `public.${table}`), 'storage.objects']
  const counts = tables.map((table) => `select '${table}' as place, count(*)::int from ${table}`)
  return (await cloud.database.query(counts.join(' union all '))).rows
}

const found = (name: string, value: RegExp, hint: RegExp, state = 'lacking') => ({
  name,
  state,
  value: expect.stringMatching(value),
  hint: expect.stringMatching(hint),
})

test('a cloud that is as it should be is found so, and nothing is left there', async () => {
  const before = await contents()
  const checks = await doctor()
  expect(bad(checks)).toEqual([])
  expect(checks.map((check) => check.name)).toEqual([
    ...[
      'cloud settings',
      'cloud connection',
      'clock',
      'cloud providers',
      'cloud redirect',
      'cloud tables',
      'cloud sign-in',
    ],
    ...['cloud buckets', 'cloud policies', 'cloud files', 'cloud realtime', 'beyond sight'],
  ])
  expect(checks[3].value).toBe('a code by email, github, google')
  expect(await contents()).toEqual(before)
})

test('settings that name no cloud, half of one, or a key that nobody may have, are told apart', async () => {
  name(undefined, undefined)
  expect(await doctor()).toEqual([found('cloud settings', /no cloud/, /GLIMPSE3D_SUPABASE_URL/, 'limited')])
  name(cloud.url, undefined)
  expect(await doctor()).toEqual([found('cloud settings', /ANON_KEY is not/, /Set both/)])
  name('supabase', 'a key')
  expect(await doctor()).toEqual([
    found('cloud settings', /no web address|not a web address/, /GLIMPSE3D_SUPABASE_URL/),
  ])
  name(cloud.url, cloud.serviceRoleKey)
  const [check] = await doctor()
  expect(check).toEqual(found('cloud settings', /service_role \(secret\) key/, /API keys/))
  expect(JSON.stringify(check)).not.toContain(cloud.serviceRoleKey)
})

test('nobody there, somebody else there, a wrong key and a server that is down are told apart', async () => {
  const other = createServer((_, response) => response.end('<html>a router</html>'))
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(other.address() as AddressInfo).port}`
  name(url, cloud.anonKey)
  expect(bad(await doctor())).toEqual([found('cloud connection', /no Supabase project is there/, /supabase status/)])
  other.closeAllConnections()
  await new Promise((resolve) => other.close(resolve))
  expect(bad(await doctor())).toEqual([found('cloud connection', /no answer/, /supabase start/)])
  name(cloud.url, 'sb_publishable_old')
  expect(bad(await doctor())).toEqual([found('cloud connection', /not know the key/, /API keys/)])
  name(cloud.url, cloud.publishableKey)
  cloud.faults.plan({ fault: { kind: 'status', status: 503 }, on: /settings/ })
  expect(bad(await doctor())).toEqual([found('cloud connection', /503/, /supabase start/)])
})

test('signed out it says what anybody can find out, and how to sign in', async () => {
  vi.stubEnv('GLIMPSE3D_CLOUD_TOKEN', undefined)
  Object.assign(cloud.provider, { codes: false, allowedRedirects: [] })
  const checks = await doctor().finally(() =>
    Object.assign(cloud.provider, { codes: true, allowedRedirects: ['http://127.0.0.1:*/sign-in/*'] }),
  )
  expect(bad(checks)).toEqual([
    found('cloud providers', /^github, google; no codes by email/, /config push/, 'limited'),
    found('cloud redirect', /sent to http:\/\/127\.0\.0\.1:3000/, /redirect URLs/, 'limited'),
    found('cloud sign-in', /Nobody is signed in/, /GLIMPSE3D_CLOUD_TOKEN/),
  ])
  expect(states(checks)).toMatchObject({ 'cloud connection': 'good', 'cloud tables': 'good' })
  vi.stubEnv('GLIMPSE3D_CLOUD_TOKEN', 'a.b.c')
  expect(bad(await doctor())).toEqual([found('cloud sign-in', /no access token/, /GLIMPSE3D_CLOUD_TOKEN/)])
})

test('buckets that are missing, open, or take other things than they should', async () => {
  const spoil = `
    select set_config('storage.allow_delete_query', 'true', false);
    create table kept as select * from storage.buckets;
    delete from storage.buckets where id = 'enhanced-views';
    update storage.buckets set public = true where id = '3d-models';
    update storage.buckets set file_size_limit = 1048576, allowed_mime_types = '{image/jpeg,application/json}' where id = 'project-uploads';`
  const mend = `insert into storage.buckets select * from kept on conflict (id) do update set public = excluded.public,
    file_size_limit = excluded.file_size_limit, allowed_mime_types = excluded.allowed_mime_types; drop table kept;`
  expect(await findings(spoil, mend)).toEqual([
    found(
      'cloud buckets',
      /^missing: enhanced-views; open to everybody: 3d-models; project-uploads takes only 1.* in place of 1.*; project-uploads refuses image\/png.*image\/heic/,
      /first statement of supabase\/migrations\/20261121100300_storage\.sql/,
    ),
    found('cloud files', /enhanced-views: the owner cannot store/, /storage\.objects/),
  ])
  const loose = await findings(
    `create table kept as select * from storage.buckets; update storage.buckets set file_size_limit = null, allowed_mime_types = null where id = 'depth-maps';`,
    mend,
  )
  expect(loose).toEqual([found('cloud buckets', /depth-maps has no limit.*any type/, /first statement/, 'limited')])
})

test('a table whose row-level security is off, or one of whose policies is opened, is named with what to run', async () => {
  const spoil = `
    alter table public.depth_maps disable row level security;
    create policy opened on public.export_history for select to authenticated using (true);
    create policy opened on public.enhanced_views for insert to authenticated with check (true);
    create policy opened on public.projects for delete to authenticated using (true);
    alter view public.refinement_progress set (security_invoker = false);`
  const mend = `
    alter table public.depth_maps enable row level security;
    drop policy opened on public.export_history; drop policy opened on public.enhanced_views;
    drop policy opened on public.projects;
    alter view public.refinement_progress set (security_invoker = true);`
  const [policies, ...more] = await findings(spoil, mend)
  expect(policies.value).toContain("depth_maps: rows can be given to another, rows can be written in another's name")
  expect(policies.value).toContain('export_history: rows of other accounts are read')
  expect(policies.value).toContain("enhanced_views: rows can be written in another's name")
  expect(policies.value).toContain('projects: they can be deleted without the trash')
  expect(policies.value).toContain('refinement_progress: it shows rows of other accounts')
  expect(policies.value).not.toContain('multiview_generation')
  expect(policies.hint).toContain('alter table public.depth_maps enable row level security')
  expect(policies.hint).toContain('alter view public.refinement_progress set (security_invoker = true)')
  expect(more).toEqual([])
})

test('tables that are open to whoever is not signed in, or closed to their owner', async () => {
  const spoil = `
    grant select on public.refinement_metrics to anon;
    create policy opened on public.refinement_metrics for select to anon using (true);
    create policy opened on storage.objects for select to anon using (true);`
  const mend = `drop policy opened on public.refinement_metrics; revoke all on public.refinement_metrics from anon;
    drop policy opened on storage.objects;`
  expect(await findings(spoil, mend)).toEqual([
    found(
      'cloud tables',
      /open to whoever is not signed in: refinement_metrics/,
      /revoke all on public\.refinement_metrics/,
    ),
    found('cloud policies', /^refinement_metrics: whoever is not signed in reads it$/, /enable row level security/),
    found('cloud files', /project-uploads: whoever is not signed in reads it/, /storage\.objects/),
  ])
  const closed = `revoke insert on public.projects from authenticated; revoke select on public.depth_maps from authenticated;`
  expect(
    await findings(
      closed,
      'grant insert on public.projects to authenticated; grant select on public.depth_maps to authenticated;',
    ),
  ).toEqual([found('cloud tables', /cannot be used: depth_maps \(permission denied/, /grant/)])
  expect(
    await findings(
      'revoke insert on public.projects from authenticated',
      'grant insert on public.projects to authenticated',
    ),
  ).toEqual([found('cloud policies', /projects: the owner cannot write/, /row level security/)])
})

test('files: policies of the store that are opened', async () => {
  const spoil = `create policy opened on storage.objects for all to authenticated using (true) with check (true);`
  const [files, ...more] = await findings(spoil, 'drop policy opened on storage.objects;')
  expect(files).toEqual(
    found('cloud files', /depth-maps: .*another's folder.*no project is.*other accounts are seen/, /storage\.objects/),
  )
  expect(more).toEqual([])
})

test('what the last two migrations make is missed, and how to make it is said', async () => {
  const spoil = `
    alter function public.purge_deleted_projects() rename to purge_later;
    alter publication supabase_realtime drop table public.projects, public.gaussian_splat_models, public.enhancement_iterations;`
  const mend = `
    alter function public.purge_later() rename to purge_deleted_projects;
    alter publication supabase_realtime add table public.projects, public.gaussian_splat_models, public.enhancement_iterations;`
  expect(await findings(spoil, mend, 200)).toEqual([
    found('cloud tables', /^missing: purge_deleted_projects$/, /npx supabase db push/),
    found(
      'cloud realtime',
      /^changes are not heard of projects, gaussian_splat_models, enhancement_iterations$/,
      /npx supabase db push.*add table public\.projects/,
      'limited',
    ),
  ])
})

test('the command line prints every finding with what to run; killed half-way, what it has made goes with the next run', async () => {
  const before = await contents()
  cloud.log.clear()
  cloud.faults.plan({ fault: { kind: 'silence' }, on: /^POST \/storage\/v1\/object\/3d-models/, times: 9 })
  const killed = runCli(['doctor', '--cloud', '--library', library], {
    onStart: async (child) => {
      await vi.waitFor(
        () => expect(cloud.log.matching(/^POST \/storage\/v1\/object\/3d-models/)).not.toEqual([]),
        PATIENT,
      )
      child.kill('SIGKILL')
    },
  })
  expect((await killed).code).toBeNull()
  expect(await contents()).not.toEqual(before)
  expect(
    (await cloud.database.query('select from public.projects where name = $1 and deleted_at is null', ['doctor'])).rows,
  ).toEqual([])
  cloud.faults.clear()
  await cloud.database.exec('revoke select on public.depth_maps from authenticated')
  const { code, stdout } = await runCli(['doctor', '--cloud', '--library', library])
  await cloud.database.exec('grant select on public.depth_maps to authenticated')
  expect([code, stdout]).toEqual([
    1,
    expect.stringMatching(/LACKING {2}cloud tables +cannot be used: depth_maps.*\n +Run .*grant/),
  ])
  expect(bad(await doctor())).toEqual([])
  expect(await contents()).toEqual(before)
})

test('stopped by a signal, or refused on the way, it removes what it has made', async () => {
  const before = await contents()
  const stop = new AbortController()
  cloud.faults.plan({ fault: { kind: 'status', status: 403 }, on: /^POST \/rest\/v1\/export_history/ })
  const [policies, ...more] = bad(await doctor())
  expect([policies.value, more]).toEqual([expect.stringMatching(/^export_history: the owner cannot write$/), []])
  expect(await contents()).toEqual(before)
  const stopped = checkCloud({ library, signal: stop.signal })
  await vi.waitFor(async () => expect(await contents()).not.toEqual(before), { timeout: 30_000, interval: 5 })
  stop.abort()
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
  expect(await contents()).toEqual(before)
})

test('a cloud whose migrations have not run at all is told so', async () => {
  await cloud.database.exec(`drop schema public cascade; create schema public; grant usage on schema public to anon, authenticated;
    select set_config('storage.allow_delete_query', 'true', false); delete from storage.objects; delete from storage.buckets;`)
  expect(bad(await doctor())).toEqual([
    found('cloud tables', /^none is there: the migrations have not run$/, /npx supabase db push/),
  ])
})
