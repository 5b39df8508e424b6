import { open, readFile } from 'node:fs/promises'
import {
  type ArrayEntry,
  arrayTypeOf,
  ARRAY_FILE_MAGIC as MAGIC,
  parseArrayEntries,
  parseArrays,
  type StoredArray,
} from '../../src-shared/array-file.ts'
import { writeAtomically } from '../files/write-atomically.ts'

const ALIGNMENT = 8

/**
 * Writes named arrays to one file, bit for bit and atomically: the magic word, the header's length in bytes (u32), a
 * JSON list of the arrays padded with spaces, then their little-endian content, each at a multiple of 8 bytes.
 */
export async function writeArrays(path: string, arrays: Readonly<Record<string, StoredArray>>): Promise<void> {
  const named = Object.entries(arrays)
  const layout = (start: number): ArrayEntry[] => {
    let offset = start
    return named.map(([name, array]) => {
      const entry = { name, type: arrayTypeOf(array), length: array.length, offset }
      offset = align(offset + array.byteLength)
      return entry
    })
  }
  // Offsets in the header depend on its own length: lay out with the longest possible numbers first, then pad to that.
  const start = align(MAGIC.length + 4 + JSON.stringify(layout(Number.MAX_SAFE_INTEGER / 2)).length)
  const header = JSON.stringify(layout(start)).padEnd(start - MAGIC.length - 4)
  const length = Buffer.alloc(4)
  length.writeUInt32LE(header.length)
  const padding = new Uint8Array(ALIGNMENT)
  await writeAtomically(path, [
    Buffer.from(MAGIC),
    length,
    Buffer.from(header),
    ...named.flatMap(([, array]) => [
      new Uint8Array(array.buffer, array.byteOffset, array.byteLength),
      padding.subarray(0, align(array.byteLength) - array.byteLength),
    ]),
  ])
}

/** Reads a file of `writeArrays`. Throws when it is not one or is cut short. */
export async function readArrays(path: string): Promise<Record<string, StoredArray>> {
  const bytes = await readFile(path)
  try {
    return parseArrays(bytes)
  } catch (cause) {
    throw new Error(`${path} is not a complete array file`, { cause })
  }
}

/** Bytes looked at first for the header: its arrays' names and lengths hardly need more. */
const HEAD_BYTES = 4096

/** What arrays a file of `writeArrays` holds, without reading them. Throws when it is not one. */
export async function readArrayEntries(path: string): Promise<ArrayEntry[]> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(HEAD_BYTES), 0, HEAD_BYTES, 0)
    return parseArrayEntries(buffer.subarray(0, bytesRead))
  } catch (cause) {
    throw new Error(`${path} is not a complete array file`, { cause })
  } finally {
    await file.close()
  }
}

function align(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT
}
