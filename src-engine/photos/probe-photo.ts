import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { StudioError } from '../../src-shared/errors.ts'
import type { Photo, RgbImage } from '../../src-shared/photo.ts'
import { areaResize } from './area-resize.ts'
import { measureQuality, type PhotoQuality } from './checks.ts'
import { focalPrior } from './focal-length.ts'
import { decodeHeic, heicExif, isHeic } from './heic.ts'
import { loadPhoto, openPhoto, toGray } from './load-photo.ts'
import { type PhotoProblem, photoProblem } from './photo-problem.ts'
import { cameraModel, readExif } from './read-exif.ts'

/** Features need some pixels to stand on; below this no photo can be placed. */
const MIN_EDGE = 256
/** Longer side of the copy on which sharpness and exposure are measured. */
const QUALITY_EDGE = 512

/** Raw photos are TIFF files whose first picture may be a thumbnail: better refused than taken for that. */
const RAW_EXTENSION = /\.(dng|cr2|nef|nrw|arw|orf|rw2|pef|srw)$/i

export type ProbedPhoto =
  | { readonly usable: true; readonly photo: Photo; readonly quality: PhotoQuality }
  | ({ readonly usable: false } & PhotoProblem)

/** Size, format and EXIF of one file without decoding it: cheap. HEIC is not looked into (size 0 x 0). */
export interface PhotoHeader {
  readonly format: Photo['format']
  readonly width: number
  readonly height: number
  readonly exif: Buffer | undefined
}

/** Reads a file's header. Rejects, in words for `photoProblem`, what is no photo. */
export async function readHeader(path: string): Promise<PhotoHeader> {
  if (await isHeic(path)) return { format: 'heic', width: 0, height: 0, exif: await heicExif(path) }
  const { format, compression, autoOrient, exif } = await openPhoto(path).metadata()
  const known = format === 'heif' ? (compression === 'av1' ? 'avif' : undefined) : format
  if (known === 'tiff' && RAW_EXTENSION.test(path)) throw new Error('unsupported image format')
  if (known !== 'jpeg' && known !== 'png' && known !== 'webp' && known !== 'tiff' && known !== 'avif') {
    throw new Error('unsupported image format')
  }
  return { format: known, width: autoOrient.width, height: autoOrient.height, exif }
}

/**
 * Looks at one file: decodes all of it (at reduced size, so that a cut-off or broken file is found now and not an hour
 * later), reads EXIF, hashes it and measures its quality. `photo.file` is the base name.
 */
export async function probePhoto(path: string, header: PhotoHeader): Promise<ProbedPhoto> {
  try {
    const { size: bytes } = await stat(path)
    const decoded = header.format === 'heic' ? await decodeHeic(path) : null
    const { width, height } = decoded ?? header
    if (Math.min(width, height) < MIN_EDGE) {
      return {
        usable: false,
        reason: `is too small (${width} x ${height} pixels)`,
        hint: `Use photos of at least ${MIN_EDGE} pixels on the shorter side, better 1000 and more.`,
      }
    }
    const small = decoded ? shrink(decoded) : await decodeStrictly(path)
    const tags = await readExif(path, header.exif)
    const photo: Photo = {
      file: basename(path),
      path,
      width,
      height,
      bytes,
      sha256: await sha256(path),
      format: header.format,
      ...focalPrior(tags, width, height),
      cameraModel: cameraModel(tags),
    }
    return { usable: true, photo, quality: measureQuality(toGray(small)) }
  } catch (cause) {
    return { usable: false, ...photoProblem(cause instanceof StudioError ? (cause.details.cause ?? cause) : cause) }
  }
}

/**
 * Decodes a small copy and refuses broken image data in the middle of a JPEG, which decoders fill with grey and only
 * warn of. Their other warnings (odd tags, profiles, versions) are harmless and let pass.
 */
async function decodeStrictly(path: string): Promise<RgbImage> {
  try {
    return await loadPhoto(path, { maxEdge: QUALITY_EDGE, strict: true })
  } catch (error) {
    const { message = '' } = (error as StudioError).details.cause as Error
    if (/corrupt jpeg data|premature end/i.test(message)) throw error
    return loadPhoto(path, { maxEdge: QUALITY_EDGE })
  }
}

function shrink(image: RgbImage): RgbImage {
  const scale = Math.min(1, QUALITY_EDGE / Math.max(image.width, image.height))
  return areaResize(image, Math.round(image.width * scale), Math.round(image.height * scale))
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}
