import {
  CHILD_TABLES,
  type ChildRows,
  type ChildTable,
  OF_ITERATION,
  planRows,
  type Row,
} from '../../../src-shared/cloud/cloud-rows.ts'
import { desiredRows } from '../../../src-shared/cloud/desired-rows.ts'
import { objectsToClear } from '../../../src-shared/cloud/plan-objects.ts'
import type { ProjectFacts } from '../../../src-shared/cloud/project-facts.ts'
import type { Version } from '../../../src-shared/cloud/sync-state.ts'
import { askCloud } from './ask-cloud.ts'
import { objectName } from './cloud-account.ts'
import { allPages, readProject } from './remote-project.ts'
import { remember, type SyncJob, sourceOf } from './sync-job.ts'

/** The storage service takes at most a thousand names at once. */
const REMOVED_AT_ONCE = 500
/** Keeps addresses with lists of ids in them below what servers take (8 KiB at the least). */
const IDS_AT_ONCE = 100

/**
 * Writes the rows that describe a version and clears away what it has replaced. The version is published already: a kill
 * in here loses nothing, and any machine that has the version can end it.
 */
export async function settleVersion(job: SyncJob, version: Version, facts: ProjectFacts): Promise<void> {
  await remember(job, { base: version, settled: false, publishing: null })
  const wanted = await desiredRows(sourceOf(job, facts, version.manifest))
  await writeRows(job, wanted)
  await clearObjects(job, version)
  await remember(job, { settled: true, begun: [], replaced: [], lastSynced: new Date().toISOString() })
}

async function writeRows(job: SyncJob, wanted: ChildRows): Promise<void> {
  const there = await readRows(job, wanted)
  const { client, signal } = job
  const plans = CHILD_TABLES.map((table) => ({ table, ...planRows(wanted[table], there[table]) }))
  // Taken away first: a row that has changed its id would be in the way of its successor. Children before parents.
  for (const { table, remove } of plans.toReversed()) {
    for (const ids of chunks(remove, IDS_AT_ONCE)) {
      await askCloud(client, `clearing ${table}`, () => client.from(table).delete().in('id', ids), signal)
    }
  }
  for (const { table, upsert } of plans) {
    if (upsert.length === 0) continue
    await askCloud(client, `writing ${table}`, () => client.from(table).upsert([...upsert]), signal)
  }
}

async function readRows(job: SyncJob, wanted: ChildRows): Promise<Record<ChildTable, Row[]>> {
  const { client, signal, projectId } = job
  const rows = Object.fromEntries(CHILD_TABLES.map((table) => [table, []])) as unknown as Record<ChildTable, Row[]>
  for (const table of CHILD_TABLES.filter((table) => !OF_ITERATION.has(table))) {
    rows[table] = await page(table, 'project_id', [projectId])
  }
  const iterations = rows.enhancement_iterations.map(({ id }) => String(id))
  if (iterations.length > 0 || wanted.enhancement_iterations.length > 0) {
    for (const table of OF_ITERATION) {
      for (const ids of chunks(iterations, IDS_AT_ONCE)) rows[table].push(...(await page(table, 'iteration_id', ids)))
    }
  }
  return rows

  async function page(table: ChildTable, column: string, values: readonly string[]): Promise<Row[]> {
    const found = await allPages(client, `reading ${table}`, signal, (from, to) =>
      client
        .from(table)
        .select('*', { count: 'exact' })
        .in(column, [...values])
        .order('id')
        .range(from, to),
    )
    return found as Row[]
  }
}

/** Removes from the cloud what this folder has sent or replaced and a version does not need. */
export async function clearObjects(job: SyncJob, version: Version): Promise<void> {
  const { client, signal } = job
  const left = objectsToClear(version.manifest, job.state)
  if (left.length === 0) return
  // Another machine may have gone on from this version meanwhile: what its own needs stays.
  const current = (await readProject(client, job.projectId, signal))?.version?.manifest
  const needed = new Set(current?.files.map(({ bucket, object }) => `${bucket}/${object}`))
  const unneeded = left.filter(({ bucket, object }) => !needed.has(`${bucket}/${object}`))
  for (const bucket of new Set(unneeded.map((object) => object.bucket))) {
    const names = unneeded.filter((object) => object.bucket === bucket).map(({ object }) => objectName(job, object))
    for (const some of chunks(names, REMOVED_AT_ONCE)) {
      await askCloud(client, 'clearing away replaced files', () => client.storage.from(bucket).remove(some), signal)
    }
  }
}

function chunks<T>(items: readonly T[], length: number): T[][] {
  return Array.from({ length: Math.ceil(items.length / length) }, (_, i) => items.slice(i * length, (i + 1) * length))
}
