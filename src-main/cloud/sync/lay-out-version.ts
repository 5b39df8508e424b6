import { constants } from 'node:fs'
import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileError } from '../../../src-engine/files/file-error.ts'
import type { SyncState, Version } from '../../../src-shared/cloud/sync-state.ts'
import { pathHere } from './local-files.ts'
import { writeSyncState } from './sync-folder.ts'

/** Where a new project folder is made: out of sight, for the library passes over names that begin with a dot. */
export function asideOf(folder: string): string {
  return join(dirname(folder), `.incoming-${basename(folder)}`)
}

/**
 * Makes a new project folder of a version whose contents lie under `contents` by their hash. It is whole before it is
 * there. `finish` is given the folder while it is still out of sight. Throws what the file system throws.
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
    for (const { path, sha256 } of version.manifest.files) {
      const to = pathHere(aside, path.replace('{id}', basename(folder)))
      await mkdir(dirname(to), { recursive: true })
      await copyFile(join(contents, sha256), to, constants.COPYFILE_FICLONE)
    }
    await finish(aside)
    await writeSyncState(aside, state)
    await rm(join(aside, '.sync', 'incoming'), { recursive: true, force: true })
    await rename(aside, folder)
  } catch (cause) {
    throw fileError(cause, folder)
  }
}
