import sharp from 'sharp'
import type { ExportOptions } from '../../src-shared/export-options.ts'
import type { TextureImage } from '../../src-shared/mesh.ts'

/** As textures are baked: below 90 their charts begin to show edges. */
const JPEG = { quality: 92, chromaSubsampling: '4:4:4' } as const

/** The texture in another size (never larger) or format; unchanged, to the byte, where it is as wanted already. */
export async function convertTexture(
  texture: TextureImage,
  { textureSize, textureFormat }: Pick<ExportOptions, 'textureSize' | 'textureFormat'>,
): Promise<TextureImage> {
  const mimeType = `image/${textureFormat}` as const
  const smaller = textureSize !== null && textureSize < Math.max(texture.width, texture.height)
  if (!smaller && mimeType === texture.mimeType) return texture
  const image = sharp(texture.bytes)
  if (smaller) image.resize({ width: textureSize, height: textureSize, fit: 'inside' })
  const { data, info } = await (textureFormat === 'png' ? image.png() : image.jpeg(JPEG)).toBuffer({
    resolveWithObject: true,
  })
  return { mimeType, width: info.width, height: info.height, bytes: Uint8Array.from(data) }
}
