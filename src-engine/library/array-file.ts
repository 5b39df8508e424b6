import { readFile } from 'node:fs/promises'
import { writeAtomically } from '../files/write-atomically.ts'

const MAGIC = 'G3DARR1\n'
const ALIGNMENT = 8
const TYPES = { f32: Float32Array, f64: Float64Array, u8: Uint8Array, u32: Uint32Array } as const

export type StoredArray = Float32Array | Float64Array | Uint8Array | Uint32Array

interface Entry {
  readonly name: string
  readonly type: keyof typeof TYPES
  readonly length: number
  /** Bytes from the start of the file. */
  readonly offset: number
}

/**
 * Writes named arrays to one file, bit for bit and atomically: the magic word, the header's length in bytes (u32), a
 * JSON list of the arrays padded with spaces, then their little-endian content, each at a multiple of 8 bytes.
 */
export async function writeArrays(path: string, arrays: Readonly<Record<string, StoredArray>>): Promise<void> {
  const named = Object.entries(arrays)
  const layout = (start: number): Entry[] => {
    let offset = start
    return named.map(([name, array]) => {
      const entry = { name, type: typeOf(array), length: array.length, offset }
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
  const wrong = () => new Error(`${path} is not a complete array file`)
  if (bytes.toString('latin1', 0, MAGIC.length) !== MAGIC) throw wrong()
  const headerEnd = MAGIC.length + 4 + bytes.readUInt32LE(MAGIC.length)
  const entries = JSON.parse(bytes.toString('utf8', MAGIC.length + 4, headerEnd)) as Entry[]
  return Object.fromEntries(
    entries.map(({ name, type, length, offset }) => {
      const Type = TYPES[type]
      const end = offset + length * Type.BYTES_PER_ELEMENT
      if (end > bytes.length) throw wrong()
      // A copy of its own, so that dropping the file's buffer frees it and the array may be transferred.
      return [name, new Type(bytes.buffer.slice(bytes.byteOffset + offset, bytes.byteOffset + end) as ArrayBuffer)]
    }),
  )
}

/** The array of that name and type. Throws when the file has none. */
export function takeArray<T extends StoredArray>(
  arrays: Readonly<Record<string, StoredArray>>,
  name: string,
  type: abstract new (...args: never[]) => T,
): T {
  const array = arrays[name]
  if (!(array instanceof type)) throw new Error(`The array ${name} is missing`)
  return array
}

function typeOf(array: StoredArray): Entry['type'] {
  if (array instanceof Float32Array) return 'f32'
  if (array instanceof Float64Array) return 'f64'
  return array instanceof Uint32Array ? 'u32' : 'u8'
}

function align(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT
}
