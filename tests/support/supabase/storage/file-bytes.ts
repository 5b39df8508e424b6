import { createHash, randomUUID } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { copyFile, link, open, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { diskFull, tooLarge } from './storage-failure.ts'

export interface Disk {
  /** Bytes that still fit. */
  freeBytes: number
}

export interface StoredBytes {
  /** Names them; the row of the object points at it. */
  readonly version: string
  readonly size: number
  readonly md5: string
}

/** The bytes of objects, each version a file of its own. */
export interface FileBytes {
  /** Throws where there are more than `limit`, or than the disk holds; nothing is left then. */
  write(bytes: AsyncIterable<Uint8Array>, limit: number): Promise<StoredBytes>
  /** A file that is there already, under a second name. */
  adopt(path: string): Promise<StoredBytes>
  copy(version: string): Promise<StoredBytes>
  /** From one byte to another, both included. */
  read(version: string, from: number, to: number): ReadableStream
  remove(version: string): Promise<void>
}

export function createFileBytes(folder: string, disk: Disk): FileBytes {
  const pathOf = (version: string) => join(folder, version)
  const measured = async (version: string): Promise<StoredBytes> => {
    const hash = createHash('md5')
    for await (const chunk of createReadStream(pathOf(version))) hash.update(chunk)
    return { version, size: (await stat(pathOf(version))).size, md5: hash.digest('hex') }
  }
  const remove = async (version: string) => {
    disk.freeBytes += (await stat(pathOf(version))).size
    await rm(pathOf(version))
  }
  return {
    write: async (bytes, limit) => {
      const version = randomUUID()
      const file = await open(pathOf(version), 'wx')
      const hash = createHash('md5')
      let size = 0
      try {
        for await (const chunk of bytes) {
          size += chunk.length
          if (size > limit) throw tooLarge()
          if (chunk.length > disk.freeBytes) throw diskFull()
          disk.freeBytes -= chunk.length
          hash.update(chunk)
          await file.write(chunk)
        }
      } catch (error) {
        await file.close()
        await remove(version)
        throw error
      }
      await file.close()
      return { version, size, md5: hash.digest('hex') }
    },
    adopt: async (path) => {
      const version = randomUUID()
      await link(path, pathOf(version))
      return measured(version)
    },
    copy: async (from) => {
      const version = randomUUID()
      await copyFile(pathOf(from), pathOf(version))
      disk.freeBytes -= (await stat(pathOf(version))).size
      return measured(version)
    },
    read: (version, from, to) =>
      Readable.toWeb(createReadStream(pathOf(version), { start: from, end: to })) as ReadableStream,
    remove,
  }
}
