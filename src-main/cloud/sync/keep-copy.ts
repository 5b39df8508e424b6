import { existsSync } from 'node:fs'
import { readFile, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { writeAtomically } from '../../../src-engine/files/write-atomically.ts'
import { stableId } from '../../../src-shared/cloud/stable-id.ts'
import { newSyncState, type Version } from '../../../src-shared/cloud/sync-state.ts'
import { asideOf, layOutVersion } from './lay-out-version.ts'
import { syncPaths } from './sync-folder.ts'
import type { SyncJob } from './sync-job.ts'

export interface KeptCopy {
  readonly folder: string
  readonly name: string
}

/** Names of projects are at most so long. */
const NAME_LENGTH = 100
const FOLDER_LENGTH = 80

/**
 * Keeps the cloud's version as a project of its own beside the folder, called "name (from device)" and under sync, so that
 * the folder's version can follow it in the cloud. Its folder and its id are derived from the version: after a kill it is
 * not made twice. `fetch` has to bring the contents under `.sync/incoming`.
 */
export async function keepCopy(
  job: SyncJob,
  version: Version,
  from: string,
  fetch: () => Promise<void>,
): Promise<KeptCopy> {
  const name = `${version.name} (from ${from})`.slice(0, NAME_LENGTH)
  const projectId = await copyId(job.projectId, version)
  const suffix = `-${projectId.slice(0, 8)}`
  const [, stem, extension] = /^(.*?)(\.glimpse3d)?$/.exec(basename(job.folder)) ?? []
  const own = `${stem.slice(0, FOLDER_LENGTH - suffix.length)}${suffix}${extension ?? ''}`
  const folder = join(dirname(job.folder), own)
  if (existsSync(folder)) return { folder, name }
  await fetch()
  await rm(asideOf(folder), { recursive: true, force: true })
  const { ownerId, server } = job.state
  const state = newSyncState({ projectId, ownerId, server })
  await layOutVersion(folder, version, syncPaths(job.folder).incoming, state, async (aside) => {
    if (job.kind === 'studio') await giveName(join(aside, 'studio.json'), name)
  })
  return { folder, name }
}

/** The id in the cloud that a kept copy of a version has, whichever machine keeps it. */
export function copyId(projectId: string, { revision, contentHash }: Pick<Version, 'revision' | 'contentHash'>) {
  return stableId(projectId, `copy of revision ${revision} ${contentHash}`)
}

/** The studio's record of the project says what it is called. */
async function giveName(record: string, name: string): Promise<void> {
  const known: unknown = JSON.parse(await readFile(record, 'utf8'))
  await writeAtomically(record, `${JSON.stringify({ ...(known as object), name }, null, 2)}\n`)
}
