import { basename } from 'node:path'
import { toErrorMessage } from '../../../src-shared/studio-api/call-table.ts'
import type { CloudEntry } from '../../../src-shared/studio-api/cloud-calls.ts'
import { projectIdSchema } from '../../../src-shared/studio-api/project.ts'
import type { CloudStatus } from '../../cloud/sync/cloud-status.ts'
import type { LocalProject } from '../../cloud/sync/local-projects.ts'
import type { SyncJobState } from './sync-jobs.ts'

/** The database removes for good what has lain in the trash for so long. */
const KEPT_MS = 30 * 24 * 3600 * 1000

/** What the studio shows of a project: how it stands, unless something is being done about it or has gone wrong. */
export function cloudEntry(
  status: CloudStatus,
  lastJob: SyncJobState | undefined,
  isQueued: (projectId: string) => boolean,
  find: (id: string) => CloudStatus | undefined,
): CloudEntry {
  const { projectId: id, name, bytes, lastSynced, trashed, progress } = status
  const projectId = libraryId(status)
  // How the sync ended of what is no longer kept is of no interest, but for what it says of the end.
  const job = stateOf(status) === 'not-kept' && lastJob?.state !== 'done' ? undefined : lastJob
  return {
    id,
    name,
    projectId,
    state: (job && stateOfJob(job)) || stateOf(status),
    fraction: job?.state === 'running' ? job.fraction : null,
    note: job && job.state !== 'done' ? job.note : job?.note || noteOf(status),
    bothKept: job ? (job.bothKept ?? copyOf(job, find)) : null,
    error: job?.error ? toErrorMessage(job.error) : null,
    bytes,
    lastSynced,
    keptUntil: trashed === null ? null : new Date(Date.parse(trashed) + KEPT_MS).toISOString(),
    // Of a run of this machine the studio shows more than the cloud knows.
    progress: projectId !== null && isQueued(projectId) ? null : progress,
  }
}

/** This machine's version of a project, where another machine has kept it as one of its own. */
function copyOf({ replaced }: SyncJobState, find: (id: string) => CloudStatus | undefined): CloudEntry['bothKept'] {
  const copy = replaced === null ? undefined : find(replaced)
  return copy && copy.state !== 'in-trash' ? { name: copy.name, projectId: libraryId(copy) } : null
}

/** The same of a project that cannot go on because nobody is signed in any more. */
export function waitingEntry(status: CloudStatus): CloudEntry {
  const note = 'It waits until you sign in again under Cloud, and goes on where it stopped.'
  return {
    ...cloudEntry(
      status,
      undefined,
      () => true,
      () => undefined,
    ),
    state: 'pending',
    note,
  }
}

/** The project of the library that it is; a folder that the studio would not take for one does not count. */
export function libraryId({ folder }: CloudStatus): string | null {
  return folder === null ? null : (projectIdSchema.safeParse(basename(folder)).data ?? null)
}

/** Whether it is kept in the cloud by who is signed in. */
export function isKept({ state }: CloudStatus): boolean {
  return state !== 'not-under-sync' && state !== 'other-account'
}

/** Whether something is to be sent or fetched, as far as is known. */
export function isOutOfStep(status: CloudStatus): boolean {
  return status.folder !== null && status.state !== 'in-step' && isKept(status)
}

/** What is known of a library's projects before the cloud has answered. */
export function statusOffline({ folder, state }: LocalProject, name: string): CloudStatus {
  const { projectId, lastSynced } = state
  const unknown = { remote: null, trashed: null, bytes: 0, progress: null }
  return { ...unknown, projectId, name, folder, state: 'to-send', lastSynced }
}

function stateOfJob({ state }: SyncJobState): CloudEntry['state'] | null {
  if (state === 'done') return null
  return state === 'running' ? 'syncing' : state === 'waiting' ? 'pending' : state
}

function stateOf({ folder, state }: CloudStatus): CloudEntry['state'] {
  switch (state) {
    case 'in-step':
    case 'arriving':
    case 'only-in-cloud':
      return state
    case 'in-trash':
      return folder === null ? 'in-trash' : 'pending'
    case 'gone':
    case 'not-under-sync':
    case 'other-account':
      return 'not-kept'
    default:
      return 'pending'
  }
}

function noteOf({ state, folder }: CloudStatus): string {
  switch (state) {
    case 'to-send':
      return 'To be sent.'
    case 'to-fetch':
      return 'To be fetched.'
    case 'both-changed':
      return 'Changed here and on another machine: both versions will be kept.'
    case 'in-trash':
      return folder === null ? '' : 'Deleted on another machine: it goes to the trash here too.'
    case 'arriving':
      return 'Another machine is still sending it. It can be fetched when it is there.'
    case 'gone':
      return 'It was deleted from the cloud for good. What is here stays.'
    case 'other-account':
      return 'It is kept in the cloud with another account. Switch it on to keep it with this one instead.'
    default:
      return ''
  }
}
