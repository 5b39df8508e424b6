const MAGIC = 'G3DARR1\n'
const TYPES = { f32: Float32Array, f64: Float64Array, u8: Uint8Array, u32: Uint32Array } as const

export type StoredArray = Float32Array | Float64Array | Uint8Array | Uint32Array

/** One array of an array file; docs/project-format.md describes the format. */
export interface ArrayEntry {
  readonly name: string
  readonly type: keyof typeof TYPES
  readonly length: number
  /** Bytes from the start of the file. */
  readonly offset: number
}

export const ARRAY_FILE_MAGIC = MAGIC

/** What arrays an array file holds; its first bytes will do. Throws when they are none of one or cut short. */
export function parseArrayEntries(bytes: Uint8Array): ArrayEntry[] {
  const headerStart = MAGIC.length + 4
  const text = new TextDecoder('latin1')
  if (bytes.length < headerStart || text.decode(bytes.subarray(0, MAGIC.length)) !== MAGIC) throw incomplete()
  const headerLength = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength).getUint32(MAGIC.length, true)
  if (headerStart + headerLength > bytes.length) throw incomplete()
  return JSON.parse(new TextDecoder().decode(bytes.subarray(headerStart, headerStart + headerLength))) as ArrayEntry[]
}

/**
 * The named arrays of an array file's bytes, each a copy of its own, so that dropping the bytes frees them and an array
 * may be transferred. Throws when the bytes are no array file or are cut short.
 */
export function parseArrays(bytes: Uint8Array): Record<string, StoredArray> {
  return Object.fromEntries(
    parseArrayEntries(bytes).map(({ name, type, length, offset }) => {
      const Type = TYPES[type]
      const end = offset + length * Type.BYTES_PER_ELEMENT
      if (end > bytes.length) throw incomplete()
      return [name, new Type(bytes.buffer.slice(bytes.byteOffset + offset, bytes.byteOffset + end) as ArrayBuffer)]
    }),
  )
}

/** The array of that name and type. Throws when there is none. */
export function takeArray<T extends StoredArray>(
  arrays: Readonly<Record<string, StoredArray>>,
  name: string,
  type: abstract new (...args: never[]) => T,
): T {
  const array = arrays[name]
  if (!(array instanceof type)) throw new Error(`The array ${name} is missing`)
  return array
}

export function arrayTypeOf(array: StoredArray): ArrayEntry['type'] {
  if (array instanceof Float32Array) return 'f32'
  if (array instanceof Float64Array) return 'f64'
  return array instanceof Uint32Array ? 'u32' : 'u8'
}

function incomplete(): Error {
  return new Error('This is not a complete array file')
}
