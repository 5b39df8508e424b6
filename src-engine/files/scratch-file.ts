import { type FileHandle, mkdir, open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { fileError } from './file-error.ts'
import { TEMPORARY_SUFFIX } from './write-atomically.ts'

/** Bytes that are put aside on disk while a program runs. */
export interface ScratchFile {
  /** Adds bytes, one caller at a time, and gives where they lie. Throws `disk_full`. */
  append(bytes: Uint8Array): Promise<number>
  /** Fills `into` with the bytes from `start`. */
  read(start: number, into: Uint8Array): Promise<void>
  /** Its space is free again. */
  close(): Promise<void>
}

/** The most that one call of the system reads or writes. */
const CHUNK = 1 << 26
let scratches = 0

/**
 * A file without a name, where the system can do without one, so that nothing is left even of a program that is killed;
 * elsewhere one that is removed when it is closed, and by the next run on a project. Makes the folder if needed.
 */
export async function openScratchFile(folder: string): Promise<ScratchFile> {
  const path = join(folder, `.scratch.${process.pid}-${scratches++}${TEMPORARY_SUFFIX}`)
  let file: FileHandle
  try {
    await mkdir(folder, { recursive: true })
    file = await open(path, 'wx+')
  } catch (cause) {
    throw fileError(cause, path)
  }
  const remove = () => rm(path, { force: true }).catch(() => {})
  await remove()
  let end = 0
  return {
    append: async (bytes) => {
      const start = end
      try {
        for (let at = 0; at < bytes.length; ) {
          at += (await file.write(bytes, at, Math.min(bytes.length - at, CHUNK), start + at)).bytesWritten
        }
      } catch (cause) {
        throw fileError(cause, path, bytes.length)
      }
      end = start + bytes.length
      return start
    },
    read: async (start, into) => {
      for (let at = 0; at < into.length; ) {
        const { bytesRead } = await file.read(into, at, Math.min(into.length - at, CHUNK), start + at)
        if (bytesRead === 0) throw new Error(`The scratch file ends after ${start + at} bytes.`)
        at += bytesRead
      }
    },
    close: async () => {
      await file.close()
      await remove()
    },
  }
}
