import { createHash } from 'node:crypto'
import { type CloudManifest, filePathSchema, type LocalFile } from '../../../src-shared/cloud/cloud-manifest.ts'
import { planObjects } from '../../../src-shared/cloud/plan-objects.ts'
import type { RemoteProject } from '../../../src-shared/cloud/plan-sync.ts'
import { projectColumns } from '../../../src-shared/cloud/project-columns.ts'
import type { Version } from '../../../src-shared/cloud/sync-state.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import type { WorkOptions } from '../../../src-shared/progress.ts'
import { askCloud } from './ask-cloud.ts'
import { forEachOf } from './for-each-of.ts'
import type { LocalVersion } from './look-at.ts'
import { PlanOutdated } from './plan-again.ts'
import { listObjects, readProject } from './remote-project.ts'
import { sendFile } from './send-file.ts'
import { throwIfStopped } from './stopping.ts'
import { objectsOf, remember, type SyncJob, sourceOf, together } from './sync-job.ts'
import { openUploadAddresses } from './upload-addresses.ts'

/** Versions that a machine may miss, between its sending one and its hearing of it, without a copy being made. */
const REMEMBERED = 32

/** Small files are waiting most of the time; more at once hardly helps, and a home's uplink is soon full. */
const AT_ONCE = 4

/**
 * Sends what the cloud lacks, then makes the folder's version the project's next: the row changes from the old version to
 * the new one in one step, and only if nobody else has changed it. Gives the version; its rows are still to be written.
 * Throws `PlanOutdated` where somebody has.
 */
export async function pushVersion(
  job: SyncJob,
  local: LocalVersion,
  over: RemoteProject | null,
  work: WorkOptions,
): Promise<Version> {
  checkNames(local.files)
  const now = over ?? (await announce(job, local))
  const stored = await listObjects(job.client, job.ownerId, job.projectId, job.signal)
  const { begun } = job.state
  const before = now.version?.manifest ?? null
  const revision = now.revision + 1
  const plan = planObjects({ ...local, kind: job.kind, over: before, stored, begun, writer: writerOf(job), revision })
  const manifest: CloudManifest = {
    format: 1,
    kind: job.kind,
    folder: before?.folder ?? folderName(job),
    files: [...plan.files],
    history: [...(before?.history ?? []), { revision, contentHash: local.contentHash }].slice(-REMEMBERED),
  }
  await remember(job, { begun: together(begun, objectsOf({ ...manifest, files: [...plan.send] })) })
  await sendAll(job, plan.send, work)
  const { name, contentHash } = local
  const version = { revision, name, contentHash, manifest }
  await remember(job, { publishing: version, replaced: together(job.state.replaced, objectsOf(before)) })
  return publish(job, local, version)
}

/** A version that no machine could read must not get into the cloud, where it would be in everybody's way. */
function checkNames(files: readonly LocalFile[]): void {
  const strange = files.find(({ path }) => !filePathSchema.safeParse(path).success)
  if (!strange) return
  throw new StudioError(
    'upload_failed',
    `The file ${JSON.stringify(strange.path)} has a name that other systems cannot store.`,
    'Rename it: colons, backslashes and control characters cannot be used. Then sync again.',
  )
}

/** Another library of this machine may have the project too. */
function writerOf({ device, folder }: SyncJob): string {
  return createHash('sha256').update(`${device.id} ${folder}`).digest('hex').slice(0, 8)
}

/** Objects can only be put below a project that has a row. */
async function announce(job: SyncJob, { name, facts }: LocalVersion): Promise<RemoteProject> {
  const { client, projectId, ownerId, device, signal } = job
  const row = {
    id: projectId,
    owner_id: ownerId,
    name,
    created_at: facts.created,
    device_id: device.id,
    device_name: device.name,
  }
  const options = { onConflict: 'id', ignoreDuplicates: true }
  await askCloud(client, 'announcing the project', () => client.from('projects').upsert(row, options), signal)
  const found = await readProject(client, projectId, signal)
  if (!found || found.version || found.deleted) throw new PlanOutdated('somebody else has sent the project')
  return found
}

async function sendAll(
  job: SyncJob,
  send: readonly CloudManifest['files'][number][],
  work: WorkOptions,
): Promise<void> {
  const total = send.reduce((sum, { bytes }) => sum + bytes, 0)
  const addresses = await openUploadAddresses(job.folder)
  let done = 0
  let ended = 0
  const show = () => work.onProgress?.(total === 0 ? 1 : done / total, `${ended} of ${send.length} files sent`)
  const onBytes = (bytes: number) => {
    done += bytes
    job.counts.sent += bytes
    show()
  }
  await forEachOf(send, AT_ONCE, async (file) => {
    throwIfStopped(job.signal)
    if (work.pause?.requested) await work.pause.wait(job.signal)
    await sendFile({ ...job, onBytes }, file, addresses)
    ended++
    show()
  })
  await addresses.clear()
}

/** Gives the version that is in the cloud then: where another machine was first with the same content, its own. */
async function publish(job: SyncJob, { facts }: LocalVersion, version: Version): Promise<Version> {
  const { client, projectId, device, signal } = job
  const { revision, name, contentHash, manifest } = version
  const columns = {
    ...projectColumns(sourceOf(job, facts, manifest)),
    name,
    manifest,
    content_hash: contentHash,
    device_id: device.id,
    device_name: device.name,
    deleted_at: null,
    // The database refuses an update that is based on another revision than the row's.
    revision: revision - 1,
  }
  const ask = () => client.from('projects').update(columns).eq('id', projectId).select('revision')
  try {
    const rows = await askCloud(client, 'publishing the version', ask, signal)
    if (rows?.length === 1 && rows[0].revision === revision) return version
  } catch (cause) {
    if (!(cause instanceof StudioError) || cause.details.status !== 409) throw cause
  }
  // A first try may have come through whose answer did not; or another has the same, in objects of its own.
  const found = await readProject(client, projectId, signal)
  if (found?.revision === revision && found.version?.contentHash === contentHash) return found.version
  // For certain another's: what was sent for this version is still ours to use.
  if (found?.revision === revision) await remember(job, { publishing: null })
  throw new PlanOutdated('somebody else has published a version')
}

function folderName({ folder }: SyncJob): string {
  return folder.split(/[\\/]/).at(-1) ?? folder
}
