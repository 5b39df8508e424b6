import { StudioError } from '../../src-shared/errors.ts'
import { isSplatFormat, SPLAT_CODECS } from '../splats/formats/codecs.ts'
import { type ExportedModel, exportModel } from './export-model.ts'
import { decodeGlb } from './read-glb.ts'
import { formatOf, readModelFile } from './read-model.ts'

/**
 * Converts a model between formats, told by the extensions: ply, spz and splat into one another, glb into obj and usdz.
 * Throws `unsupported_format` for other pairs, and what reading and writing throw.
 */
export async function convert(inPath: string, outPath: string): Promise<ExportedModel> {
  const from = formatOf(inPath)
  const to = formatOf(outPath)
  if (isSplatFormat(from) && isSplatFormat(to)) {
    const cloud = await SPLAT_CODECS[from].decode(await readModelFile(inPath))
    return exportModel({ cloud, format: to, path: outPath })
  }
  if (from === 'glb' && !isSplatFormat(to)) {
    return exportModel({ mesh: await decodeGlb(await readModelFile(inPath)), format: to, path: outPath })
  }
  throw new StudioError(
    'unsupported_format',
    `${from.toUpperCase()} cannot be converted to ${to.toUpperCase()}.`,
    'Splats convert between ply, spz and splat; a mesh converts from glb to obj and usdz.',
  )
}
