import { StudioError } from '../../../src-shared/errors.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { fromTable, splatLibrary, toTable } from './splat-table.ts'

const FILE = 'splats.spz'

/** Version 3 (gzip, smallest-three rotations) is what viewers read today; version 4 changed the container. */
const SPZ_VERSION = 3

/**
 * Encodes splats as SPZ: positions to 1/4096 unit, log-scales to 1/16, 8-bit colours and opacities, harmonics to 5 and
 * 4 bits. The file's frame is RUB (+y up, +z towards the viewer), which is ours; the library does the turning.
 */
export async function encodeSpz(cloud: SplatCloud): Promise<Uint8Array> {
  const { MemoryFileSystem, writeSpz } = await splatLibrary()
  const files = new MemoryFileSystem()
  await writeSpz({ filename: FILE, dataTable: await toTable(cloud, false), version: SPZ_VERSION }, files)
  return files.results.get(FILE) as Uint8Array
}

/** Decodes an SPZ file of any version into our world frame. Throws `unsupported_format`. */
export async function decodeSpz(bytes: Uint8Array): Promise<SplatCloud> {
  const { MemoryReadFileSystem, readSpz } = await splatLibrary()
  const files = new MemoryReadFileSystem()
  files.set(FILE, bytes)
  const table = await readSpz(await files.createSource(FILE)).catch((cause: unknown) => {
    throw new StudioError(
      'unsupported_format',
      'This is not an SPZ file, or it is damaged.',
      'Copy or export it again.',
      {
        cause,
      },
    )
  })
  return fromTable(table)
}
