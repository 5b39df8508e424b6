import { randomUUID } from 'node:crypto'
import { createClient } from '@supabase/supabase-js'
import { asStudioError } from '../../../src-shared/as-studio-error.ts'
import { BUCKETS } from '../../../src-shared/cloud/cloud-manifest.ts'
import type { CloudProject } from '../../../src-shared/cloud/cloud-project.ts'
import { CHILD_TABLES } from '../../../src-shared/cloud/cloud-rows.ts'
import { chooseCloudProject } from '../../cloud/sign-in/choose-cloud-project.ts'
import { patientFetch } from '../../cloud/sync/patient-fetch.ts'
import { readSettings } from '../../host/settings-file.ts'
import { openCloudSessionHere } from '../cloud/open-cloud-session.ts'
import { checkPolicies } from './check-policies.ts'
import { type Check, good } from './checks.ts'

const MIGRATE = 'Apply the migrations: "supabase db push" in this folder (docs/cloud.md).'
/** Tokens are good for an hour; a clock that is off by more than this may call a fresh one too old or too new. */
const CLOCK_SECONDS = 60

/**
 * What the cloud lacks, found out by using it: settings, connection, sign-in, tables, functions, buckets, policies. What it
 * writes it removes again. Nothing is thrown: a failure is the answer.
 */
export async function checkCloud(library: string, email?: string): Promise<Check[]> {
  const project = await tryTo('cloud settings', async () => chooseCloudProject((await readSettings(library)).cloud))
  if (isCheck(project)) return [project]
  if (!project) {
    const hint =
      'Set GLIMPSE3D_SUPABASE_URL and GLIMPSE3D_SUPABASE_ANON_KEY (docs/cloud.md). Everything else works without.'
    return [{ name: 'cloud settings', value: 'no cloud is named', state: 'limited', hint }]
  }
  const connection = await checkConnection(project)
  const checks = [good('cloud settings', project.url), ...connection]
  if (connection.some(({ state }) => state === 'lacking')) return checks
  const session = await tryTo('cloud sign-in', () => openCloudSessionHere(library, email))
  if (isCheck(session)) return [...checks, session]
  try {
    const user = await session.user()
    const anonymous = createClient(project.url, project.anonKey, {
      auth: { persistSession: false, autoRefreshToken: false },
      db: { retry: false },
      global: { fetch: patientFetch() },
    })
    const tables = await checkTables(session.client)
    checks.push(good('cloud sign-in', user?.email || (user?.id ?? '')), ...tables, await checkBuckets(session.client))
    if (checks.every(({ state }) => state !== 'lacking')) {
      checks.push(...(await checkPolicies(session.client, anonymous, user?.id ?? '')))
    }
    return checks
  } finally {
    await session.close()
  }
}

async function checkConnection({ url, anonKey }: CloudProject): Promise<Check[]> {
  const name = 'cloud connection'
  const begun = performance.now()
  try {
    const answer = await fetch(`${url}/auth/v1/settings`, {
      headers: { apikey: anonKey },
      signal: AbortSignal.timeout(10_000),
    })
    const took = `${Math.round(performance.now() - begun)} ms`
    if (answer.status === 401) {
      const hint =
        'Copy the anon (publishable) key from the project\'s page "API keys" into GLIMPSE3D_SUPABASE_ANON_KEY.'
      return [{ name, value: 'it does not know the key', state: 'lacking', hint }]
    }
    if (!answer.ok) {
      const hint = 'A paused project is woken on its page; one of your own is started with "supabase start".'
      return [{ name, value: `it answers ${answer.status}`, state: 'lacking', hint }]
    }
    return [good(name, took), ...clockCheck(answer.headers.get('date'))]
  } catch (cause) {
    const hint = 'Look at the network and at the address; a project of your own is started with "supabase start".'
    return [{ name, value: `no answer (${(cause as Error).message})`, state: 'lacking', hint }]
  }
}

/** Servers send the time with every answer; one that does not says nothing about the clock. */
function clockCheck(date: string | null): Check[] {
  const ahead = date === null ? Number.NaN : Math.round((Date.now() - Date.parse(date)) / 1000)
  if (Number.isNaN(ahead)) return []
  if (Math.abs(ahead) <= CLOCK_SECONDS) return [good('clock', 'as the cloud has it')]
  const value = `${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} the cloud`
  return [{ name: 'clock', value, state: 'limited', hint: 'Let the system set its clock; signing in may fail.' }]
}

async function checkTables(client: Parameters<typeof checkPolicies>[0]): Promise<Check[]> {
  const names = ['projects', ...CHILD_TABLES, 'project_summary', 'refinement_progress']
  const missing: string[] = []
  for (const table of names) {
    const { error } = await client.from(table).select('*').limit(0)
    if (error) missing.push(`${table} (${error.message})`)
  }
  const none = randomUUID()
  for (const [name, given] of [
    ['project_objects', { project: none }],
    ['project_status', { project: none }],
    ['orphaned_objects', {}],
  ] as const) {
    const { error } = await client.rpc(name, given)
    if (error) missing.push(`${name} (${error.message})`)
  }
  if (missing.length === 0) return [good('cloud tables', '8 tables, 2 views, 3 functions')]
  return [{ name: 'cloud tables', value: `cannot be used: ${missing.join('; ')}`, state: 'lacking', hint: MIGRATE }]
}

async function checkBuckets(client: Parameters<typeof checkPolicies>[0]): Promise<Check> {
  const name = 'cloud buckets'
  const { data, error } = await client.storage.listBuckets()
  if (error) return { name, value: error.message, state: 'lacking', hint: MIGRATE }
  const missing = BUCKETS.filter((bucket) => !data.some(({ id }) => id === bucket))
  if (missing.length > 0) return { name, value: `missing: ${missing.join(', ')}`, state: 'lacking', hint: MIGRATE }
  const open = BUCKETS.filter((bucket) => data.some(({ id, public: isPublic }) => id === bucket && isPublic))
  if (open.length === 0) return good(name, '6, all private')
  return { name, value: `open to everybody: ${open.join(', ')}`, state: 'lacking', hint: MIGRATE }
}

async function tryTo<T>(name: string, work: () => Promise<T>): Promise<T | Check> {
  try {
    return await work()
  } catch (cause) {
    const { message, hint } = asStudioError(cause)
    return { name, value: message, state: 'lacking', hint }
  }
}

function isCheck(value: unknown): value is Check {
  return typeof value === 'object' && value !== null && 'state' in value && 'hint' in value
}
