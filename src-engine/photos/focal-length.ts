import type { Photo } from '../../src-shared/photo.ts'
import { sensorWidth } from './sensor-widths.ts'

/** What a photo's EXIF block says about its lens; lengths in millimetres. */
export interface LensTags {
  readonly Model?: string
  readonly FocalLength?: number
  readonly FocalLengthIn35mmFormat?: number
  /** Pixels of the sensor per unit (2 inch, 3 centimetre, 4 millimetre), at the size the camera recorded. */
  readonly FocalPlaneXResolution?: number
  readonly FocalPlaneResolutionUnit?: number
  readonly ExifImageWidth?: number
  readonly ExifImageHeight?: number
}

/** Width of the 35 mm film frame, millimetres. */
const FILM_WIDTH = 36
/** Guess where nothing is known: the middle of phone cameras (1.0 - 1.3 x the longer side) and of kit zooms. */
const DEFAULT_FOCAL_PER_EDGE = 1.2
const MILLIMETRES_PER_UNIT: Readonly<Record<number, number>> = { 2: 25.4, 3: 10, 4: 1 }

/** The two ways to a focal length differ by up to 5 % for want of a convention; by more, and one is of another lens. */
const SAME_LENS = 0.1

/**
 * The focal length in pixels that EXIF suggests for a photo of `width` x `height` pixels (either way up; the focal
 * length is the same): by the sensor's width (from the focal-plane resolution or the table), unless the 35 mm equivalent
 * contradicts it, which takes digital zoom and a phone's further lenses into account; by the equivalent f35 alone, then
 * counted by the longer side: f35 / 36 mm x longer side. (CIPA DCG-001 asks for the diagonal, 43.27 mm, which gives 4 %
 * more on a 4:3 photo; makers do both, and the solver refines it.) Else a default.
 */
export function focalPrior(tags: LensTags, width: number, height: number): Pick<Photo, 'focalPx' | 'focalSource'> {
  const edge = Math.max(width, height)
  const equivalent = plausible(tags.FocalLengthIn35mmFormat) ? (tags.FocalLengthIn35mmFormat / FILM_WIDTH) * edge : null
  const sensor = focalPlaneWidth(tags) ?? (tags.Model ? sensorWidth(tags.Model) : null)
  const measured = sensor && plausible(tags.FocalLength) ? (tags.FocalLength / sensor) * edge : null
  if (measured && (!equivalent || Math.abs(measured / equivalent - 1) < SAME_LENS)) {
    return { focalPx: measured, focalSource: 'exif-sensor' }
  }
  if (equivalent) return { focalPx: equivalent, focalSource: 'exif-35mm' }
  return { focalPx: DEFAULT_FOCAL_PER_EDGE * edge, focalSource: 'default' }
}

/** Sensor width in millimetres by the focal-plane resolution. Some programs leave it stale or zero: then null. */
function focalPlaneWidth(tags: LensTags): number | null {
  const unit = MILLIMETRES_PER_UNIT[tags.FocalPlaneResolutionUnit ?? 2]
  const recorded = Math.max(tags.ExifImageWidth ?? 0, tags.ExifImageHeight ?? 0)
  const width = unit && tags.FocalPlaneXResolution ? (recorded / tags.FocalPlaneXResolution) * unit : 0
  // From the smallest phone sensors to digital medium format.
  return width > 2.5 && width < 60 ? width : null
}

function plausible(millimetres: number | undefined): millimetres is number {
  return millimetres !== undefined && millimetres > 0.5 && millimetres < 3000
}
