import { contentHash } from '../../../src-shared/cloud/cloud-manifest.ts'
import { planSync, type SyncPlan } from '../../../src-shared/cloud/plan-sync.ts'
import type { ProjectStatus } from '../../../src-shared/cloud/status-of-run.ts'
import type { CloudAccount } from './cloud-account.ts'
import { localFiles } from './local-files.ts'
import { type LocalProject, projectsUnderSync } from './local-projects.ts'
import { kindOfFolder, readFacts } from './read-facts.ts'
import { type ListedProject, readProjects } from './remote-project.ts'

/** How a project stands between this machine and the cloud. */
export interface CloudStatus {
  readonly projectId: string
  readonly name: string
  /** Its folder here; null: only in the cloud. */
  readonly folder: string | null
  readonly state:
    | 'in-step'
    | 'to-send'
    | 'to-fetch'
    | 'both-changed'
    /** Announced, not yet sent whole; by another machine where `folder` is null. */
    | 'arriving'
    | 'only-in-cloud'
    | 'in-trash'
    /** Deleted from the cloud for good. */
    | 'gone'
    /** Under sync with an account that is not signed in, or with another Supabase project. */
    | 'other-account'
    /** Taken out of sync. */
    | 'not-under-sync'
  /** What the cloud has; null where it has no such project. */
  readonly remote: { readonly revision: number; readonly deleted: boolean } | null
  /** When it was put into the cloud's trash, by the cloud's clock. */
  readonly trashed: string | null
  readonly bytes: number
  readonly lastSynced: string | null
  /** What the cloud says of its run, as the machine that runs it reports it; null where the cloud has no such project. */
  readonly progress: {
    readonly status: ProjectStatus
    readonly step: string | null
    readonly share: number | null
    readonly device: string | null
  } | null
}

/**
 * Compares a library's projects with the account's, sending nothing. Throws `not_signed_in`, `connection_lost`, and what
 * the file system throws.
 */
export async function cloudStatus(
  account: CloudAccount,
  ownerId: string,
  library: string,
  signal?: AbortSignal,
): Promise<CloudStatus[]> {
  const remote = new Map((await readProjects(account.client, signal)).map((found) => [found.row.id, found]))
  const here: CloudStatus[] = []
  for (const project of await projectsUnderSync(library)) {
    const { projectId, server, ownerId: owner, enabled } = project.state
    const isOurs = owner === ownerId && server === account.url
    const without = !enabled ? 'not-under-sync' : isOurs ? null : 'other-account'
    here.push(await statusHere(project, without === null ? (remote.get(projectId) ?? null) : null, without, signal))
    if (isOurs) remote.delete(projectId)
  }
  return [...here, ...[...remote.values()].map(statusThere)]
}

const STATES: Readonly<Record<SyncPlan['kind'], CloudStatus['state']>> = {
  nothing: 'in-step',
  settle: 'to-send',
  push: 'to-send',
  pull: 'to-fetch',
  conflict: 'both-changed',
  trash: 'in-trash',
  gone: 'gone',
}

async function statusHere(
  { folder, state }: LocalProject,
  remote: ListedProject | null,
  without: 'not-under-sync' | 'other-account' | null,
  signal?: AbortSignal,
): Promise<CloudStatus> {
  const kind = kindOfFolder(folder) ?? 'studio'
  const files = await localFiles(folder, kind, signal)
  const { name } = await readFacts(folder, kind)
  const plan = planSync({ contentHash: await contentHash(name, files) }, remote, state)
  return {
    projectId: state.projectId,
    name,
    folder,
    // The sync says why it cannot be fetched.
    state: without ?? (remote?.isReadable === false ? 'to-fetch' : STATES[plan.kind]),
    remote: remote && knownOf(remote),
    trashed: remote?.row.deleted_at ?? null,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    lastSynced: state.lastSynced,
    progress: remote && progressOf(remote),
  }
}

function statusThere(remote: ListedProject): CloudStatus {
  const files = remote.version?.manifest.files ?? []
  return {
    projectId: remote.row.id,
    name: remote.row.name,
    folder: null,
    state: remote.deleted ? 'in-trash' : remote.version || !remote.isReadable ? 'only-in-cloud' : 'arriving',
    remote: knownOf(remote),
    trashed: remote.row.deleted_at,
    bytes: files.reduce((sum, { bytes }) => sum + bytes, 0),
    lastSynced: null,
    progress: progressOf(remote),
  }
}

function knownOf({ revision, deleted }: ListedProject): CloudStatus['remote'] {
  return { revision, deleted }
}

function progressOf({ row }: ListedProject): CloudStatus['progress'] {
  return { status: row.status, step: row.current_step, share: row.step_progress, device: row.device_name }
}
