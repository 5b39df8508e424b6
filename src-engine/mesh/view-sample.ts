import type { PhotoPixels, Visibility } from './visibility.ts'

/** What a photo has to say about a surface point; filled in place so that the inner loop allocates nothing. */
export interface ViewSample {
  /** 0 when the point is not seen; else larger for a squarer, closer look, well away from outlines. */
  weight: number
  /** Pixel of the photo. */
  u: number
  v: number
}

/** Flatter than this (cosine to the normal) a photo says nothing. */
const MIN_COS = 0.12
/** Pixels to the photo's border over which the weight fades. */
const BORDER_PIXELS = 24

/**
 * Weighs one photo for one surface point: squared cosine to the normal x squared pixels per world unit x clearance
 * from outlines x distance to the photo's border. Occluded points get 0: they lie behind the photo's depth buffer.
 *
 * @param slack World units a point may lie behind the depth buffer, for the coarseness of both.
 */
export function weighView(
  view: Visibility,
  slack: number,
  x: number,
  y: number,
  z: number,
  nx: number,
  ny: number,
  nz: number,
  sample: ViewSample,
): void {
  sample.weight = 0
  const p = view.projection
  const c = p[8] * x + p[9] * y + p[10] * z + p[11]
  if (c <= 1e-6) return
  const dx = view.centre[0] - x
  const dy = view.centre[1] - y
  const dz = view.centre[2] - z
  const distance = Math.sqrt(dx * dx + dy * dy + dz * dz)
  const cos = (dx * nx + dy * ny + dz * nz) / distance
  if (cos <= MIN_COS) return
  const u = (p[0] * x + p[1] * y + p[2] * z + p[3]) / c
  const v = (p[4] * x + p[5] * y + p[6] * z + p[7]) / c
  const border = Math.min(u, v, view.width - u, view.height - v)
  if (border <= 1) return
  const du = (u * view.depthWidth) / view.width
  const dv = (v * view.depthHeight) / view.height
  const at = (dv | 0) * view.depthWidth + (du | 0)
  const seen = view.depth[at]
  // Across one depth pixel a slanted surface moves by its footprint times the tangent.
  const footprint = ((c / view.focal) * view.width) / view.depthWidth
  const slope = Math.min(6, Math.sqrt(1 - cos * cos) / cos)
  if (seen === 0 || c > seen + slack + 1.5 * footprint * slope) return
  const squareness = (cos - MIN_COS) / (1 - MIN_COS)
  const resolution = view.focal / distance
  const clear = view.clearance[at] / 255
  sample.u = u
  sample.v = v
  sample.weight = squareness * squareness * resolution * resolution * clear * Math.min(1, border / BORDER_PIXELS)
}

/** Bilinear colour of the photo at pixel (u, v), at least one pixel inside: three values 0..255 into `out` from `at`. */
export function sampleColour(view: PhotoPixels, u: number, v: number, out: Float32Array, at: number): void {
  const fu = Math.min(view.width - 1.001, Math.max(0, u - 0.5))
  const fv = Math.min(view.height - 1.001, Math.max(0, v - 0.5))
  const tu = fu - (fu | 0)
  const tv = fv - (fv | 0)
  const i = 3 * ((fv | 0) * view.width + (fu | 0))
  const j = i + 3 * view.width
  const { rgb } = view
  for (let c = 0; c < 3; c++)
    out[at + c] =
      (rgb[i + c] * (1 - tu) + rgb[i + 3 + c] * tu) * (1 - tv) + (rgb[j + c] * (1 - tu) + rgb[j + 3 + c] * tu) * tv
}
