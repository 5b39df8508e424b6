import { z } from 'zod'

/** Where a focal prior came from, best first. */
const focalSourceSchema = z.enum(['exif-35mm', 'exif-sensor', 'default'])

/** A usable photo: what is known of it before its pixels are decoded. Sizes are after EXIF orientation is applied. */
export const photoSchema = z.object({
  /** File name, unique within a project; cameras refer to it. */
  file: z.string(),
  /** Absolute path of the original. */
  path: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  bytes: z.int().nonnegative(),
  /** SHA-256 of the file, hex: the photo's identity. */
  sha256: z.string(),
  format: z.enum(['jpeg', 'png', 'webp', 'tiff', 'avif', 'heic']),
  /** Focal length in pixels of the oriented photo; with source `default` a guess of 1.2 x the longer side. */
  focalPx: z.number().positive(),
  focalSource: focalSourceSchema,
  /** EXIF make and model: photos of one model and size share their intrinsics. */
  cameraModel: z.string().nullable(),
})

export type Photo = z.infer<typeof photoSchema>

/** 8-bit sRGB, interleaved RGB, rows top to bottom: 3 * width * height bytes. */
export interface RgbImage {
  readonly width: number
  readonly height: number
  readonly data: Uint8Array
}

/** Luma in 0..1 (of sRGB values, Rec. 709 weights), rows top to bottom: width * height floats. */
export interface GrayImage {
  readonly width: number
  readonly height: number
  readonly data: Float32Array
}
