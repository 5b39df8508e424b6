import { randomUUID } from 'node:crypto'
import type { SupabaseClient } from '@supabase/supabase-js'
import type { Row } from '../../../../src-shared/cloud/cloud-rows.ts'
import { type Check, good } from '../checks.ts'
import { makeTrialProject, type TrialProject } from './trial-project.ts'
import { trialRows } from './trial-rows.ts'
import { closeTables, lacking } from './what-to-run.ts'

/** What PostgreSQL says where a policy refuses. Policies are asked before unique and foreign keys, whose refusals have other codes. */
const REFUSED = '42501'

/** Each view, the table it shows, and the column that both name a project by. */
const VIEWS = [
  ['project_summary', 'projects', 'id'],
  ['refinement_progress', 'enhancement_iterations', 'project_id'],
] as const
const PAGE = 1000

/**
 * Tries every table's policies with rows of the trial project, which go with it: the owner writes and reads them, whoever is not
 * signed in reads nothing, nothing is written in another's name, nothing given away, and nobody else's rows show.
 */
export async function checkTablePolicies(
  client: SupabaseClient,
  anonymous: SupabaseClient,
  trial: TrialProject,
): Promise<Check> {
  const found = new Map<string, string[]>()
  const note = (table: string, what: string) => found.set(table, [...(found.get(table) ?? []), what])
  const project = { id: trial.id, name: 'doctor' }
  for (const [table, row] of [['projects', project] as const, ...trialRows(trial.id)]) {
    const isThere = table === 'projects' || (await client.from(table).insert(row)).error === null
    if (!isThere) note(table, 'the owner cannot write')
    for (const what of isThere ? await tryOwnRow(client, anonymous, table, row) : []) note(table, what)
    for (const what of await tryOthers(client, trial.owner, table, row)) note(table, what)
  }
  for (const what of await tryVersions(client, trial)) note('projects', what)
  for (const [view, of, column] of VIEWS) {
    if (await showsMore(client, view, of, column)) note(view, 'it shows rows of other accounts')
  }
  if (found.size === 0) return good('cloud policies', "every table's rows are their owner's alone")
  const words = [...found].map(([table, what]) => `${table}: ${what.join(', ')}`)
  return lacking('cloud policies', words, closeTables([...found.keys()]))
}

/** What is wrong about a row that the owner has written. */
async function tryOwnRow(
  client: SupabaseClient,
  anonymous: SupabaseClient,
  table: string,
  { id }: Row,
): Promise<string[]> {
  const wrong: string[] = []
  const own = await client.from(table).select('id').eq('id', id)
  if (own.data?.length !== 1) wrong.push('the owner does not read what is theirs')
  const strange = await anonymous.from(table).select('id').eq('id', id)
  if ((strange.data ?? []).length > 0) wrong.push('whoever is not signed in reads it')
  // Foreign keys refuse this even where no policy does: nothing comes of it.
  const given = await client.from(table).update({ owner_id: randomUUID() }).eq('id', id)
  if (given.error?.code !== REFUSED) wrong.push('rows can be given to another')
  return wrong
}

/** What is wrong about rows of others: those there are, and one that foreign keys refuse even where no policy does. */
async function tryOthers(client: SupabaseClient, owner: string, table: string, row: Row): Promise<string[]> {
  const wrong: string[] = []
  const others = await client.from(table).select('id').neq('owner_id', owner).limit(1)
  if ((others.data ?? []).length > 0) wrong.push('rows of other accounts are read')
  const forged = await client.from(table).insert({ ...row, id: randomUUID(), owner_id: randomUUID() })
  if (forged.error?.code !== REFUSED) wrong.push("rows can be written in another's name")
  return wrong
}

/** Whether a view shows what its table does not show to the same reader. The first page of either is enough to compare. */
async function showsMore(client: SupabaseClient, view: string, table: string, column: string): Promise<boolean> {
  const page = async (of: string) => {
    const { data } = await client.from(of).select(column).order(column).limit(PAGE)
    return ((data ?? []) as unknown as readonly Readonly<Record<string, string>>[]).map((row) => row[column])
  }
  const own = new Set(await page(table))
  return (await page(view)).some((value) => !own.has(value))
}

/** What holds of projects alone: versions are not overwritten, and nothing is deleted but from the trash. */
async function tryVersions(client: SupabaseClient, { id, owner }: TrialProject): Promise<string[]> {
  const wrong: string[] = []
  const projects = () => client.from('projects')
  const stale = await projects().update({ name: 'old', revision: 99 }).eq('id', id)
  if (stale.error === null) wrong.push('an update based on an old version is taken')
  const renamed = await projects().update({ name: 'doctor, renamed' }).eq('id', id).select('id')
  if (renamed.data?.length !== 1) wrong.push('the owner cannot change them')
  // Another one: the first is needed, should this one really go.
  const second = await makeTrialProject(client, owner)
  if (!second) return wrong
  await projects().update({ deleted_at: null }).eq('id', second.id)
  await projects().delete().eq('id', second.id)
  const left = await projects().update({ deleted_at: new Date().toISOString() }).eq('id', second.id).select('id')
  if (left.data?.length === 0) wrong.push('they can be deleted without the trash')
  return wrong
}
