import { StudioError } from '../../src-shared/errors.ts'
import { isSplatFormat } from '../splats/formats/codecs.ts'
import { type ExportedModel, exportModel } from './export-model.ts'
import { decodeGlb } from './read-glb.ts'
import { formatOf, readModelFile } from './read-model.ts'
import { readableSplatFormat, readSplats } from './read-splats.ts'

/**
 * Converts a model between formats, told by the extensions: ply, spz, splat, ksplat and sog into ply, spz and splat, glb
 * into obj and usdz. Throws `unsupported_format` for other pairs, and what reading and writing throw.
 */
export async function convert(inPath: string, outPath: string): Promise<ExportedModel> {
  const splats = readableSplatFormat(inPath)
  const from = splats ?? formatOf(inPath)
  const to = formatOf(outPath)
  if (splats && isSplatFormat(to)) return exportModel({ cloud: await readSplats(inPath), format: to, path: outPath })
  if (from === 'glb' && !isSplatFormat(to)) {
    return exportModel({ mesh: await decodeGlb(await readModelFile(inPath)), format: to, path: outPath })
  }
  throw new StudioError(
    'unsupported_format',
    `${from.toUpperCase()} cannot be converted to ${to.toUpperCase()}.`,
    'Splats convert from ply, spz, splat, ksplat and sog to ply, spz and splat; a mesh converts from glb to obj and usdz.',
  )
}
