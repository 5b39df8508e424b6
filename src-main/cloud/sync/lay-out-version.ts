import { mkdir, readdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileError } from '../../../src-engine/files/file-error.ts'
import type { SyncState, Version } from '../../../src-shared/cloud/sync-state.ts'
import { copySynced } from './copy-synced.ts'
import { pathHere } from './local-files.ts'
import { writeSyncState } from './sync-folder.ts'

/** How the names of folders begin that are being made. */
export const ASIDE = '.incoming-'

/** Where a new project folder is made: out of sight, for the library passes over names that begin with a dot. */
export function asideOf(folder: string): string {
  return join(dirname(folder), `${ASIDE}${basename(folder)}`)
}

/**
 * Makes a new project folder of a version whose contents lie under `contents` by their hash, and are taken from there. It is
 * whole before it is there. `finish` is given the folder while it is still out of sight. Throws what the file system throws.
 */
export async function layOutVersion(
  folder: string,
  version: Version,
  contents: string,
  state: SyncState,
  finish: (aside: string) => Promise<void> = async () => {},
): Promise<void> {
  const aside = asideOf(folder)
  try {
    await clear(aside)
    const last = new Map(version.manifest.files.map((file) => [file.sha256, file]))
    for (const file of version.manifest.files) {
      const to = pathHere(aside, file.path.replace('{id}', basename(folder)))
      await mkdir(dirname(to), { recursive: true })
      if (last.get(file.sha256) === file) await rename(join(contents, file.sha256), to)
      else await copySynced(join(contents, file.sha256), to)
    }
    await finish(aside)
    await writeSyncState(aside, state)
    await rm(join(aside, '.sync', 'incoming'), { recursive: true, force: true })
    await rename(aside, folder)
  } catch (cause) {
    throw fileError(cause, folder)
  }
}

/** What an earlier try, perhaps of another version, has laid out. */
async function clear(aside: string): Promise<void> {
  await mkdir(aside, { recursive: true })
  for (const name of await readdir(aside)) {
    if (name !== '.sync') await rm(join(aside, name), { recursive: true, force: true })
  }
}
