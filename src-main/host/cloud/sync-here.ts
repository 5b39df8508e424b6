import { basename } from 'node:path'
import type { ProgressListener } from '../../../src-shared/progress.ts'
import type { CloudAccount } from '../../cloud/sync/cloud-account.ts'
import { downloadProject } from '../../cloud/sync/download-project.ts'
import { isNetworkMetered } from '../../cloud/sync/metered-network.ts'
import type { SyncOutcome } from '../../cloud/sync/sync-outcome.ts'
import { syncProject } from '../../cloud/sync/sync-project.ts'
import { thisDevice } from '../../cloud/sync/this-device.ts'
import { listExports } from '../exports.ts'
import { emitSummary, type HostContext } from '../host-context.ts'
import { type StoredProject, stateOf } from '../stored-project.ts'
import type { SyncJobEnd } from './sync-jobs.ts'

const BYTES_OF_KIB = 1024

interface Work {
  readonly signal: AbortSignal
  readonly onProgress: ProgressListener
}

/** Syncs a project of the open library. Where another machine's version comes, the library has it before anything is saved. */
export async function syncHere(
  context: HostContext,
  account: CloudAccount,
  project: StoredProject,
  work: Work,
): Promise<SyncJobEnd> {
  const { settings, library, emit } = context
  const outcome = await syncProject(account, project.folder, {
    ...(await transferOptions(context, work)),
    ...(!settings.syncOnMetered && { isMetered: () => isNetworkMetered() }),
    changeFolder: async (change) => {
      try {
        await library.get(project.id).giveWay(change)
      } finally {
        await takeIn(context, project.id)
      }
    },
  })
  if (outcome.kind === 'both-kept') await takeIn(context, basename(outcome.folder))
  if (outcome.kind === 'trashed') {
    library.forget(project.id)
    emit({ type: 'removed', projectId: project.id })
  }
  return endOf(outcome)
}

/** Fetches a project that is only in the cloud into the open library. */
export async function fetchHere(
  context: HostContext,
  account: CloudAccount,
  id: string,
  work: Work,
): Promise<SyncJobEnd> {
  const { library } = context
  const folder = await downloadProject(account, id, library.folder, await transferOptions(context, work))
  await takeIn(context, basename(folder))
  return { state: 'done', note: '' }
}

/** Reads a folder that has changed, or has come, and tells every studio. */
async function takeIn(context: HostContext, id: string): Promise<void> {
  const project = await context.library.reread(id)
  if (!project) return
  emitSummary(context, project)
  context.emit({ type: 'project', projectId: id, project: stateOf(project, await listExports(project)) })
}

async function transferOptions({ settings }: HostContext, work: Work) {
  const bytesPerSecond = settings.syncLimit === null ? null : settings.syncLimit * BYTES_OF_KIB
  return { ...work, device: await thisDevice(), bytesPerSecond }
}

function endOf(outcome: SyncOutcome): SyncJobEnd {
  switch (outcome.kind) {
    case 'in-step':
    case 'trashed':
    case 'not-under-sync':
      return { state: 'done', note: '' }
    case 'both-kept':
      return { state: 'done', note: '', bothKept: outcome.name }
    case 'gone':
      return { state: 'done', note: 'It was deleted from the cloud for good. What is here stays.' }
    case 'pending':
      return { state: 'pending', note: outcome.message }
  }
}
