import { basename, extname } from 'node:path'
import { StudioError } from '../../src-shared/errors.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { SPLAT_CODECS } from '../splats/formats/codecs.ts'
import { decodeKsplat } from '../splats/formats/ksplat.ts'
import { decodeSog } from '../splats/formats/sog.ts'
import { readModelFile } from './read-model.ts'

/** What splats are read from: all that is written, and two formats that are only read. */
const DECODERS = {
  ply: SPLAT_CODECS.ply.decode,
  spz: SPLAT_CODECS.spz.decode,
  splat: SPLAT_CODECS.splat.decode,
  ksplat: decodeKsplat,
  sog: decodeSog,
} as const
export type ReadableSplatFormat = keyof typeof DECODERS

/** The format that a path names by its extension (`.compressed.ply` is PLY); null where it is none of splats. */
export function readableSplatFormat(path: string): ReadableSplatFormat | null {
  const extension = extname(path).slice(1).toLowerCase()
  return Object.hasOwn(DECODERS, extension) ? (extension as ReadableSplatFormat) : null
}

/**
 * Reads splats from a PLY (plain or compressed), SPZ, .splat, .ksplat or SOG file, as they stand there, into our world
 * frame as docs/formats.md has it. Throws `path_not_found`, `permission_denied`, `unsupported_format`,
 * `validation_failed`; each names the file.
 */
export async function readSplats(path: string): Promise<SplatCloud> {
  const name = basename(path)
  const format = readableSplatFormat(path)
  if (!format) {
    const formats = Object.keys(DECODERS).join(', ')
    throw new StudioError('unsupported_format', `${name} is no file of splats.`, `Give one of: ${formats}.`)
  }
  const bytes = await readModelFile(path)
  if (bytes.length === 0) throw new StudioError('validation_failed', `${name} is empty.`, 'Copy or export it again.')
  const cloud = await DECODERS[format](bytes).catch((cause: unknown) => {
    if (cause instanceof StudioError)
      throw new StudioError(cause.code, `${name}: ${cause.message}`, cause.hint, { cause })
    throw new StudioError(
      'validation_failed',
      `${name} cannot be read as ${format.toUpperCase()}: it is damaged, or something else.`,
      'Copy or export it again, or convert it to PLY with the program it comes from.',
      { cause },
    )
  })
  if (cloud.count > 0) return cloud
  throw new StudioError('validation_failed', `${name} holds no splats.`, 'Give a file that holds some.')
}
