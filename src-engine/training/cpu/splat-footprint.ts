import { DILATION, NEAR, type PinholeView, type SplatArrays } from './raster-constants.ts'

/** Fields of a footprint, all float64. */
export const FOOTPRINT_LENGTH = 52
/** Position in the camera frame: 3. */
export const CAMERA = 0
/** Unit quaternion w x y z: 4; then the length it had. */
export const QUATERNION = 3
export const QUATERNION_LENGTH = 7
/** Rotation of the splat's axes to the world, row-major: 9. */
export const AXES = 8
/** Standard deviations: 3. */
export const SCALES = 17
/** M = axes * diag(scales), row-major: 9. World covariance = M M^T. */
export const SPREAD = 20
/** Derivative of pixel by camera position, [fx/z 0 a; 0 fy/z b]: fx/z, a, fy/z, b. */
export const JACOBIAN = 29
/** 1 where x/z (then y/z) lies outside the widened view and was held at the border for the Jacobian. */
export const CLAMPED_X = 33
export const CLAMPED_Y = 34
/** T = Jacobian * world-to-camera rotation, 2x3 row-major: 6. */
export const TO_PIXEL = 35
/** A = T M, 2x3 row-major: 6. Pixel covariance = A A^T + DILATION * I. */
export const PIXEL_SPREAD = 41
/** Pixel covariance xx, xy, yy: 3; its determinant. */
export const COVARIANCE = 47
export const DETERMINANT = 50
/** Determinant without the dilation, as a share of the one with it: the square of what the dilation leaves of the opacity. */
export const SHARPNESS = 51

/** The affine approximation of perspective gets meaningless far outside the view; the reference holds it at 1.3. */
export const WIDENED_VIEW = 1.3

/**
 * The ellipse that splat `i` covers in a view: elliptical weighted averaging (Zwicker et al. 2001) as 3DGS uses it.
 * Fills `out`; returns false when the splat is behind the camera or not finite.
 */
export function splatFootprint(splats: SplatArrays, i: number, view: PinholeView, out: Float64Array): boolean {
  const { positions, logScales, rotations } = splats
  const w = view.pose
  const px = positions[3 * i]
  const py = positions[3 * i + 1]
  const pz = positions[3 * i + 2]
  const x = w[0] * px + w[1] * py + w[2] * pz + w[9]
  const y = w[3] * px + w[4] * py + w[5] * pz + w[10]
  const z = w[6] * px + w[7] * py + w[8] * pz + w[11]
  if (!(z > NEAR)) return false
  out[CAMERA] = x
  out[CAMERA + 1] = y
  out[CAMERA + 2] = z

  let qw = rotations[4 * i]
  let qx = rotations[4 * i + 1]
  let qy = rotations[4 * i + 2]
  let qz = rotations[4 * i + 3]
  const length = Math.sqrt(qw * qw + qx * qx + qy * qy + qz * qz)
  qw /= length
  qx /= length
  qy /= length
  qz /= length
  out[QUATERNION] = qw
  out[QUATERNION + 1] = qx
  out[QUATERNION + 2] = qy
  out[QUATERNION + 3] = qz
  out[QUATERNION_LENGTH] = length
  const r0 = 1 - 2 * (qy * qy + qz * qz)
  const r1 = 2 * (qx * qy - qw * qz)
  const r2 = 2 * (qx * qz + qw * qy)
  const r3 = 2 * (qx * qy + qw * qz)
  const r4 = 1 - 2 * (qx * qx + qz * qz)
  const r5 = 2 * (qy * qz - qw * qx)
  const r6 = 2 * (qx * qz - qw * qy)
  const r7 = 2 * (qy * qz + qw * qx)
  const r8 = 1 - 2 * (qx * qx + qy * qy)
  out[AXES] = r0
  out[AXES + 1] = r1
  out[AXES + 2] = r2
  out[AXES + 3] = r3
  out[AXES + 4] = r4
  out[AXES + 5] = r5
  out[AXES + 6] = r6
  out[AXES + 7] = r7
  out[AXES + 8] = r8
  const sx = Math.exp(logScales[3 * i])
  const sy = Math.exp(logScales[3 * i + 1])
  const sz = Math.exp(logScales[3 * i + 2])
  out[SCALES] = sx
  out[SCALES + 1] = sy
  out[SCALES + 2] = sz
  const m0 = r0 * sx
  const m1 = r1 * sy
  const m2 = r2 * sz
  const m3 = r3 * sx
  const m4 = r4 * sy
  const m5 = r5 * sz
  const m6 = r6 * sx
  const m7 = r7 * sy
  const m8 = r8 * sz
  out[SPREAD] = m0
  out[SPREAD + 1] = m1
  out[SPREAD + 2] = m2
  out[SPREAD + 3] = m3
  out[SPREAD + 4] = m4
  out[SPREAD + 5] = m5
  out[SPREAD + 6] = m6
  out[SPREAD + 7] = m7
  out[SPREAD + 8] = m8

  const { fx, fy, cx, cy, width, height } = view
  const limitX = (WIDENED_VIEW * Math.max(cx, width - cx)) / fx
  const limitY = (WIDENED_VIEW * Math.max(cy, height - cy)) / fy
  const slantX = Math.max(-limitX, Math.min(limitX, x / z))
  const slantY = Math.max(-limitY, Math.min(limitY, y / z))
  out[CLAMPED_X] = slantX === x / z ? 0 : 1
  out[CLAMPED_Y] = slantY === y / z ? 0 : 1
  const j0 = fx / z
  const j2 = -j0 * slantX
  const j4 = fy / z
  const j5 = -j4 * slantY
  out[JACOBIAN] = j0
  out[JACOBIAN + 1] = j2
  out[JACOBIAN + 2] = j4
  out[JACOBIAN + 3] = j5
  const t0 = j0 * w[0] + j2 * w[6]
  const t1 = j0 * w[1] + j2 * w[7]
  const t2 = j0 * w[2] + j2 * w[8]
  const t3 = j4 * w[3] + j5 * w[6]
  const t4 = j4 * w[4] + j5 * w[7]
  const t5 = j4 * w[5] + j5 * w[8]
  out[TO_PIXEL] = t0
  out[TO_PIXEL + 1] = t1
  out[TO_PIXEL + 2] = t2
  out[TO_PIXEL + 3] = t3
  out[TO_PIXEL + 4] = t4
  out[TO_PIXEL + 5] = t5
  const a0 = t0 * m0 + t1 * m3 + t2 * m6
  const a1 = t0 * m1 + t1 * m4 + t2 * m7
  const a2 = t0 * m2 + t1 * m5 + t2 * m8
  const a3 = t3 * m0 + t4 * m3 + t5 * m6
  const a4 = t3 * m1 + t4 * m4 + t5 * m7
  const a5 = t3 * m2 + t4 * m5 + t5 * m8
  out[PIXEL_SPREAD] = a0
  out[PIXEL_SPREAD + 1] = a1
  out[PIXEL_SPREAD + 2] = a2
  out[PIXEL_SPREAD + 3] = a3
  out[PIXEL_SPREAD + 4] = a4
  out[PIXEL_SPREAD + 5] = a5
  const xx = a0 * a0 + a1 * a1 + a2 * a2 + DILATION
  const xy = a0 * a3 + a1 * a4 + a2 * a5
  const yy = a3 * a3 + a4 * a4 + a5 * a5 + DILATION
  const determinant = xx * yy - xy * xy
  out[SHARPNESS] = ((xx - DILATION) * (yy - DILATION) - xy * xy) / determinant
  out[COVARIANCE] = xx
  out[COVARIANCE + 1] = xy
  out[COVARIANCE + 2] = yy
  out[DETERMINANT] = determinant
  return determinant > 0 && determinant < 1e12
}
