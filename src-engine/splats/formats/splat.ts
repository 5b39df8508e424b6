import { StudioError } from '../../../src-shared/errors.ts'
import { SH_C0, type SplatCloud, shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import { halfTurnAboutX } from './half-turn.ts'
import { fromTable, splatLibrary } from './splat-table.ts'

const FILE = 'splats.splat'
export const BYTES_PER_SPLAT = 32

/**
 * Encodes splats as .splat (antimatter15's layout): position and linear scale as floats, RGBA and rotation (w x y z,
 * 128 q + 128) as bytes; y down as in PLY. View-dependent colour is lost. The library reads this format only.
 */
export function encodeSplat(cloud: SplatCloud): Uint8Array {
  const { count, positions, logScales, rotations, opacityLogits, sh } = halfTurnAboutX(cloud)
  const shStride = 3 * shCoefficientCount(cloud.shDegree)
  const bytes = new Uint8ClampedArray(count * BYTES_PER_SPLAT)
  const view = new DataView(bytes.buffer)
  for (let i = 0, at = 0; i < count; i++, at += BYTES_PER_SPLAT) {
    for (let j = 0; j < 3; j++) {
      view.setFloat32(at + 4 * j, positions[3 * i + j], true)
      view.setFloat32(at + 12 + 4 * j, Math.exp(logScales[3 * i + j]), true)
      bytes[at + 24 + j] = 255 * (0.5 + SH_C0 * sh[shStride * i + j])
    }
    bytes[at + 27] = 255 / (1 + Math.exp(-opacityLogits[i]))
    for (let j = 0; j < 4; j++) bytes[at + 28 + j] = 128 * rotations[4 * i + j] + 128
  }
  return new Uint8Array(bytes.buffer)
}

/** Decodes a .splat file into our world frame. Throws `unsupported_format`. */
export async function decodeSplat(bytes: Uint8Array): Promise<SplatCloud> {
  if (bytes.length === 0 || bytes.length % BYTES_PER_SPLAT !== 0) {
    throw new StudioError(
      'unsupported_format',
      `This is not a .splat file, or it is cut off: ${bytes.length} bytes are no multiple of ${BYTES_PER_SPLAT}.`,
      'Copy or export it again.',
    )
  }
  const { MemoryReadFileSystem, readSplat } = await splatLibrary()
  const files = new MemoryReadFileSystem()
  files.set(FILE, bytes)
  return fromTable(await readSplat(await files.createSource(FILE)))
}
