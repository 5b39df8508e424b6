import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { fileError } from './file-error.ts'

/** How the name of a file that is still being written ends; found after a crash, such a file is rubbish. */
export const TEMPORARY_SUFFIX = '.tmp'

/**
 * Writes a file so that a reader, and a crash or power cut at any moment, sees the old file or the new one, never a part:
 * a temporary file in the same folder, fsync, rename over the target, fsync of the folder. Makes the folder if needed.
 * (write-file-atomic leaves the folder unsynced, so a power cut could undo the rename.)
 *
 * Throws `disk_full`, `permission_denied`, `path_not_found`; the temporary file is removed then.
 */
export async function writeAtomically(path: string, content: string | readonly Uint8Array[]): Promise<void> {
  const folder = dirname(path)
  const temporary = join(folder, `.${basename(path)}.${process.pid}${TEMPORARY_SUFFIX}`)
  try {
    await mkdir(folder, { recursive: true })
    const file = await open(temporary, 'w')
    try {
      for (const chunk of typeof content === 'string' ? [Buffer.from(content)] : content) await writeAll(file, chunk)
      await file.sync()
    } finally {
      await file.close()
    }
    await rename(temporary, path)
    await syncFolder(folder)
  } catch (cause) {
    await rm(temporary, { force: true })
    throw fileError(cause, path)
  }
}

/** `FileHandle.write` may stop short, at 2 GiB or when a disk fills. */
async function writeAll(file: FileHandle, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; )
    at += (await file.write(chunk, at, Math.min(chunk.length - at, 1 << 26))).bytesWritten
}

/** Windows has no way to sync a folder, and needs none: NTFS journals the rename. */
async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
