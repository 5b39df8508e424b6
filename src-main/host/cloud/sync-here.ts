import { basename } from 'node:path'
import { StudioError } from '../../../src-shared/errors.ts'
import type { ProgressListener } from '../../../src-shared/progress.ts'
import type { CloudAccount } from '../../cloud/sync/cloud-account.ts'
import { downloadProject } from '../../cloud/sync/download-project.ts'
import { copyId } from '../../cloud/sync/keep-copy.ts'
import { moveToTrash } from '../../cloud/sync/local-trash.ts'
import { isNetworkMetered } from '../../cloud/sync/metered-network.ts'
import { readSyncState } from '../../cloud/sync/sync-folder.ts'
import type { SyncOutcome } from '../../cloud/sync/sync-outcome.ts'
import { syncProject } from '../../cloud/sync/sync-project.ts'
import { thisDevice } from '../../cloud/sync/this-device.ts'
import type { Edits } from '../edit-calls.ts'
import type { HostContext } from '../host-context.ts'
import type { StoredProject } from '../stored-project.ts'
import { inQueue, type SyncJobEnd } from './sync-jobs.ts'
import { takeIn } from './take-in.ts'

const BYTES_OF_KIB = 1024

interface Work {
  readonly signal: AbortSignal
  readonly onProgress: ProgressListener
}

/** What the sync has to do with of the host. */
export interface SyncHost {
  readonly context: HostContext
  readonly edits: Pick<Edits, 'tellReplaced'>
  /** Whether a project runs or waits to. */
  readonly isQueued: (projectId: string) => boolean
}

/** Syncs a project of the open library. Where another machine's version comes, the library has it before anything is saved. */
export async function syncHere(
  host: SyncHost,
  account: CloudAccount,
  { id, folder }: StoredProject,
  work: Work,
): Promise<SyncJobEnd> {
  const { settings, library, emit } = host.context
  const before = await readSyncState(folder)
  try {
    const outcome = await syncProject(account, folder, {
      ...(await transferOptions(host.context, work)),
      ...(!settings.syncOnMetered && { isMetered: () => isNetworkMetered() }),
      changeFolder: async (change) => {
        const known = library.get(id)
        // A run that has begun since the fetching did needs the folder as it is.
        if (host.isQueued(id)) throw inQueue(known.record.name)
        try {
          await known.giveWay(change)
        } finally {
          await takeIn(host.context, host.edits, id, known)
        }
      },
    })
    if (outcome.kind === 'both-kept') await takeIn(host.context, host.edits, basename(outcome.folder), null)
    if (outcome.kind === 'trashed') {
      library.forget(id)
      emit({ type: 'removed', projectId: id })
    }
    const end = endOf(outcome)
    const isReplaced = outcome.kind === 'in-step' && outcome.did === 'fetched' && before?.base
    return isReplaced ? { ...end, replaced: await copyId(before.projectId, isReplaced) } : end
  } catch (cause) {
    // Whoever uses it, a run or another program, ends some day.
    if (!(cause instanceof StudioError) || cause.code !== 'project_busy') throw cause
    return { state: 'pending', note: `${cause.message} It goes on afterwards.` }
  }
}

/** Fetches a project that is only in the cloud into the open library. */
export async function fetchHere(
  { context, edits }: SyncHost,
  account: CloudAccount,
  id: string,
  work: Work,
): Promise<SyncJobEnd> {
  const { library } = context
  const folder = await downloadProject(account, id, library.folder, await transferOptions(context, work))
  await takeIn(context, edits, basename(folder), null)
  return { state: 'done', note: '' }
}

/** Moves a project that is in the cloud's trash to the library's, with what it holds that the cloud has not. */
export async function trashHere({ library, emit }: HostContext, id: string): Promise<void> {
  const project = library.get(id)
  await project.giveWay(async () => {
    await moveToTrash(project.folder)
  })
  library.forget(id)
  emit({ type: 'removed', projectId: id })
}

async function transferOptions({ settings }: HostContext, work: Work) {
  const bytesPerSecond = settings.syncLimit === null ? null : settings.syncLimit * BYTES_OF_KIB
  return { ...work, device: await thisDevice(), bytesPerSecond }
}

function endOf(outcome: SyncOutcome): SyncJobEnd {
  switch (outcome.kind) {
    case 'in-step':
      return { state: 'done', note: outcome.did === 'fetched' ? 'The version of another machine has come.' : '' }
    case 'trashed':
    case 'not-under-sync':
      return { state: 'done', note: '' }
    case 'both-kept':
      return { state: 'done', note: '', bothKept: { name: outcome.name, projectId: basename(outcome.folder) } }
    case 'gone':
      return { state: 'done', note: 'It was deleted from the cloud for good. What is here stays.' }
    case 'pending': {
      const next = outcome.reason === 'metered' ? ' Under “Network” below it can be allowed.' : ''
      return { state: 'pending', note: `${outcome.message}${next}` }
    }
  }
}
