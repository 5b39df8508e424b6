import { constants, existsSync } from 'node:fs'
import { copyFile, mkdir, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileError } from '../../../src-engine/files/file-error.ts'
import { TEMPORARY_SUFFIX } from '../../../src-engine/files/write-atomically.ts'
import { hashFile } from '../../../src-engine/library/content-hash.ts'
import type { FolderKind, LocalFile } from '../../../src-shared/cloud/cloud-manifest.ts'
import type { Apply, Version } from '../../../src-shared/cloud/sync-state.ts'
import { whileNoRun } from './busy-project.ts'
import { dropContents } from './fetch-version.ts'
import { pathHere } from './local-files.ts'
import { PlanOutdated } from './send-file.ts'
import { readApply, removeFile, syncPaths, writeRecord } from './sync-folder.ts'

/**
 * Puts a version, whose contents lie under `.sync/incoming`, in place of what the folder holds. All that is to be done is
 * written down first, so that whatever opens the project next can end it. Throws `project_busy` while a run uses the
 * project, `PlanOutdated` where a file is no longer as it was looked at.
 */
export async function applyVersion(
  folder: string,
  kind: FolderKind,
  version: Version,
  here: readonly LocalFile[],
): Promise<void> {
  const was = new Map(here.map(({ path, sha256 }) => [path, sha256]))
  const wanted = new Set(version.manifest.files.map(({ path }) => path))
  const apply: Apply = {
    version,
    write: version.manifest.files
      .filter(({ path, sha256 }) => was.get(path) !== sha256)
      .map(({ path, bytes, sha256 }) => ({ path, bytes, sha256, was: was.get(path) ?? null })),
    remove: here.filter(({ path }) => !wanted.has(path)).map(({ path, sha256 }) => ({ path, was: sha256 })),
  }
  await whileNoRun(folder, kind, async () => {
    await writeRecord(syncPaths(folder).apply, apply)
    await carryOut(folder, apply)
  })
}

/** Ends what a kill has cut off. Gives the version that is in place now; null where nothing had been begun. */
export async function endApply(folder: string, kind: FolderKind): Promise<Version | null> {
  const apply = await readApply(folder)
  if (!apply) return null
  try {
    await whileNoRun(folder, kind, () => carryOut(folder, apply))
    return apply.version
  } catch (cause) {
    // Somebody has worked on it meanwhile: what is here now is their version, and is treated as such.
    if (cause instanceof PlanOutdated) return null
    throw cause
  }
}

/** The record of what is to be done stays until the caller has noted that it is. */
export async function forgetApply(folder: string): Promise<void> {
  await removeFile(syncPaths(folder).apply)
  await dropContents(folder)
}

async function carryOut(folder: string, { write, remove }: Apply): Promise<void> {
  try {
    // All is looked at before the first is touched.
    for (const { path, sha256, was } of write) await expect(folder, path, [was, sha256])
    for (const { path, was } of remove) await expect(folder, path, [was, null])
  } catch (cause) {
    if (cause instanceof PlanOutdated) await forgetApply(folder)
    throw cause
  }
  for (const { path, sha256 } of write) await put(folder, path, sha256)
  for (const { path } of remove) await removeFile(pathHere(folder, path))
}

async function expect(folder: string, path: string, hashes: readonly (string | null)[]): Promise<void> {
  const here = pathHere(folder, path)
  const now = existsSync(here) ? await hashFile(here) : null
  if (!hashes.includes(now)) throw new PlanOutdated(`${path} has changed`)
}

async function put(folder: string, path: string, sha256: string): Promise<void> {
  const to = pathHere(folder, path)
  const content = join(syncPaths(folder).incoming, sha256)
  const aside = join(dirname(to), `.${sha256.slice(0, 16)}${TEMPORARY_SUFFIX}`)
  try {
    if (!existsSync(content) && (await hashFile(to)) === sha256) return
    await mkdir(dirname(to), { recursive: true })
    await copyFile(content, aside, constants.COPYFILE_FICLONE)
    await rename(aside, to)
  } catch (cause) {
    await rm(aside, { force: true })
    throw fileError(cause, to)
  }
}
