import sharp from 'sharp'
import { StudioError } from '../../src-shared/errors.ts'
import type { GrayImage, RgbImage } from '../../src-shared/photo.ts'

export interface LoadPhotoOptions {
  /** Shrinks the photo, proportions kept, until it is at most this wide (pixels, after orientation). Never enlarges. */
  readonly maxWidth?: number
  /** The same for the longer side. */
  readonly maxEdge?: number
}

/**
 * Decodes a photo to 8-bit sRGB: EXIF orientation applied, alpha laid over white, any depth and colour space converted.
 * Shrinking averages areas in sRGB values. Throws `photo_unreadable`.
 */
export async function loadPhoto(path: string, options: LoadPhotoOptions = {}): Promise<RgbImage> {
  try {
    const edge = options.maxEdge
    const { data, info } = await sharp(path, { limitInputPixels: 120_000_000, failOn: 'error' })
      .autoOrient()
      .resize({ width: options.maxWidth ?? edge, height: edge, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: 'white' })
      .toColourspace('srgb')
      .raw({ depth: 'uchar' })
      .toBuffer({ resolveWithObject: true })
    return { width: info.width, height: info.height, data: toRgb(data, info.channels) }
  } catch (cause) {
    throw new StudioError('photo_unreadable', `Cannot read ${path}.`, 'Open it in an image viewer and save it again.', {
      cause,
    })
  }
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
