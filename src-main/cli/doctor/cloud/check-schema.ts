import { randomUUID } from 'node:crypto'
import type { SupabaseClient } from '@supabase/supabase-js'
import { CHILD_TABLES } from '../../../../src-shared/cloud/cloud-rows.ts'
import { type Check, good } from '../checks.ts'
import { closeTables, lacking, MIGRATE } from './what-to-run.ts'

const TABLES = ['projects', ...CHILD_TABLES] as const
const VIEWS = ['project_summary', 'refinement_progress'] as const
const FUNCTIONS = ['project_status', 'project_objects', 'orphaned_objects', 'purge_deleted_projects'] as const

/** PostgREST's words for what its schema lacks, and PostgreSQL's own. */
const MISSING = new Set(['PGRST202', 'PGRST205', '42P01', '42883'])
/** No right to it; for whoever is not signed in that is as it should be. */
const FORBIDDEN = '42501'
/** The function is there and would write: functions are asked for by GET, which changes nothing. */
const READ_ONLY = '25006'

interface Found {
  readonly name: string
  readonly code: string | null
  readonly message: string
}

/** What the trials cannot do without. */
const NEEDED: ReadonlySet<string> = new Set([...TABLES, 'project_objects'])

interface SchemaFound {
  readonly check: Check
  /** Enough is there to try the rest. */
  readonly isUsable: boolean
}

/** Whether all tables, views and functions are there and closed to whoever is not signed in, which anybody can find out. */
export async function checkSchema(anonymous: SupabaseClient): Promise<SchemaFound> {
  const found = await askForAll(anonymous)
  return { check: judge(found), isUsable: !found.some((one) => isMissing(one) && NEEDED.has(one.name)) }
}

function judge(found: readonly Found[]): Check {
  const name = 'cloud tables'
  const missing = found.filter(isMissing)
  if (missing.length === found.length) return lacking(name, ['none is there: the migrations have not run'], MIGRATE)
  if (missing.length > 0) return lacking(name, [`missing: ${missing.map((one) => one.name).join(', ')}`], MIGRATE)
  const open = found.filter(({ code }) => code === null || code === READ_ONLY).map((one) => one.name)
  if (open.length > 0) return lacking(name, [`open to whoever is not signed in: ${open.join(', ')}`], revoke(open))
  const failed = found.filter(({ code }) => code !== FORBIDDEN)
  if (failed.length > 0) return lacking(name, failed.map(inWords), MIGRATE)
  return good(name, `${TABLES.length} tables, ${VIEWS.length} views, ${FUNCTIONS.length} functions`)
}

/** Whether whoever is signed in can use those that are there. Empty where all is well. */
export async function checkRights(client: SupabaseClient): Promise<Check[]> {
  const refused = (await askForAll(client)).filter(
    (one) => one.code !== null && one.code !== READ_ONLY && !isMissing(one),
  )
  if (refused.length === 0) return []
  const hint = `Run the "grant" statements that supabase/migrations/ has for them in the dashboard's SQL editor.`
  return [lacking('cloud tables', [`cannot be used: ${refused.map(inWords).join('; ')}`], hint)]
}

async function askForAll(client: SupabaseClient): Promise<Found[]> {
  const found: Found[] = []
  const note = (name: string, error: { code: string; message: string } | null) =>
    found.push({ name, code: error === null ? null : error.code, message: error?.message ?? '' })
  for (const table of [...TABLES, ...VIEWS]) note(table, (await client.from(table).select('*').limit(0)).error)
  const project = randomUUID()
  for (const name of FUNCTIONS) {
    const given = name === 'project_status' || name === 'project_objects' ? { project } : {}
    note(name, (await client.rpc(name, given, { get: true })).error)
  }
  return found
}

function revoke(names: readonly string[]): string {
  const isTable = (name: string) => (TABLES as readonly string[]).includes(name)
  const relations = names.filter((name) => !(FUNCTIONS as readonly string[]).includes(name))
  const functions = names.filter((name) => (FUNCTIONS as readonly string[]).includes(name))
  const tables = relations.filter(isTable)
  const statements = [
    ...(relations.length > 0
      ? [`revoke all on ${relations.map((name) => `public.${name}`).join(', ')} from public, anon;`]
      : []),
    ...functions.map((name) => `revoke all on function public.${name} from public, anon;`),
  ]
  return `Run in the dashboard's SQL editor: ${statements.join(' ')}${tables.length > 0 ? ` ${closeTables(tables)}` : ''}`
}

function isMissing({ code }: Found): boolean {
  return code !== null && MISSING.has(code)
}

function inWords({ name, code, message }: Found): string {
  return `${name} (${message || code})`
}
