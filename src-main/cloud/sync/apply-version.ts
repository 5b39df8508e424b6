import { existsSync, statSync } from 'node:fs'
import { mkdir, rename } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileError } from '../../../src-engine/files/file-error.ts'
import { syncFolder } from '../../../src-engine/files/write-atomically.ts'
import { hashFile } from '../../../src-engine/library/content-hash.ts'
import type { FolderKind, LocalFile } from '../../../src-shared/cloud/cloud-manifest.ts'
import type { Apply, Version } from '../../../src-shared/cloud/sync-state.ts'
import { whileNoRun } from './busy-project.ts'
import { copySynced } from './copy-synced.ts'
import { dropContents } from './fetch-version.ts'
import { pathHere } from './local-files.ts'
import { PlanOutdated } from './plan-again.ts'
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

/** A file that is to be written, and how the one in its place looked when all were looked at. */
interface Pending {
  readonly path: string
  readonly sha256: string
  readonly seen: string | null
}

async function carryOut(folder: string, { write, remove }: Apply): Promise<void> {
  try {
    // All is looked at before the first is touched.
    const going: Omit<Pending, 'sha256'>[] = []
    for (const { path, was } of remove) going.push({ path, seen: (await look(folder, path, [was, null])).seen })
    const coming: Pending[] = []
    for (const { path, sha256, was } of write) {
      const { now, seen } = await look(folder, path, [was, sha256])
      if (now === sha256) continue
      if (!existsSync(contentOf(folder, sha256))) throw new PlanOutdated(`what ${path} is to hold is gone`)
      coming.push({ path, sha256, seen })
    }
    // Taken away first: where case does not count, a name may differ from its successor's by that alone.
    for (const { path, seen } of going) {
      expectAs(folder, path, seen)
      await removeFile(pathHere(folder, path))
    }
    const last = new Map(coming.map((file) => [file.sha256, file]))
    for (const file of coming) await put(folder, file, last.get(file.sha256) === file)
    // On the disk before anybody forgets that it was to be done.
    for (const parent of new Set(coming.map(({ path }) => dirname(pathHere(folder, path))))) await syncFolder(parent)
  } catch (cause) {
    if (cause instanceof PlanOutdated) await forgetApply(folder)
    throw cause
  }
}

async function look(folder: string, path: string, hashes: readonly (string | null)[]) {
  const seen = looksOf(folder, path)
  const now = seen === null ? null : await hashFile(pathHere(folder, path))
  if (!hashes.includes(now)) throw new PlanOutdated(`${path} has changed`)
  return { now, seen }
}

/** Whatever is written into a file, or put in its place, changes this; what indexers and backups note beside it does not. */
function looksOf(folder: string, path: string): string | null {
  const found = statSync(pathHere(folder, path), { throwIfNoEntry: false, bigint: true })
  return found ? `${found.ino} ${found.size} ${found.mtimeNs}` : null
}

/** Somebody may have saved the file since all were looked at, which takes a while where they are large. */
function expectAs(folder: string, path: string, seen: string | null): void {
  const now = looksOf(folder, path)
  if (now !== null && now !== seen) throw new PlanOutdated(`${path} has changed`)
}

/** The last file of a content takes it, which needs no space; those before it are given copies. */
async function put(folder: string, { path, sha256, seen }: Pending, isLast: boolean): Promise<void> {
  const to = pathHere(folder, path)
  const content = contentOf(folder, sha256)
  const copy = `${content}.copy`
  try {
    await mkdir(dirname(to), { recursive: true })
    if (!isLast) await copySynced(content, copy)
    expectAs(folder, path, seen)
    await rename(isLast ? content : copy, to)
  } catch (cause) {
    throw cause instanceof PlanOutdated ? cause : fileError(cause, to)
  }
}

function contentOf(folder: string, sha256: string): string {
  return join(syncPaths(folder).incoming, sha256)
}
