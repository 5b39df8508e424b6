import { readdir, readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { signedInUser } from '../../../../src-main/cloud/sync/ask-cloud.ts'
import { localFiles } from '../../../../src-main/cloud/sync/local-files.ts'
import { projectsUnderSync } from '../../../../src-main/cloud/sync/local-projects.ts'
import { readFacts } from '../../../../src-main/cloud/sync/read-facts.ts'
import { readProjects } from '../../../../src-main/cloud/sync/remote-project.ts'
import type { SupabaseStandIn } from '../../supabase/stand-in.ts'
import type { MortalMachine } from '../mortal-machine.ts'
import { filesOf } from './edit-project.ts'
import { hashOf, type Ledger, nameEntry } from './ledger.ts'

const ALIVE = { death: null, fullAt: null }
/** What the sync may leave in `.sync`; what a process of this number was writing is removed by the next one. */
const RECORDS = new RegExp(`^(state|hashes|uploads)\\.json$|\\.${process.pid}-\\d+\\.tmp$`)

/**
 * Checks that every machine has every project of the account as the cloud has it, that each object there is needed and holds
 * what it says, that nothing is there twice, and that all that the ledger wants is somewhere. Throws otherwise.
 */
export async function checkAll(cloud: SupabaseStandIn, machines: readonly MortalMachine[], ledger: Ledger) {
  const faults: string[] = []
  const owner = await machines[0].run(ALIVE, ({ client }) => signedInUser(client))
  const projects = (await machines[0].run(ALIVE, ({ client }) => readProjects(client))) ?? []
  const found = new Set<string>()
  const anywhere = new Set<string>()
  for (const { library, number } of machines) {
    const here = new Map((await projectsUnderSync(library)).map((project) => [project.state.projectId, project]))
    for (const { row, version, deleted } of projects) {
      for (const file of version?.manifest.files ?? []) anywhere.add(file.sha256)
      anywhere.add(nameEntry(row.name))
      if (deleted || !version) continue
      const project = here.get(row.id)
      if (!project) {
        faults.push(`machine ${number} has no ${row.name}`)
        continue
      }
      // Purged, and the same one (by name and moment) begun anew elsewhere: what is here is the user's own from then on.
      if (!project.state.enabled) continue
      const said = (files: readonly { path: string; sha256: string }[]) =>
        files
          .map(({ path, sha256 }) => `${path} ${sha256}`)
          .sort()
          .join('\n')
      if (said(await localFiles(project.folder, 'studio')) !== said(version.manifest.files))
        faults.push(`${row.name} on machine ${number} is not as in the cloud`)
      const { settled, publishing, begun, replaced } = project.state
      if (!settled || publishing || begun.length + replaced.length > 0)
        faults.push(`${row.name} on machine ${number} is not settled: ${JSON.stringify({ settled, begun, replaced })}`)
    }
    await lookThrough(library, found, anywhere, faults)
  }
  const versions = projects.filter(({ deleted, version }) => !deleted && version)
  const hashes = versions.map(({ version }) => version?.contentHash)
  if (new Set(hashes).size < hashes.length) faults.push('a version is there twice')
  await checkObjects(cloud, owner ?? '', projects, ledger, faults)
  for (const [entry, from] of ledger.wanted) if (!found.has(entry)) faults.push(`lost: ${from} (${entry.slice(0, 40)})`)
  for (const [entry, from] of ledger.trashed) {
    if (!found.has(entry) && !anywhere.has(entry)) faults.push(`lost from the trash: ${from} (${entry.slice(0, 40)})`)
  }
  if (faults.length > 0) throw new Error(faults.join('\n'))
  return { projects: versions.length, contents: found.size }
}

async function lookThrough(
  library: string,
  found: Set<string>,
  anywhere: Set<string>,
  faults: string[],
): Promise<void> {
  const folders = (await readdir(library)).filter((name) => !name.startsWith('.')).map((name) => join(library, name))
  const trash = join(library, '.trash')
  const trashed = (await readdir(trash).catch(() => [])).map((name) => join(trash, name))
  for (const folder of [...folders, ...trashed]) {
    const into = folder.startsWith(trash) ? anywhere : found
    into.add(nameEntry((await readFacts(folder, 'studio')).name))
    for (const path of await filesOf(folder)) into.add(hashOf(await readFile(join(folder, path))))
  }
  for (const folder of folders) {
    const records = await readdir(join(folder, '.sync')).catch(() => [])
    const left = records.filter((name) => !RECORDS.test(name))
    const all = await readdir(folder, { recursive: true })
    const rubbish = all.filter((name) => !name.startsWith('.sync') && basename(name).startsWith('.'))
    if (left.length + rubbish.length > 0)
      faults.push(`left lying in ${basename(folder)}: ${[...left, ...rubbish].join(', ')}`)
  }
}

/** Straight from the database: also what no listing shows. */
async function checkObjects(
  cloud: SupabaseStandIn,
  owner: string,
  projects: readonly Awaited<ReturnType<typeof readProjects>>[number][],
  { forgotten }: Ledger,
  faults: string[],
): Promise<void> {
  const query = `select bucket_id, name, user_metadata ->> 'sha256' as sha256, (metadata ->> 'size')::float8 as size
    from storage.objects where starts_with(name, $1)`
  const stored = (
    await cloud.database.query<{ bucket_id: string; name: string; sha256: string; size: number }>(query, [owner])
  ).rows
  const wanted = new Map(
    projects.flatMap(({ row, version }) =>
      (version?.manifest.files ?? []).map(
        (file) => [`${file.bucket} ${owner}/${row.id}/${file.object}` as string, file] as const,
      ),
    ),
  )
  // What a machine had begun of a project that is in the trash goes with it.
  const inUse = new Set(projects.filter(({ deleted, version }) => !deleted && version).map(({ row }) => row.id))
  for (const { bucket_id, name, sha256, size } of stored) {
    const file = wanted.get(`${bucket_id} ${name}`)
    if (file && (file.sha256 !== sha256 || file.bytes !== size)) faults.push(`${name} holds something else`)
    wanted.delete(`${bucket_id} ${name}`)
    const id = name.split('/')[1]
    const isGone = !projects.some(({ row }) => row.id === id)
    if (!file && (isGone || (inUse.has(id) && !forgotten.has(id)))) faults.push(`nobody needs ${bucket_id} ${name}`)
  }
  for (const [name] of wanted) faults.push(`${name} is gone`)
}
