import { shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import {
  ALPHA_CUT,
  BLUE,
  CONIC_A,
  CONIC_B,
  CONIC_C,
  CONIC_DETERMINANT,
  CUT,
  DEPTH,
  EXTENT_X,
  EXTENT_Y,
  type Floats,
  GREEN,
  LEAST_SHARPNESS,
  MEAN_X,
  MEAN_Y,
  OPACITY,
  type PinholeView,
  PROJECTED_STRIDE,
  RED,
  SLOPE_X,
  SLOPE_Y,
  type SplatArrays,
} from './raster-constants.ts'
import { shBasis } from './spherical-harmonics.ts'
import {
  AXES,
  CAMERA,
  COVARIANCE,
  DETERMINANT,
  FOOTPRINT_LENGTH,
  SCALES,
  SHARPNESS,
  splatFootprint,
} from './splat-footprint.ts'

/**
 * Projects splats `from` .. `to` into a view and fills their records in `projected` (see PROJECTED_STRIDE).
 * A splat that cannot be seen gets CUT = 0. Spherical harmonics are evaluated up to `activeDegree`.
 * With `withSlopes` also the depth slopes are filled, which only depth rendering needs.
 */
export function projectSplats(
  splats: SplatArrays,
  view: PinholeView,
  activeDegree: number,
  withSlopes: boolean,
  projected: Floats,
  from: number,
  to: number,
): void {
  const { positions, opacityLogits, sh } = splats
  const footprint = new Float64Array(FOOTPRINT_LENGTH)
  const basis = new Float64Array(16)
  const stored = 3 * shCoefficientCount(splats.shDegree)
  const used = shCoefficientCount(activeDegree)
  const center = cameraCenter(view.pose)
  for (let i = from; i < to; i++) {
    const out = i * PROJECTED_STRIDE
    projected[out + CUT] = 0
    const bare = 1 / (1 + Math.exp(-opacityLogits[i]))
    if (!(bare > ALPHA_CUT) || !splatFootprint(splats, i, view, footprint)) continue
    const opacity = bare * Math.sqrt(Math.max(LEAST_SHARPNESS, footprint[SHARPNESS]))
    if (!(opacity > ALPHA_CUT)) continue
    const z = footprint[CAMERA + 2]
    const u = (view.fx * footprint[CAMERA]) / z + view.cx
    const v = (view.fy * footprint[CAMERA + 1]) / z + view.cy
    const xx = footprint[COVARIANCE]
    const yy = footprint[COVARIANCE + 2]
    const cut = 2 * Math.log(opacity / ALPHA_CUT)
    const extentX = Math.sqrt(cut * xx)
    const extentY = Math.sqrt(cut * yy)
    if (!(u + extentX > 0.5 && u - extentX < view.width - 0.5)) continue
    if (!(v + extentY > 0.5 && v - extentY < view.height - 0.5)) continue

    const dx = positions[3 * i] - center[0]
    const dy = positions[3 * i + 1] - center[1]
    const dz = positions[3 * i + 2] - center[2]
    const distance = Math.sqrt(dx * dx + dy * dy + dz * dz)
    shBasis(activeDegree, dx / distance, dy / distance, dz / distance, basis)
    let red = 0.5
    let green = 0.5
    let blue = 0.5
    for (let k = 0, s = i * stored; k < used; k++, s += 3) {
      red += basis[k] * sh[s]
      green += basis[k] * sh[s + 1]
      blue += basis[k] * sh[s + 2]
    }
    // A colour that is not a number would spoil every pixel it touches, and through the loss all splats.
    if (!Number.isFinite(red + green + blue)) continue
    projected[out + MEAN_X] = u
    projected[out + MEAN_Y] = v
    const inverse = 1 / footprint[DETERMINANT]
    projected[out + CONIC_A] = yy * inverse
    projected[out + CONIC_B] = -footprint[COVARIANCE + 1] * inverse
    projected[out + CONIC_C] = xx * inverse
    projected[out + CONIC_DETERMINANT] = inverse
    projected[out + OPACITY] = opacity
    projected[out + RED] = Math.max(0, red)
    projected[out + GREEN] = Math.max(0, green)
    projected[out + BLUE] = Math.max(0, blue)
    projected[out + DEPTH] = z
    projected[out + EXTENT_X] = extentX
    projected[out + EXTENT_Y] = extentY
    if (withSlopes) depthSlopes(footprint, view, projected, out)
    projected[out + CUT] = cut
  }
}

/** Centre of a camera in the world from its pose (rotation 9, translation 3): -R^T t. */
export function cameraCenter(pose: Float64Array): [number, number, number] {
  return [
    -(pose[0] * pose[9] + pose[3] * pose[10] + pose[6] * pose[11]),
    -(pose[1] * pose[9] + pose[4] * pose[10] + pose[7] * pose[11]),
    -(pose[2] * pose[9] + pose[5] * pose[10] + pose[8] * pose[11]),
  ]
}

/**
 * How the depth of a Gaussian's peak along a pixel's ray changes per pixel. With M the inverse covariance in the camera
 * frame and r the ray (x/z, y/z, 1), the peak lies at depth t(r) = r.M mu / r.M r. At the central ray r0 = mu / z its
 * derivative is -z (M r0) / (r0.M r0). A flat splat seen at a slant thus gives the depth of its plane, not of its middle.
 */
function depthSlopes(footprint: Float64Array, view: PinholeView, projected: Floats, out: number): void {
  const w = view.pose
  const z = footprint[CAMERA + 2]
  const rx = footprint[CAMERA] / z
  const ry = footprint[CAMERA + 1] / z
  let mx = 0
  let my = 0
  let mz = 0
  for (let axis = 0; axis < 3; axis++) {
    const ax = footprint[AXES + axis]
    const ay = footprint[AXES + 3 + axis]
    const az = footprint[AXES + 6 + axis]
    // The splat's axis in the camera frame.
    const bx = w[0] * ax + w[1] * ay + w[2] * az
    const by = w[3] * ax + w[4] * ay + w[5] * az
    const bz = w[6] * ax + w[7] * ay + w[8] * az
    const scale = footprint[SCALES + axis]
    const along = (bx * rx + by * ry + bz) / (scale * scale)
    mx += along * bx
    my += along * by
    mz += along * bz
  }
  const q = rx * mx + ry * my + mz
  const slopeX = (-z * mx) / (q * view.fx)
  const slopeY = (-z * my) / (q * view.fy)
  // Within its ellipse a splat's peak cannot leave the splat: an edge-on one would otherwise reach without bound.
  const reach = Math.abs(slopeX) * projected[out + EXTENT_X] + Math.abs(slopeY) * projected[out + EXTENT_Y]
  const size = 3 * Math.max(footprint[SCALES], footprint[SCALES + 1], footprint[SCALES + 2])
  const hold = reach > size ? size / reach : 1
  projected[out + SLOPE_X] = slopeX * hold
  projected[out + SLOPE_Y] = slopeY * hold
}
