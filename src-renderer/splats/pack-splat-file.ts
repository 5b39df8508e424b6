import { packedCapacity, packSplat, WORDS_PER_SPLAT } from './pack-splat.ts'

const BYTES_PER_SPLAT = 32

export interface PackedCloud {
  readonly count: number
  /** Spark's 16 bytes a splat (`packSplat`); room for `packedCapacity(count)`. */
  readonly packed: Uint32Array<ArrayBuffer>
}

/**
 * The splats of a .splat file (position and linear scale as floats, RGBA and rotation as bytes; y down), turned by 180
 * degrees about x into our world and packed for drawing. Throws `RangeError` where the bytes are cut short.
 */
export function packSplatFile(bytes: ArrayBuffer): PackedCloud {
  if (bytes.byteLength % BYTES_PER_SPLAT !== 0) throw new RangeError('A .splat file was cut short')
  const count = bytes.byteLength / BYTES_PER_SPLAT
  const packed = new Uint32Array(WORDS_PER_SPLAT * packedCapacity(count))
  const floats = new Float32Array(bytes)
  const octets = new Uint8Array(bytes)
  for (let i = 0; i < count; i++) {
    const f = 8 * i
    const b = BYTES_PER_SPLAT * i + 24
    packSplat(
      packed,
      i,
      floats[f],
      -floats[f + 1],
      -floats[f + 2],
      floats[f + 3],
      floats[f + 4],
      floats[f + 5],
      octets[b + 4] - 128,
      octets[b + 5] - 128,
      128 - octets[b + 6],
      128 - octets[b + 7],
      octets[b + 3] / 255,
      octets[b] / 255,
      octets[b + 1] / 255,
      octets[b + 2] / 255,
    )
  }
  return { count, packed }
}
