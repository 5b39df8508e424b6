import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileError } from './file-error.ts'

/** How the name of a file that is still being written ends; found after a crash, such a file is rubbish. */
export const TEMPORARY_SUFFIX = '.tmp'

export interface FileToWrite {
  readonly path: string
  readonly chunks: readonly Uint8Array[]
}

let temporaries = 0

/** One file of text or bytes: `writeFilesAtomically` for the usual case. */
export async function writeAtomically(path: string, content: string | readonly Uint8Array[]): Promise<void> {
  await writeFilesAtomically([{ path, chunks: typeof content === 'string' ? [Buffer.from(content)] : content }])
}

/**
 * Writes files so that a reader, and a crash or power cut at any moment, sees an old file or a new one, never a part:
 * each goes to a temporary file in its folder, is synced, and only when all are on the disk are they renamed, in the
 * order given, and their folders synced. Makes the folders if needed. Gives the bytes written.
 * (write-file-atomic leaves the folder unsynced, so a power cut could undo the rename.)
 *
 * Throws `disk_full` (with the size needed), `permission_denied`, `path_not_found`; nothing temporary is left then.
 */
export async function writeFilesAtomically(files: readonly FileToWrite[]): Promise<number> {
  const written: { from: string; to: string }[] = []
  try {
    for (const { path, chunks } of files) {
      await mkdir(dirname(path), { recursive: true })
      const name = `.${basename(path)}.${process.pid}-${temporaries++}${TEMPORARY_SUFFIX}`
      written.push({ from: join(dirname(path), name), to: path })
      await writeSynced(join(dirname(path), name), chunks)
    }
    for (const { from, to } of written) await rename(from, to)
    for (const folder of new Set(files.map(({ path }) => dirname(path)))) await syncFolder(folder)
    return bytesOf(files)
  } catch (cause) {
    for (const { from } of written) await rm(from, { force: true })
    throw fileError(cause, files[0].path, bytesOf(files))
  }
}

function bytesOf(files: readonly FileToWrite[]): number {
  return files.flatMap(({ chunks }) => chunks).reduce((sum, chunk) => sum + chunk.length, 0)
}

async function writeSynced(path: string, chunks: readonly Uint8Array[]): Promise<void> {
  const file = await open(path, 'wx')
  try {
    for (const chunk of chunks) await writeAll(file, chunk)
    await file.sync()
  } finally {
    await file.close()
  }
}

/** `FileHandle.write` may stop short, at 2 GiB or when a disk fills. */
async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; )
    at += (await file.write(chunk, at, Math.min(chunk.length - at, 1 << 26))).bytesWritten
}

/** Has a folder's names on the disk. Windows has no way to sync a folder, and needs none: NTFS journals the rename. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
