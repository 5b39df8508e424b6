import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { z } from 'zod'
import { fileError } from '../../../src-engine/files/file-error.ts'
import { readJsonFile } from '../../../src-engine/files/read-json-file.ts'
import { writeAtomically } from '../../../src-engine/files/write-atomically.ts'
import { lockProject } from '../../../src-engine/library/project-lock.ts'
import { applySchema, type SyncState, syncStateSchema } from '../../../src-shared/cloud/sync-state.ts'
import { StudioError } from '../../../src-shared/errors.ts'

/** The sync's own files in a project folder; none of them is ever sent. */
export const syncPaths = (project: string) => ({
  folder: join(project, '.sync'),
  state: join(project, '.sync', 'state.json'),
  apply: join(project, '.sync', 'apply.json'),
  hashes: join(project, '.sync', 'hashes.json'),
  uploads: join(project, '.sync', 'uploads.json'),
  /** Files that have been fetched, by their SHA-256. */
  incoming: join(project, '.sync', 'incoming'),
})

/** Null where the project was never put under sync. Throws `project_damaged`, and what the file system throws. */
export function readSyncState(project: string): Promise<SyncState | null> {
  const { state } = syncPaths(project)
  return readJsonFile(state, syncStateSchema, damaged(state))
}

export async function writeSyncState(project: string, state: SyncState): Promise<void> {
  await writeRecord(syncPaths(project).state, state)
}

/** A fetched version whose putting in place was begun; null where there is none. */
export function readApply(project: string): Promise<z.infer<typeof applySchema> | null> {
  const { apply } = syncPaths(project)
  return readJsonFile(apply, applySchema, damaged(apply))
}

/** Keeps other syncs of a project away until the function that it gives is called. Throws `project_busy`, `disk_full`. */
export async function lockSync(project: string): Promise<() => void> {
  const { folder } = syncPaths(project)
  await mkdir(folder, { recursive: true }).catch((cause: unknown) => {
    throw fileError(cause, folder)
  })
  return lockProject(folder)
}

export async function writeRecord(path: string, content: unknown): Promise<void> {
  await writeAtomically(path, `${JSON.stringify(content)}\n`)
}

export async function removeFile(path: string): Promise<void> {
  await rm(path, { force: true }).catch((cause: unknown) => {
    throw fileError(cause, path)
  })
}

function damaged(path: string) {
  return (cause: unknown) =>
    new StudioError(
      'project_damaged',
      `The sync's record ${path} is damaged.`,
      'Restore it from a backup; or delete the folder .sync it lies in and put the project under sync anew.',
      { cause },
    )
}
