import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileError } from '../../../src-engine/files/file-error.ts'
import { ASIDE } from './lay-out-version.ts'

/** As long as the cloud keeps a deleted project. */
const KEPT_MS = 30 * 24 * 3600 * 1000
const TRASH = '.trash'

/** Moves a project folder out of sight, to `.trash` beside it; gives where it lies now. */
export async function moveToTrash(folder: string): Promise<string> {
  const trash = join(dirname(folder), TRASH)
  const to = join(trash, `${Date.now()} ${basename(folder)}`)
  try {
    await mkdir(trash, { recursive: true })
    await rename(folder, to)
    // The lock of whoever moved it: taken out of the trash again, the project is free.
    await rm(join(to, '.sync', '.lock'), { force: true })
  } catch (cause) {
    throw fileError(cause, folder)
  }
  return to
}

/** Removes what has lain in a library's trash for 30 days, and downloads that were cut off and have not gone on for so long. */
export async function emptyLocalTrash(library: string, now = Date.now()): Promise<void> {
  for (const name of await readdir(library).catch(() => [])) {
    const path = join(library, name)
    const began = name.startsWith(ASIDE) ? await stat(path).then(({ mtimeMs }) => mtimeMs) : now
    if (now - began > KEPT_MS) await rm(path, { recursive: true, force: true })
  }
  const trash = join(library, TRASH)
  const names = await readdir(trash).catch(() => [])
  for (const name of names) {
    const since = Number(/^(\d+) /.exec(name)?.[1] ?? now)
    if (now - since > KEPT_MS) await rm(join(trash, name), { recursive: true, force: true })
  }
}
