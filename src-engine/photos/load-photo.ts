import sharp, { type Sharp } from 'sharp'
import { StudioError } from '../../src-shared/errors.ts'
import type { GrayImage, RgbImage } from '../../src-shared/photo.ts'
import { areaResize } from './area-resize.ts'
import { decodeHeic, isHeic } from './heic.ts'
import { photoProblem } from './photo-problem.ts'

// libvips caches decoded files by name; a photo replaced on disk between two runs must be read anew.
sharp.cache(false)

/** Largest photo taken, in pixels: 100 megapixels and some room. */
const MAX_PIXELS = 120_000_000

/** Opens a photo for sharp. By default fails on data that is cut off, not on oddities that a decoder warns of. */
export function openPhoto(path: string, failOn: 'error' | 'warning' = 'error'): Sharp {
  return sharp(path, { limitInputPixels: MAX_PIXELS, failOn })
}

export interface LoadPhotoOptions {
  /** Shrinks the photo, proportions kept, until it is at most this wide (pixels, after orientation). Never enlarges. */
  readonly maxWidth?: number
  /** The same for the longer side. */
  readonly maxEdge?: number
  /** Also fails on what a decoder only warns of: much of it is harmless, but broken JPEG data is among it. */
  readonly strict?: boolean
}

/**
 * Decodes a photo to 8-bit sRGB: EXIF orientation applied, alpha laid over white, any depth and colour space converted.
 * Shrinking averages areas in sRGB values; a photo more than four times too large is first shrunk to twice the size
 * while it is decoded, so that a big one is never held at full size. Throws `photo_unreadable`.
 */
export async function loadPhoto(path: string, options: LoadPhotoOptions = {}): Promise<RgbImage> {
  try {
    if (await isHeic(path)) {
      const image = await decodeHeic(path)
      const size = shrunkSize(image.width, image.height, options)
      return areaResize(image, size.width, size.height)
    }
    const photo = openPhoto(path, options.strict ? 'warning' : 'error')
    const { autoOrient } = await photo.metadata()
    const size = shrunkSize(autoOrient.width, autoOrient.height, options)
    photo.autoOrient()
    if (autoOrient.width > 4 * size.width) {
      photo.resize({ width: 2 * size.width, height: 2 * size.height, fit: 'fill', kernel: 'linear' })
    }
    const { data, info } = await photo
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    const image = { width: info.width, height: info.height, data: toRgb(data, info.channels) }
    return areaResize(image, size.width, size.height)
  } catch (cause) {
    const { reason, hint } = photoProblem(cause)
    throw new StudioError('photo_unreadable', `${path}: ${reason}`, hint, { cause, reason })
  }
}

/** The size a photo of `width` x `height` is loaded at. */
function shrunkSize(width: number, height: number, options: LoadPhotoOptions): { width: number; height: number } {
  const { maxWidth = Number.POSITIVE_INFINITY, maxEdge = Number.POSITIVE_INFINITY } = options
  const scale = Math.min(1, maxWidth / width, maxEdge / Math.max(width, height))
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

/** Luma of an image in 0..1, Rec. 709 weights on sRGB values. */
export function toGray(image: RgbImage): GrayImage {
  const { width, height, data } = image
  const gray = new Float32Array(width * height)
  for (let i = 0, p = 0; i < gray.length; i++, p += 3) {
    gray[i] = (0.2126 * data[p] + 0.7152 * data[p + 1] + 0.0722 * data[p + 2]) / 255
  }
  return { width, height, data: gray }
}

function toRgb(data: Buffer, channels: number): Uint8Array {
  if (channels === 3) return new Uint8Array(data.buffer, data.byteOffset, data.length)
  const pixels = data.length / channels
  const rgb = new Uint8Array(3 * pixels)
  for (let i = 0; i < pixels; i++)
    for (let c = 0; c < 3; c++) rgb[3 * i + c] = data[i * channels + (channels > 2 ? c : 0)]
  return rgb
}
