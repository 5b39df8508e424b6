import { planSync } from '../../../src-shared/cloud/plan-sync.ts'
import type { Version } from '../../../src-shared/cloud/sync-state.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import type { WorkOptions } from '../../../src-shared/progress.ts'
import { contentKey, objectName } from './cloud-account.ts'
import { isPassing } from './cloud-error.ts'
import { lookAt } from './look-at.ts'
import { PlanOutdated } from './plan-again.ts'
import { pushVersion } from './push-version.ts'
import { readProject } from './remote-project.ts'
import { settleVersion } from './settle-version.ts'
import { lockSync, readSyncState } from './sync-folder.ts'
import type { SyncJob } from './sync-job.ts'

/**
 * Sends a kept copy before the version that it holds is replaced: until then its contents lie in the cloud as the project's,
 * and are copied there instead of sent. Only a saving: what stands in its way stands in no other's, and the copy, which is
 * under sync, is sent another time. Throws `cancelled`, `not_signed_in` and what passes by itself.
 */
export async function sendCopy(job: SyncJob, folder: string, of: Version, work: WorkOptions): Promise<void> {
  try {
    const release = await lockSync(folder)
    try {
      await sendOnce(job, folder, of, work)
    } finally {
      release()
    }
  } catch (cause) {
    if (cause instanceof PlanOutdated) return
    if (!(cause instanceof StudioError) || isPassing(cause)) throw cause
    if (cause.code === 'cancelled' || cause.code === 'not_signed_in') throw cause
  }
}

async function sendOnce(job: SyncJob, folder: string, of: Version, work: WorkOptions): Promise<void> {
  const state = await readSyncState(folder)
  if (!state?.enabled) return
  const elsewhere = new Map(of.manifest.files.map((file) => [contentKey(file), objectName(job, file.object)]))
  const copy: SyncJob = { ...job, folder, projectId: state.projectId, state, elsewhere }
  const local = await lookAt(copy)
  const plan = planSync(local, await readProject(job.client, state.projectId, job.signal), state)
  if (plan.kind === 'push') await settleVersion(copy, await pushVersion(copy, local, plan.over, work), local.facts)
}
