/** Side of a square tile in pixels: the unit of work of a thread, and of depth sorting. */
export const TILE = 16
/** Pixels of a tile. */
export const TILE_PIXELS = TILE * TILE
/** A contribution below this is not drawn: it could not change an 8-bit pixel. As in the 3DGS reference. */
export const ALPHA_CUT = 1 / 255
/** Opacity at one pixel never reaches 1, so that transmittance stays invertible. As in the 3DGS reference. */
export const ALPHA_MAX = 0.99
/** A pixel with less light left than this is finished. */
export const TRANSMITTANCE_STOP = 1e-4
/** Variance in px^2 added to every projected splat, so that none falls between pixels. As in the 3DGS reference. */
export const DILATION = 0.3
/**
 * A splat that the dilation spreads over more pixels gets as much fainter (Mip-Splatting, Yu et al. 2024), so that it looks the
 * same from far away and in a smaller picture; the share of determinants that stays with one seen edge-on, from there.
 */
export const LEAST_SHARPNESS = 2.5e-5
/** Splats nearer to the camera plane than this (world units) are not drawn. */
export const NEAR = 0.05

/** Floats of one projected splat; the fields follow. One 64-byte cache line in float32. */
export const PROJECTED_STRIDE = 16
/** Mean in pixels. */
export const MEAN_X = 0
export const MEAN_Y = 1
/** Inverse 2D covariance: A dx^2 + 2 B dx dy + C dy^2. */
export const CONIC_A = 2
export const CONIC_B = 3
export const CONIC_C = 4
export const OPACITY = 5
export const RED = 6
export const GREEN = 7
export const BLUE = 8
/** Distance along the camera's z axis. */
export const DEPTH = 9
/** Squared Mahalanobis radius inside which alpha >= ALPHA_CUT; 0 when the splat is not seen. */
export const CUT = 10
/** Half extents of the cut ellipse's bounding box in pixels. */
export const EXTENT_X = 11
export const EXTENT_Y = 12
/** Change of depth per pixel to the right and down: where the pixel's ray meets the splat's peak. */
export const SLOPE_X = 13
export const SLOPE_Y = 14
/** Determinant of the inverse 2D covariance: a c - b^2 has no digits left for long splats in float32. */
export const CONIC_DETERMINANT = 15

/**
 * Floats of one gradient slot: what one splat receives from one tile. With h = alpha * dLoss/dalpha at a pixel at
 * (dx, dy) from the mean, the slot holds the sums of h, h dx, h dy, h dx^2, h dx dy, h dy^2; then the gradients of red,
 * green and blue; then the sum of |h| times the steepness |d power / d mean|, which tells where detail is missing.
 */
export const SLOT_STRIDE = 10

/** Reals of one array kind: float32 in training, float64 where derivatives are checked. */
export type Floats = Float32Array | Float64Array

/** A pinhole camera in the form the inner loops want. */
export interface PinholeView {
  readonly width: number
  readonly height: number
  readonly fx: number
  readonly fy: number
  readonly cx: number
  readonly cy: number
  /** World to camera: 3x3 row-major rotation, then the translation: 12. */
  readonly pose: Float64Array
}

/** The raw parameters of a splat cloud (see SplatCloud) in either precision. */
export interface SplatArrays {
  readonly shDegree: number
  readonly positions: Floats
  readonly logScales: Floats
  readonly rotations: Floats
  readonly opacityLogits: Floats
  readonly sh: Floats
}
