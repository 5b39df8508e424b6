import type { GrayImage } from '../../src-shared/photo.ts'
import { isHeic } from '../photos/heic.ts'
import { openPhoto } from '../photos/load-photo.ts'

/** Less of the picture than this is see-through: its alpha channel says nothing. */
const LEAST_SHARE = 0.01
const OPAQUE = 250 / 255

/**
 * The alpha channel of a picture whose object has been cut out before, shrunk to `width` x `height`; null where it has
 * none or shows everything. The picture must be readable (`loadPhoto` comes first).
 */
export async function loadMatte(path: string, width: number, height: number): Promise<GrayImage | null> {
  if (await isHeic(path)) return null
  const photo = openPhoto(path)
  const { hasAlpha } = await photo.metadata()
  if (!hasAlpha) return null
  const bytes = await photo
    .autoOrient()
    .extractChannel('alpha')
    .resize({ width, height, fit: 'fill' })
    .raw({ depth: 'uchar' })
    .toBuffer()
  const data = Float32Array.from(bytes, (value) => value / 255)
  const seeThrough = data.reduce((count, value) => count + (value < OPAQUE ? 1 : 0), 0)
  return seeThrough < LEAST_SHARE * data.length ? null : { width, height, data }
}
