import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import type { SyncState } from '../../../src-shared/cloud/sync-state.ts'
import { readSyncState } from './sync-folder.ts'

export interface LocalProject {
  readonly folder: string
  readonly state: SyncState
}

/** The projects of a library folder that are, or once were, under sync. One whose record is damaged is passed over. */
export async function projectsUnderSync(library: string): Promise<LocalProject[]> {
  const entries = await readdir(library, { withFileTypes: true }).catch(() => [])
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
  const found: LocalProject[] = []
  for (const { name } of folders.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const folder = join(library, name)
    const state = await readSyncState(folder).catch(() => null)
    if (state) found.push({ folder, state })
  }
  return found
}
