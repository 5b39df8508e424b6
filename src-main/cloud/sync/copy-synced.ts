import { constants } from 'node:fs'
import { copyFile, open } from 'node:fs/promises'

/**
 * Copies a file, without taking space where the disk can share it, and has it on the disk before it returns: a power cut
 * right after must not leave an empty file, which would count as a change. Throws what the file system throws.
 */
export async function copySynced(from: string, to: string): Promise<void> {
  await copyFile(from, to, constants.COPYFILE_FICLONE)
  // Windows syncs only what is open for writing.
  const handle = await open(to, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
