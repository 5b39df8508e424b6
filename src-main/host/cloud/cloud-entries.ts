import { basename } from 'node:path'
import { toErrorMessage } from '../../../src-shared/studio-api/call-table.ts'
import type { CloudEntry } from '../../../src-shared/studio-api/cloud-calls.ts'
import { projectIdSchema } from '../../../src-shared/studio-api/project.ts'
import type { CloudStatus } from '../../cloud/sync/cloud-status.ts'
import type { LocalProject } from '../../cloud/sync/local-projects.ts'
import type { SyncJobState } from './sync-jobs.ts'

/** What the studio shows of a project: how it stands, unless something is being done about it or has gone wrong. */
export function cloudEntry(status: CloudStatus, job: SyncJobState | undefined): CloudEntry {
  const { projectId: id, name, bytes, lastSynced, progress } = status
  return {
    id,
    name,
    projectId: libraryId(status),
    state: (job && status.state !== 'not-under-sync' && stateOfJob(job)) || stateOf(status),
    fraction: job?.state === 'running' ? job.fraction : null,
    note: job && job.state !== 'done' ? job.note : job?.note || noteOf(status),
    bothKept: job?.bothKept ?? null,
    error: job?.error ? toErrorMessage(job.error) : null,
    bytes,
    lastSynced,
    progress,
  }
}

/** The project of the library that it is; a folder that the studio would not take for one does not count. */
export function libraryId({ folder }: CloudStatus): string | null {
  return folder === null ? null : (projectIdSchema.safeParse(basename(folder)).data ?? null)
}

/** Whether something is to be sent or fetched, as far as is known. */
export function isOutOfStep({ folder, state }: CloudStatus): boolean {
  return folder !== null && state !== 'in-step' && state !== 'not-under-sync'
}

/** What is known of a library's projects before the cloud has answered. */
export function statusOffline({ folder, state }: LocalProject, name: string): CloudStatus {
  const { projectId, lastSynced } = state
  return { projectId, name, folder, state: 'to-send', remote: null, bytes: 0, lastSynced, progress: null }
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
      return 'not-kept'
    default:
      return 'pending'
  }
}

function noteOf({ state }: CloudStatus): string {
  if (state === 'to-send') return 'To be sent.'
  if (state === 'to-fetch') return 'To be fetched.'
  return state === 'both-changed' ? 'Changed here and on another machine: both versions will be kept.' : ''
}
