import { StudioError } from '../../../src-shared/errors.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { fromTable, splatLibrary, toTable } from './splat-table.ts'

const FILE = 'splats.ply'

const PROPERTY_BYTES: Readonly<Record<string, number>> = {
  ...{ char: 1, uchar: 1, short: 2, ushort: 2, int: 4, uint: 4, float: 4, double: 8 },
  ...{ int8: 1, uint8: 1, int16: 2, uint16: 2, int32: 4, uint32: 4, float32: 4, float64: 8 },
}

/** Encodes splats as PLY in the layout of the 3DGS reference (docs/formats.md): all values exact, y down. */
export async function encodePly(cloud: SplatCloud): Promise<Uint8Array> {
  const { MemoryFileSystem, writePly } = await splatLibrary()
  const files = new MemoryFileSystem()
  const element = { name: 'vertex', dataTable: await toTable(cloud, true) }
  const comments = ['Gaussian splats by Glimpse3D Studio; +y is down, as in the 3DGS reference']
  await writePly({ filename: FILE, plyData: { comments, elements: [element] } }, files)
  return files.results.get(FILE) as Uint8Array
}

/**
 * Decodes a PLY file of splats, plain or compressed (SuperSplat's), into our world frame.
 * Throws `unsupported_format` for other PLY files, `validation_failed` for one that is cut off.
 */
export async function decodePly(bytes: Uint8Array): Promise<SplatCloud> {
  const expected = plyBytes(bytes)
  if (bytes.length < expected) {
    throw new StudioError(
      'validation_failed',
      `The PLY file is cut off: ${bytes.length} of ${expected} bytes are there.`,
      'Copy it again from where it came from.',
    )
  }
  const { MemoryReadFileSystem, readPly } = await splatLibrary()
  const files = new MemoryReadFileSystem()
  files.set(FILE, bytes)
  return fromTable(await readPly(await files.createSource(FILE)))
}

/** How long the header says the file is; the library reads what is missing as zeros. */
function plyBytes(bytes: Uint8Array): number {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.length, 1 << 17)).toString('latin1')
  const end = start.indexOf('end_header\n')
  if (!/^ply\r?\nformat binary_little_endian 1\.0/.test(start) || end < 0) {
    throw new StudioError(
      'unsupported_format',
      'This is not a binary little-endian PLY file.',
      'Export the splats as binary PLY from the program they come from.',
    )
  }
  let rows = 0
  let total = end + 'end_header\n'.length
  for (const line of start.slice(0, end).split('\n')) {
    const [keyword, second, third] = line.trim().split(/\s+/)
    if (keyword === 'element') rows = Number(third)
    else if (keyword === 'property') total += rows * (PROPERTY_BYTES[second] ?? 0)
  }
  return total
}
