import type { Camera } from '../../../src-shared/camera.ts'
import { StudioError } from '../../../src-shared/errors.ts'

export type Intrinsics = Pick<Camera, 'width' | 'height' | 'fx' | 'fy' | 'cx' | 'cy' | 'k1' | 'k2'>

/** COLMAP's camera models: name by number, and how many parameters each has (COLMAP, sensor/models.h). */
export const COLMAP_MODELS: readonly { readonly name: string; readonly parameters: number }[] = [
  { name: 'SIMPLE_PINHOLE', parameters: 3 },
  { name: 'PINHOLE', parameters: 4 },
  { name: 'SIMPLE_RADIAL', parameters: 4 },
  { name: 'RADIAL', parameters: 5 },
  { name: 'OPENCV', parameters: 8 },
  { name: 'OPENCV_FISHEYE', parameters: 8 },
  { name: 'FULL_OPENCV', parameters: 12 },
  { name: 'FOV', parameters: 5 },
  { name: 'SIMPLE_RADIAL_FISHEYE', parameters: 4 },
  { name: 'RADIAL_FISHEYE', parameters: 5 },
  { name: 'THIN_PRISM_FISHEYE', parameters: 12 },
]

/** Tangential distortion below this many pixels in the photo's corner is left out: bundle adjusters fit noise with it. */
const NEGLIGIBLE_PIXELS = 2

/** Our intrinsics of a COLMAP camera. Throws `unsupported_format` for models that two radial terms cannot express. */
export function fromColmapModel(model: string, width: number, height: number, params: readonly number[]): Intrinsics {
  const [a, b, c, d, e, f, g, h] = params
  switch (model) {
    case 'SIMPLE_PINHOLE':
      return { width, height, fx: a, fy: a, cx: b, cy: c, k1: 0, k2: 0 }
    case 'PINHOLE':
      return { width, height, fx: a, fy: b, cx: c, cy: d, k1: 0, k2: 0 }
    case 'SIMPLE_RADIAL':
      return { width, height, fx: a, fy: a, cx: b, cy: c, k1: d, k2: 0 }
    case 'RADIAL':
      return { width, height, fx: a, fy: a, cx: b, cy: c, k1: d, k2: e }
    case 'OPENCV': {
      const intrinsics = { width, height, fx: a, fy: b, cx: c, cy: d, k1: e, k2: f }
      requireRadial(intrinsics, g, h)
      return intrinsics
    }
    default:
      throw unsupportedLens(`The camera model ${model}`)
  }
}

/**
 * Throws `unsupported_format` where tangential distortion p1 p2 (OpenCV's) moves the photo's corner by more than can be
 * left out: |dx| <= (2 |p1| + 3 |p2|) r^2 and |dy| <= (3 |p1| + 2 |p2|) r^2.
 */
export function requireRadial(intrinsics: Intrinsics, p1: number, p2: number): void {
  const { width, height, fx, fy, cx, cy } = intrinsics
  const r2 = (Math.max(cx, width - cx) / fx) ** 2 + (Math.max(cy, height - cy) / fy) ** 2
  const moved = Math.max(fx, fy) * r2 * 3 * (Math.abs(p1) + Math.abs(p2))
  if (moved > NEGLIGIBLE_PIXELS) {
    throw unsupportedLens(`Tangential lens distortion (p1 ${p1}, p2 ${p2}: up to ${moved.toFixed(1)} pixels)`)
  }
}

export function unsupportedLens(what: string): StudioError {
  return new StudioError(
    'unsupported_format',
    `${what} cannot be imported; cameras may have two radial terms at most.`,
    'Undistort the photos first (COLMAP: image_undistorter), solve with the model RADIAL, or let this program solve them.',
  )
}
