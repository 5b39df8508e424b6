/**
 * The camera the solver works with, on flat arrays. A pose is 12 numbers at `poses[12 * c]`: rotation (9, row-major) and
 * translation (3), world to camera, camera frame as in OpenCV. A lens is 3 numbers at `lenses[3 * l]`: focal length in
 * pixels (fx = fy), k1, k2; see src-shared/camera.ts for the projection.
 */

/** Points nearer than this to the camera's plane, or behind it, are treated as lying here: a huge residual, no NaN. */
const NEAREST = 1e-9

/**
 * Projects world point `points[p..p + 3]`: writes pixel x, y to `out` and returns the depth (negative behind the camera).
 */
export function projectPoint(
  poses: Float64Array,
  pose: number,
  lenses: Float64Array,
  lens: number,
  cx: number,
  cy: number,
  points: Float64Array,
  p: number,
  out: Float64Array,
): number {
  const X = points[p]
  const Y = points[p + 1]
  const Z = points[p + 2]
  const depth = poses[pose + 6] * X + poses[pose + 7] * Y + poses[pose + 8] * Z + poses[pose + 11]
  const inverse = 1 / (depth > NEAREST ? depth : NEAREST)
  const x = (poses[pose] * X + poses[pose + 1] * Y + poses[pose + 2] * Z + poses[pose + 9]) * inverse
  const y = (poses[pose + 3] * X + poses[pose + 4] * Y + poses[pose + 5] * Z + poses[pose + 10]) * inverse
  const r2 = x * x + y * y
  const scale = lenses[lens] * (1 + r2 * (lenses[lens + 1] + r2 * lenses[lens + 2]))
  out[0] = x * scale + cx
  out[1] = y * scale + cy
  return depth
}

/** Numbers that `projectWithJacobian` writes. */
export const JACOBIAN_STRIDE = 26

/**
 * Projection and its derivatives, to `out[o..o + 26]`:
 * pixel (2), then for x and for y by turns of 12: d/d rotation (3), d/d translation (3), d/d lens f k1 k2 (3),
 * d/d point (3). The rotation is varied from the left, R -> exp([w]) R, the translation by addition.
 */
export function projectWithJacobian(
  poses: Float64Array,
  pose: number,
  lenses: Float64Array,
  lens: number,
  cx: number,
  cy: number,
  points: Float64Array,
  p: number,
  out: Float64Array,
  o: number,
): void {
  const X = points[p]
  const Y = points[p + 1]
  const Z = points[p + 2]
  // The turned point R X, before the translation: the lever of a rotation.
  const qx = poses[pose] * X + poses[pose + 1] * Y + poses[pose + 2] * Z
  const qy = poses[pose + 3] * X + poses[pose + 4] * Y + poses[pose + 5] * Z
  const qz = poses[pose + 6] * X + poses[pose + 7] * Y + poses[pose + 8] * Z
  const depth = qz + poses[pose + 11]
  const inverse = 1 / (depth > NEAREST ? depth : NEAREST)
  const x = (qx + poses[pose + 9]) * inverse
  const y = (qy + poses[pose + 10]) * inverse
  const f = lenses[lens]
  const k1 = lenses[lens + 1]
  const k2 = lenses[lens + 2]
  const r2 = x * x + y * y
  const radial = 1 + r2 * (k1 + r2 * k2)
  const slope = 2 * (k1 + 2 * k2 * r2)
  out[o] = f * x * radial + cx
  out[o + 1] = f * y * radial + cy
  // d(pixel) / d(x, y), then / d(camera point).
  const uxx = f * (radial + x * x * slope)
  const uxy = f * x * y * slope
  const uyy = f * (radial + y * y * slope)
  for (let row = 0; row < 2; row++) {
    const jx = (row === 0 ? uxx : uxy) * inverse
    const jy = (row === 0 ? uxy : uyy) * inverse
    const jz = -(jx * x + jy * y)
    const coordinate = row === 0 ? x : y
    const k = o + 2 + 12 * row
    out[k] = qy * jz - qz * jy
    out[k + 1] = qz * jx - qx * jz
    out[k + 2] = qx * jy - qy * jx
    out[k + 3] = jx
    out[k + 4] = jy
    out[k + 5] = jz
    out[k + 6] = coordinate * radial
    out[k + 7] = f * coordinate * r2
    out[k + 8] = f * coordinate * r2 * r2
    out[k + 9] = jx * poses[pose] + jy * poses[pose + 3] + jz * poses[pose + 6]
    out[k + 10] = jx * poses[pose + 1] + jy * poses[pose + 4] + jz * poses[pose + 7]
    out[k + 11] = jx * poses[pose + 2] + jy * poses[pose + 5] + jz * poses[pose + 8]
  }
}

/**
 * Takes the distortion out: pixel to normalised image coordinates (x, y with the ray (x, y, 1)), to `out[o..o + 2]`.
 * Newton on the radius; where the model folds over (strong negative k) it stays at the last sensible radius.
 */
export function pixelToNormalized(
  lenses: Float64Array,
  lens: number,
  px: number,
  py: number,
  out: Float64Array,
  o = 0,
): void {
  const f = lenses[lens]
  const k1 = lenses[lens + 1]
  const k2 = lenses[lens + 2]
  const x = px / f
  const y = py / f
  const distorted = Math.sqrt(x * x + y * y)
  let radius = distorted
  for (let i = 0; i < 8; i++) {
    const r2 = radius * radius
    const slope = 1 + r2 * (3 * k1 + 5 * k2 * r2)
    if (slope < 0.1) break
    const step = (radius * (1 + r2 * (k1 + k2 * r2)) - distorted) / slope
    radius -= step
    if (Math.abs(step) < 1e-12) break
  }
  const scale = distorted > 0 ? radius / distorted : 1
  out[o] = x * scale
  out[o + 1] = y * scale
}
