import type { CloudManifest, FolderKind } from '../../../src-shared/cloud/cloud-manifest.ts'
import type { ProjectFacts } from '../../../src-shared/cloud/project-facts.ts'
import type { RowSource } from '../../../src-shared/cloud/row-source.ts'
import type { SyncState } from '../../../src-shared/cloud/sync-state.ts'
import { objectsPath, type Transfer } from './cloud-account.ts'
import { writeSyncState } from './sync-folder.ts'

/** This machine, as others are told of it. */
export interface Device {
  readonly id: string
  readonly name: string
}

/** The sync of one project under way: nothing else writes its state. */
export interface SyncJob extends Transfer {
  readonly kind: FolderKind
  readonly device: Device
  /** As it is on disk. */
  state: SyncState
  /** As in `SyncOptions`. */
  readonly changeFolder: (change: () => Promise<void>) => Promise<void>
  /** Bytes of files, for whoever asked. */
  readonly counts: { sent: number; fetched: number }
}

/** Changes the sync's record, on disk before it counts. */
export async function remember(job: SyncJob, changes: Partial<SyncState>): Promise<void> {
  const next = { ...job.state, ...changes }
  await writeSyncState(job.folder, next)
  job.state = next
}

/** The objects of a version, as the records list them. */
export function objectsOf(manifest: CloudManifest | null | undefined): SyncState['begun'] {
  return (manifest?.files ?? []).map(({ bucket, object, sha256 }) => ({ bucket, object, sha256 }))
}

/** Both lists, each object once. */
export function together(a: SyncState['begun'], b: SyncState['begun']): SyncState['begun'] {
  return [...new Map([...a, ...b].map((object) => [`${object.bucket}/${object.object}`, object])).values()]
}

/** What the rows of a version are made from. */
export function sourceOf(
  { projectId, ownerId, kind }: Pick<SyncJob, 'projectId' | 'ownerId' | 'kind'>,
  facts: ProjectFacts,
  { files }: Pick<CloudManifest, 'files'>,
): RowSource {
  return { projectId, ownerId, objects: objectsPath({ projectId, ownerId }), kind, facts, files }
}
