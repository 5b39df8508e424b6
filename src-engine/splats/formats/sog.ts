import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { fromTable, splatLibrary } from './splat-table.ts'

const FILE = 'splats.sog'

/** Decodes a bundled SOG file (a zip of WebP pictures) into our world frame. Throws what the library does. */
export async function decodeSog(bytes: Uint8Array): Promise<SplatCloud> {
  const { MemoryReadFileSystem, readSog, ZipReadFileSystem } = await splatLibrary()
  const files = new MemoryReadFileSystem()
  files.set(FILE, bytes)
  const zip = new ZipReadFileSystem(await files.createSource(FILE))
  try {
    return fromTable(await readSog(zip, 'meta.json'))
  } finally {
    zip.close()
  }
}
