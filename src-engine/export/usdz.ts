import { type Zippable, zipSync } from 'fflate'
import type { TexturedMesh } from '../../src-shared/mesh.ts'
import { encodeUsda } from './usda.ts'

/** The data of every file in a USDZ package begins at a multiple of this, so that it can be mapped into memory. */
const ALIGNMENT = 64
/** Length of a zip file's local header without name and extra fields, and of an extra field without its content. */
const LOCAL_HEADER = 30
const EXTRA_HEADER = 4
/** Extra field that holds padding, as Pixar's own writer marks it. */
const PADDING_FIELD = 0x1986

/**
 * Encodes a textured mesh as USDZ: a zip without compression, the layer first, then its texture. Dates are those of a
 * zip's first year, so that the same model gives the same bytes.
 */
export function encodeUsdz(mesh: TexturedMesh): Uint8Array {
  const texture = `textures/base_color.${mesh.baseColor.mimeType === 'image/png' ? 'png' : 'jpg'}`
  const files: [string, Uint8Array][] = [
    ['model.usda', Buffer.concat(encodeUsda(mesh, texture))],
    [texture, mesh.baseColor.bytes],
  ]
  const entries: Zippable = {}
  let offset = 0
  for (const [name, bytes] of files) {
    const begin = offset + LOCAL_HEADER + name.length + EXTRA_HEADER
    const padding = (ALIGNMENT - (begin % ALIGNMENT)) % ALIGNMENT
    entries[name] = [bytes, { level: 0, extra: { [PADDING_FIELD]: new Uint8Array(padding) } }]
    offset = begin + padding + bytes.length
  }
  return zipSync(entries, { mtime: new Date(1980, 0, 1) })
}
