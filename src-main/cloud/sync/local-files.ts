import { readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import { fileError } from '../../../src-engine/files/file-error.ts'
import { hashFile } from '../../../src-engine/library/content-hash.ts'
import { type FolderKind, type LocalFile, sha256Schema } from '../../../src-shared/cloud/cloud-manifest.ts'
import { listFiles, portablePath } from './list-files.ts'
import { throwIfStopped } from './stopping.ts'
import { syncPaths, writeRecord } from './sync-folder.ts'

/** `ctimeMs` tells two files of equal size and date that have changed places. */
const knownSchema = z.record(
  z.string(),
  z.object({ bytes: z.int(), mtimeMs: z.number(), ctimeMs: z.number(), sha256: sha256Schema }),
)
type Known = z.infer<typeof knownSchema>

/** A file written so shortly before it was hashed may be written again within the clock's tick, and look the same. */
const SETTLED_MS = 2000

/**
 * What a project folder holds that goes along with the project (list-files.ts). Files that have not changed since they were
 * hashed last are not read again. Throws what the file system throws, and `cancelled`.
 */
export async function localFiles(project: string, kind: FolderKind, signal?: AbortSignal): Promise<LocalFile[]> {
  const known = await readKnown(project)
  const now: Known = {}
  const files: LocalFile[] = []
  for (const name of await listFiles(project, kind)) {
    throwIfStopped(signal)
    const path = join(project, name)
    const found = await describe(path, known[name]).catch((cause: NodeJS.ErrnoException) => {
      // Removed between the two looks.
      if (cause.code === 'ENOENT') return null
      throw fileError(cause, path)
    })
    if (!found) continue
    if (Date.now() - found.mtimeMs > SETTLED_MS) now[name] = found
    files.push({ path: portablePath(name, project), bytes: found.bytes, sha256: found.sha256 })
  }
  if (JSON.stringify(now) !== JSON.stringify(known)) await writeRecord(syncPaths(project).hashes, now)
  return files
}

/** The path of a version's file in this folder. */
export function pathHere(project: string, path: string): string {
  return join(project, ...path.replace('{id}', basename(project)).split('/'))
}

async function describe(path: string, known: Known[string] | undefined): Promise<Known[string]> {
  const { size: bytes, mtimeMs, ctimeMs } = await stat(path)
  if (known?.bytes === bytes && known.mtimeMs === mtimeMs && known.ctimeMs === ctimeMs) return known
  return { bytes, mtimeMs, ctimeMs, sha256: await hashFile(path) }
}

/** Only a saving of time: one that cannot be read is made anew. */
async function readKnown(project: string): Promise<Known> {
  try {
    return knownSchema.parse(JSON.parse(await readFile(syncPaths(project).hashes, 'utf8')))
  } catch {
    return {}
  }
}
