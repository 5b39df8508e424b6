import { stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isProjectTaken } from '../../src-engine/library/project-lock.ts'
import type { CloudManifest, FolderKind } from '../../src-shared/cloud/cloud-manifest.ts'
import { placeOf } from '../../src-shared/cloud/object-place.ts'
import type { ProjectFacts } from '../../src-shared/cloud/project-facts.ts'
import type { DescribedFile } from '../../src-shared/cloud/row-source.ts'
import { STUDIO_NAMESPACE, stableId } from '../../src-shared/cloud/stable-id.ts'
import { statusOfRows } from '../../src-shared/cloud/status-of-rows.ts'
import type { ProjectStatusAnswer } from '../../src-shared/project-status.ts'
import { objectsPath } from '../cloud/sync/cloud-account.ts'
import { listFiles, portablePath } from '../cloud/sync/list-files.ts'
import { readFacts, readRun, workFolder } from '../cloud/sync/read-facts.ts'
import { readSyncState } from '../cloud/sync/sync-folder.ts'

/** Nobody's: of a project that is not under sync. */
const NO_OWNER = '00000000-0000-0000-0000-000000000000'

/**
 * How far the project of a folder is, from the rows that a sync would write of it now. Under sync it is called by its id in
 * the cloud, and its addresses name the objects of the version that was sent last, for new files the place they will have.
 * Any other is called by its folder's name, which in its addresses stands for owner and project. No file's content is read
 * but the stages' records. Throws what the file system throws.
 *
 * @param run How its run stands; default: as its records tell.
 */
export async function projectStatusOf(
  folder: string,
  kind: FolderKind,
  run?: ProjectFacts['run'],
): Promise<ProjectStatusAnswer> {
  const [found, read] = await Promise.all([readSyncState(folder).catch(() => null), readFacts(folder, kind)])
  const state = found?.enabled ? found : null
  const facts = { ...read, run: run === undefined ? await runNow(folder, kind) : run }
  const files = await describedFiles(folder, kind, state?.base?.manifest ?? null)
  if (state) {
    const { projectId, ownerId } = state
    return statusOfRows(projectId, { projectId, ownerId, objects: objectsPath(state), kind, facts, files })
  }
  const name = basename(folder)
  const projectId = await stableId(STUDIO_NAMESPACE, name)
  return statusOfRows(name, { projectId, ownerId: NO_OWNER, objects: name, kind, facts, files })
}

async function runNow(folder: string, kind: FolderKind): Promise<ProjectFacts['run']> {
  return readRun(folder, kind, await isProjectTaken(workFolder(folder, kind)))
}

async function describedFiles(folder: string, kind: FolderKind, sent: CloudManifest | null): Promise<DescribedFile[]> {
  const known = new Map(sent?.files.map((file) => [file.path, file]))
  const sizes = new Map<string, number>()
  for (const name of await listFiles(folder, kind)) {
    // Removed since it was listed: a run is under way.
    const found = await stat(join(folder, name)).catch(() => null)
    if (found) sizes.set(portablePath(name, folder), found.size)
  }
  const paths = new Set(sizes.keys())
  return [...sizes].map(([path, bytes]) => {
    const before = known.get(path)
    const place = placeOf(path, kind, paths)
    const { bucket, object } = before ?? { bucket: place.bucket, object: place.name }
    return { path, bytes, bucket, object, sha256: null }
  })
}
