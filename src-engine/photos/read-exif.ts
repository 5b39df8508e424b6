import exifr from 'exifr'
import type { LensTags } from './focal-length.ts'

export interface ExifTags extends LensTags {
  readonly Make?: string
}

const WANTED = [
  'Make',
  'Model',
  'FocalLength',
  'FocalLengthIn35mmFormat',
  'FocalPlaneXResolution',
  'FocalPlaneResolutionUnit',
  'ExifImageWidth',
  'ExifImageHeight',
]

/**
 * The EXIF tags that say something of the lens; empty where there are none or they are damaged, which is no reason to
 * refuse a photo. `block` is the EXIF block where a decoder has already found it, else the file is searched.
 */
export async function readExif(path: string, block?: Buffer): Promise<ExifTags> {
  // A block in a JPEG or WebP starts with "Exif" and two zeros; what follows is a small TIFF file.
  const tiff = block?.toString('latin1', 0, 6) === 'Exif\0\0' ? block.subarray(6) : block
  const found = await exifr.parse(tiff ?? path, { pick: WANTED, translateValues: false }).catch(() => undefined)
  const tags: Record<string, string | number> = {}
  for (const name of WANTED) {
    const value: unknown = found?.[name]
    if (name === 'Make' || name === 'Model') {
      const text = typeof value === 'string' ? value.replaceAll('\0', '').trim() : ''
      if (text) tags[name] = text
    } else if (typeof value === 'number' && Number.isFinite(value) && value > 0) tags[name] = value
  }
  return tags
}

/** Make and model as one name: photos of one camera model and size share their intrinsics. */
export function cameraModel({ Make, Model }: ExifTags): string | null {
  if (!Model) return Make ?? null
  return !Make || Model.toLowerCase().startsWith(Make.toLowerCase()) ? Model : `${Make} ${Model}`
}
