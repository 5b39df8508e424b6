import { existsSync } from 'node:fs'
import { commonVersion, planSync } from '../../../src-shared/cloud/plan-sync.ts'
import type { Version } from '../../../src-shared/cloud/sync-state.ts'
import type { WorkOptions } from '../../../src-shared/progress.ts'
import { applyVersion, endApply, forgetApply } from './apply-version.ts'
import { isRunning } from './busy-project.ts'
import { dropContents, fetchContents } from './fetch-version.ts'
import { type KeptCopy, keepCopy } from './keep-copy.ts'
import { moveToTrash } from './local-trash.ts'
import { type LocalVersion, lookAt } from './look-at.ts'
import { PlanOutdated } from './plan-again.ts'
import { pushVersion } from './push-version.ts'
import { readFacts } from './read-facts.ts'
import { type FoundProject, readProject } from './remote-project.ts'
import { sendCopy } from './send-copy.ts'
import { settleProgress } from './settle-progress.ts'
import { clearObjects, settleVersion } from './settle-version.ts'
import { syncPaths } from './sync-folder.ts'
import { objectsOf, remember, type SyncJob, together } from './sync-job.ts'
import type { SyncOutcome } from './sync-outcome.ts'

/** Looks at both sides, decides and does it. Throws `PlanOutdated` where either side has moved on meanwhile. */
export async function syncOnce(job: SyncJob, work: WorkOptions): Promise<SyncOutcome> {
  const { folder, kind, client, projectId, signal } = job
  if (await isRunning(folder, kind)) {
    return {
      kind: 'pending',
      reason: 'running',
      message: 'A run is under way; what it makes is sent when it has ended.',
    }
  }
  if (existsSync(syncPaths(folder).apply)) await job.changeFolder(() => endBegun(job))
  const local = await lookAt(job)
  const remote = await readProject(client, projectId, signal)
  const plan = planSync(local, remote, job.state)
  const inStep = (did: 'nothing' | 'sent' | 'fetched'): SyncOutcome => ({ kind: 'in-step', did, ...counted(job) })
  if (plan.kind === 'push' || plan.kind === 'pull' || plan.kind === 'conflict') await notePublishing(job, remote)
  // What was fetched for a version that is not wanted any more.
  if (plan.kind !== 'pull' && plan.kind !== 'conflict') await dropContents(folder)
  switch (plan.kind) {
    case 'nothing':
      if (remote) await settleProgress(job, remote, local.facts)
      return inStep('nothing')
    case 'settle':
      await settleVersion(job, plan.version, local.facts)
      return inStep('nothing')
    case 'push':
      await settleVersion(job, await pushVersion(job, local, plan.over, work), local.facts)
      return inStep('sent')
    case 'pull':
      await pull(job, local, plan.version, work)
      return inStep('fetched')
    case 'conflict': {
      const { folder: copy, name } = await keepOther(job, local, remote, plan.version, work)
      await sendCopy(job, copy, plan.version, work)
      await settleVersion(job, await pushVersion(job, local, remote, work), local.facts)
      return { kind: 'both-kept', folder: copy, name, ...counted(job) }
    }
    case 'trash':
      // Nobody would know of it once the folder is gone, should the project come out of the trash.
      await clearObjects(job, plan.version)
      await remember(job, { base: plan.version, publishing: null, begun: [], replaced: [] })
      return { kind: 'trashed', folder: await putAway(job, local) }
    case 'gone':
      await remember(job, { enabled: false, base: null, publishing: null, begun: [], replaced: [] })
      return { kind: 'gone' }
  }
}

async function pull(job: SyncJob, local: LocalVersion, version: Version, work: WorkOptions): Promise<void> {
  const here = new Map(local.files.map(({ path, sha256 }) => [path, sha256]))
  const lacking = version.manifest.files.filter(({ path, sha256 }) => here.get(path) !== sha256)
  await fetchContents(job, lacking, local.files, work)
  await job.changeFolder(() => applyVersion(job.folder, job.kind, version, local.files))
  await noteApplied(job, version)
  await settleVersion(job, version, await readFacts(job.folder, job.kind))
}

/** Into the trash, unless it has changed since it was looked at: then it goes back into the cloud. */
async function putAway(job: SyncJob, { contentHash }: LocalVersion): Promise<string> {
  const { folder, kind } = job
  let trashed = ''
  await job.changeFolder(async () => {
    if (await isRunning(folder, kind)) throw new PlanOutdated('a run has begun')
    if ((await lookAt(job)).contentHash !== contentHash) throw new PlanOutdated('it has changed')
    trashed = await moveToTrash(folder)
  })
  return trashed
}

async function endBegun(job: SyncJob): Promise<void> {
  const applied = await endApply(job.folder, job.kind)
  if (applied) await noteApplied(job, applied)
}

async function noteApplied(job: SyncJob, version: Version): Promise<void> {
  await remember(job, { base: version, settled: false, publishing: null })
  await forgetApply(job.folder)
}

async function keepOther(
  job: SyncJob,
  local: LocalVersion,
  remote: FoundProject | null,
  version: Version,
  work: WorkOptions,
): Promise<KeptCopy> {
  const fetch = () => fetchContents(job, version.manifest.files, local.files, work)
  const copy = await keepCopy(job, version, remote?.row.device_name || 'another device', fetch)
  await dropContents(job.folder)
  return copy
}

/**
 * A version that was being published when the program ended, and has arrived, is what both sides have in common. Once another
 * may have followed it, its objects belong to it, or to nobody: they are not taken for a new one, as whoever followed may be
 * clearing them away just now.
 */
async function notePublishing(job: SyncJob, remote: FoundProject | null): Promise<void> {
  const { base, publishing, begun, replaced } = job.state
  if (!publishing || !remote || remote.revision < publishing.revision) return
  const its = new Set(publishing.manifest.files.map(({ bucket, object }) => `${bucket}/${object}`))
  const common = commonVersion(remote, job.state)
  await remember(job, {
    ...(common !== base && { base: common, settled: false }),
    publishing: null,
    begun: begun.filter(({ bucket, object }) => !its.has(`${bucket}/${object}`)),
    replaced: together(replaced, objectsOf(publishing.manifest)),
  })
}

function counted({ counts }: SyncJob): { sent: number; fetched: number } {
  return { sent: counts.sent, fetched: counts.fetched }
}
