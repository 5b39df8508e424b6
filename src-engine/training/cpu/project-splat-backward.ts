import { shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import {
  CONIC_A,
  CONIC_B,
  CONIC_C,
  DILATION,
  type Floats,
  LEAST_SHARPNESS,
  type PinholeView,
  PROJECTED_STRIDE,
  type SplatArrays,
} from './raster-constants.ts'
import { shBasis, shBasisSlopes } from './spherical-harmonics.ts'
import {
  AXES,
  CAMERA,
  CLAMPED_X,
  CLAMPED_Y,
  COVARIANCE,
  DETERMINANT,
  JACOBIAN,
  PIXEL_SPREAD,
  QUATERNION,
  QUATERNION_LENGTH,
  SCALES,
  SHARPNESS,
  SPREAD,
  splatFootprint,
  TO_PIXEL,
} from './splat-footprint.ts'

/** Layout of one splat's parameter gradient; the harmonics (3K) are last. */
export const GRADIENT_POSITION = 0
export const GRADIENT_LOG_SCALE = 3
export const GRADIENT_ROTATION = 6
export const GRADIENT_OPACITY = 10
export const GRADIENT_SH = 11

/** Working memory of the function below, one a thread. */
export interface BackwardScratch {
  readonly footprint: Float64Array
  readonly basis: Float64Array
  readonly slopes: Float64Array
  readonly spread: Float64Array
}

/**
 * Chain rule from one splat's summed gradient slot (`slot`, see SLOT_STRIDE) back to its raw parameters.
 * `center` is the camera's centre in the world. Fills `gradient` (GRADIENT_* layout); harmonics above `activeDegree` get 0.
 */
export function projectSplatBackward(
  splats: SplatArrays,
  i: number,
  view: PinholeView,
  center: readonly number[],
  activeDegree: number,
  projected: Floats,
  slot: Float64Array,
  scratch: BackwardScratch,
  gradient: Float64Array,
): void {
  const { footprint: f, basis, slopes, spread } = scratch
  gradient.fill(0)
  if (!splatFootprint(splats, i, view, f)) return
  const record = i * PROJECTED_STRIDE
  const a = projected[record + CONIC_A]
  const b = projected[record + CONIC_B]
  const c = projected[record + CONIC_C]
  const opacity = 1 / (1 + Math.exp(-splats.opacityLogits[i]))
  const w = view.pose

  // alpha = opacity * exp(power), so sum(h) is opacity times the gradient by opacity; by the logit, times (1 - opacity).
  gradient[GRADIENT_OPACITY] = slot[0] * (1 - opacity)

  // power = -(A dx^2 + C dy^2) / 2 - B dx dy with d = pixel - mean.
  const gu = a * slot[1] + b * slot[2]
  const gv = b * slot[1] + c * slot[2]
  const qa = -0.5 * slot[3]
  const qb = -0.5 * slot[4]
  const qc = -0.5 * slot[5]
  // d(covariance) = -Q dQ Q for the conic Q (all symmetric).
  const k0 = a * qa + b * qb
  const k1 = a * qb + b * qc
  const k2 = b * qa + c * qb
  const k3 = b * qb + c * qc
  let gxx = -(k0 * a + k1 * b)
  let gxy = -(k0 * b + k1 * c)
  let gyy = -(k2 * b + k3 * c)
  // Through the opacity: half the logarithm of the determinants' ratio, each by its own covariance.
  if (f[SHARPNESS] > LEAST_SHARPNESS) {
    const half = 0.5 * slot[0]
    const determinant = f[SHARPNESS] * f[DETERMINANT]
    gxx += half * ((f[COVARIANCE + 2] - DILATION) / determinant - a)
    gxy += half * (-f[COVARIANCE + 1] / determinant - b)
    gyy += half * ((f[COVARIANCE] - DILATION) / determinant - c)
  }

  // covariance = P P^T + dilation, P = T M: gradient of P is 2 G P.
  for (let j = 0; j < 3; j++) {
    const top = f[PIXEL_SPREAD + j]
    const bottom = f[PIXEL_SPREAD + 3 + j]
    spread[j] = 2 * (gxx * top + gxy * bottom)
    spread[3 + j] = 2 * (gxy * top + gyy * bottom)
  }
  // Gradient of T, then of the Jacobian J = T's left factor.
  let gj0 = 0
  let gj2 = 0
  let gj4 = 0
  let gj5 = 0
  for (let k = 0; k < 3; k++) {
    const m0 = f[SPREAD + 3 * k]
    const m1 = f[SPREAD + 3 * k + 1]
    const m2 = f[SPREAD + 3 * k + 2]
    const top = spread[0] * m0 + spread[1] * m1 + spread[2] * m2
    const bottom = spread[3] * m0 + spread[4] * m1 + spread[5] * m2
    gj0 += top * w[k]
    gj2 += top * w[6 + k]
    gj4 += bottom * w[3 + k]
    gj5 += bottom * w[6 + k]
  }
  const z = f[CAMERA + 2]
  const x = f[CAMERA]
  const y = f[CAMERA + 1]
  const j0 = f[JACOBIAN]
  const j2 = f[JACOBIAN + 1]
  const j4 = f[JACOBIAN + 2]
  const j5 = f[JACOBIAN + 3]
  // j0 = fx / z, j2 = -j0 x / z (or -j0 * limit where the slant is held); the mean moves by j0 and -j0 x / z.
  let gx = j0 * gu
  let gy = j4 * gv
  let gz = (-j0 * x * gu - j4 * y * gv) / z - (gj0 * j0 + gj4 * j4) / z
  if (f[CLAMPED_X] === 0) {
    gx -= (gj2 * j0) / z
    gz -= (2 * gj2 * j2) / z
  } else gz -= (gj2 * j2) / z
  if (f[CLAMPED_Y] === 0) {
    gy -= (gj5 * j4) / z
    gz -= (2 * gj5 * j5) / z
  } else gz -= (gj5 * j5) / z
  gradient[GRADIENT_POSITION] = w[0] * gx + w[3] * gy + w[6] * gz
  gradient[GRADIENT_POSITION + 1] = w[1] * gx + w[4] * gy + w[7] * gz
  gradient[GRADIENT_POSITION + 2] = w[2] * gx + w[5] * gy + w[8] * gz

  spreadBackward(f, spread, gradient)
  colorBackward(splats, i, center, activeDegree, slot, basis, slopes, gradient)
}

/** From the gradient of P = T M (2x3 in `spread`) to scales and rotation, M = axes * diag(scales). */
function spreadBackward(f: Float64Array, spread: Float64Array, gradient: Float64Array): void {
  // Gradient of M by rows: T^T times the gradient of P; of the axes: that times the scale of the column.
  const r = spread.subarray(6, 15)
  for (let j = 0; j < 3; j++) {
    const scale = f[SCALES + j]
    let stretch = 0
    for (let k = 0; k < 3; k++) {
      const g = f[TO_PIXEL + k] * spread[j] + f[TO_PIXEL + 3 + k] * spread[3 + j]
      stretch += g * f[AXES + 3 * k + j]
      r[3 * k + j] = g * scale
    }
    gradient[GRADIENT_LOG_SCALE + j] = stretch * scale
  }
  const qw = f[QUATERNION]
  const qx = f[QUATERNION + 1]
  const qy = f[QUATERNION + 2]
  const qz = f[QUATERNION + 3]
  const gw = 2 * (qx * (r[7] - r[5]) + qy * (r[2] - r[6]) + qz * (r[3] - r[1]))
  const gx = 2 * (qw * (r[7] - r[5]) + qy * (r[1] + r[3]) + qz * (r[2] + r[6]) - 2 * qx * (r[4] + r[8]))
  const gy = 2 * (qw * (r[2] - r[6]) + qx * (r[1] + r[3]) + qz * (r[5] + r[7]) - 2 * qy * (r[0] + r[8]))
  const gz = 2 * (qw * (r[3] - r[1]) + qx * (r[2] + r[6]) + qy * (r[5] + r[7]) - 2 * qz * (r[0] + r[4]))
  // Through the normalisation: only the part across the quaternion counts.
  const along = gw * qw + gx * qx + gy * qy + gz * qz
  const inverse = 1 / f[QUATERNION_LENGTH]
  gradient[GRADIENT_ROTATION] = (gw - along * qw) * inverse
  gradient[GRADIENT_ROTATION + 1] = (gx - along * qx) * inverse
  gradient[GRADIENT_ROTATION + 2] = (gy - along * qy) * inverse
  gradient[GRADIENT_ROTATION + 3] = (gz - along * qz) * inverse
}

/** Colour to harmonics, and through the viewing direction to the position. A channel held at 0 passes nothing. */
function colorBackward(
  splats: SplatArrays,
  i: number,
  center: readonly number[],
  activeDegree: number,
  slot: Float64Array,
  basis: Float64Array,
  slopes: Float64Array,
  gradient: Float64Array,
): void {
  const { positions, sh } = splats
  const dx = positions[3 * i] - center[0]
  const dy = positions[3 * i + 1] - center[1]
  const dz = positions[3 * i + 2] - center[2]
  const distance = Math.sqrt(dx * dx + dy * dy + dz * dz)
  const x = dx / distance
  const y = dy / distance
  const z = dz / distance
  shBasis(activeDegree, x, y, z, basis)
  const used = shCoefficientCount(activeDegree)
  const first = 3 * shCoefficientCount(splats.shDegree) * i
  let red = 0.5
  let green = 0.5
  let blue = 0.5
  for (let k = 0, s = first; k < used; k++, s += 3) {
    red += basis[k] * sh[s]
    green += basis[k] * sh[s + 1]
    blue += basis[k] * sh[s + 2]
  }
  const gr = red > 0 ? slot[6] : 0
  const gg = green > 0 ? slot[7] : 0
  const gb = blue > 0 ? slot[8] : 0
  for (let k = 0; k < used; k++) {
    gradient[GRADIENT_SH + 3 * k] = basis[k] * gr
    gradient[GRADIENT_SH + 3 * k + 1] = basis[k] * gg
    gradient[GRADIENT_SH + 3 * k + 2] = basis[k] * gb
  }
  if (activeDegree === 0) return
  shBasisSlopes(activeDegree, x, y, z, slopes)
  let vx = 0
  let vy = 0
  let vz = 0
  for (let k = 1; k < used; k++) {
    const s = first + 3 * k
    const g = gr * sh[s] + gg * sh[s + 1] + gb * sh[s + 2]
    vx += g * slopes[3 * k]
    vy += g * slopes[3 * k + 1]
    vz += g * slopes[3 * k + 2]
  }
  const along = vx * x + vy * y + vz * z
  gradient[GRADIENT_POSITION] += (vx - along * x) / distance
  gradient[GRADIENT_POSITION + 1] += (vy - along * y) / distance
  gradient[GRADIENT_POSITION + 2] += (vz - along * z) / distance
}

/** Working memory for one thread. */
export function backwardScratch(footprintLength: number): BackwardScratch {
  return {
    footprint: new Float64Array(footprintLength),
    basis: new Float64Array(16),
    slopes: new Float64Array(48),
    spread: new Float64Array(15),
  }
}
