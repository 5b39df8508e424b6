import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { fromTable, splatLibrary } from './splat-table.ts'

const FILE = 'splats.ksplat'

/** Decodes a .ksplat file into our world frame. Throws what the library does. */
export async function decodeKsplat(bytes: Uint8Array): Promise<SplatCloud> {
  const { MemoryReadFileSystem, readKsplat } = await splatLibrary()
  const files = new MemoryReadFileSystem()
  files.set(FILE, bytes)
  return fromTable(await readKsplat(await files.createSource(FILE)))
}
