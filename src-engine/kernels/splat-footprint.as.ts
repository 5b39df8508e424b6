// AssemblyScript, included by the kernels of this folder.
// training/cpu/splat-footprint.ts for four splats at a time, in float32.
import { add, dot, exp2, LOG2E, madd, mul, nmadd, splat } from './vector-math.as'

/** The view as the kernels read it: floats at these byte offsets (training/cpu/view-record.ts writes them). */
export const FX: usize = 48
export const FY: usize = 52
export const CX: usize = 56
export const CY: usize = 60
export const WIDTH: usize = 64
export const HEIGHT: usize = 68
export const CENTER: usize = 72
/** Largest |x / z| and |y / z| that the Jacobian is taken at. */
export const LIMIT_X: usize = 84
export const LIMIT_Y: usize = 88
/** Share of the splats that a training step does without, and the step's number. */
export const LEFT_OUT: usize = 92
export const LEFT_OUT_STEP: usize = 96

const DILATION: f32 = 0.3
/** See LEAST_SHARPNESS in training/cpu/raster-constants.ts. */
const LEAST_SHARPNESS: f32 = 2.5e-5

/** What a footprint holds, four splats a vector. Globals of an instance, so of a thread. */
export let cameraX: v128 = f32x4.splat(0)
export let cameraY: v128 = f32x4.splat(0)
export let cameraZ: v128 = f32x4.splat(0)
export let inverseZ: v128 = f32x4.splat(0)
/** 1 / length of the quaternion, and the quaternion at unit length. */
export let inverseLength: v128 = f32x4.splat(0)
export let qw: v128 = f32x4.splat(0)
export let qx: v128 = f32x4.splat(0)
export let qy: v128 = f32x4.splat(0)
export let qz: v128 = f32x4.splat(0)
/** Rotation of the splat's axes to the world, row-major. */
export let r0: v128 = f32x4.splat(0)
export let r1: v128 = f32x4.splat(0)
export let r2: v128 = f32x4.splat(0)
export let r3: v128 = f32x4.splat(0)
export let r4: v128 = f32x4.splat(0)
export let r5: v128 = f32x4.splat(0)
export let r6: v128 = f32x4.splat(0)
export let r7: v128 = f32x4.splat(0)
export let r8: v128 = f32x4.splat(0)
/** Standard deviations. */
export let scaleX: v128 = f32x4.splat(0)
export let scaleY: v128 = f32x4.splat(0)
export let scaleZ: v128 = f32x4.splat(0)
/** Jacobian [j0 0 j2; 0 j4 j5] of pixel by camera position, and whether x / z or y / z was held at its limit. */
export let j0: v128 = f32x4.splat(0)
export let j2: v128 = f32x4.splat(0)
export let j4: v128 = f32x4.splat(0)
export let j5: v128 = f32x4.splat(0)
export let freeX: v128 = f32x4.splat(0)
export let freeY: v128 = f32x4.splat(0)
/** Jacobian times world-to-camera rotation, 2x3. */
export let t0: v128 = f32x4.splat(0)
export let t1: v128 = f32x4.splat(0)
export let t2: v128 = f32x4.splat(0)
export let t3: v128 = f32x4.splat(0)
export let t4: v128 = f32x4.splat(0)
export let t5: v128 = f32x4.splat(0)
/** That times axes and scales, 2x3: its square is the covariance in pixels. */
export let a0: v128 = f32x4.splat(0)
export let a1: v128 = f32x4.splat(0)
export let a2: v128 = f32x4.splat(0)
export let a3: v128 = f32x4.splat(0)
export let a4: v128 = f32x4.splat(0)
export let a5: v128 = f32x4.splat(0)
export let covarianceXX: v128 = f32x4.splat(0)
export let covarianceXY: v128 = f32x4.splat(0)
export let covarianceYY: v128 = f32x4.splat(0)
export let determinant: v128 = f32x4.splat(0)
/** Covariance without the dilation, and its determinant. */
export let bareXX: v128 = f32x4.splat(0)
export let bareYY: v128 = f32x4.splat(0)
export let bareDeterminant: v128 = f32x4.splat(0)
/** What the dilation leaves of the opacity, and where that follows the covariance. */
export let fade: v128 = f32x4.splat(0)
export let sharp: v128 = f32x4.splat(0)

/** Position in the camera frame. */
export function placeInCamera(view: usize, x: v128, y: v128, z: v128): void {
  const w0 = v128.load32_splat(view)
  const w1 = v128.load32_splat(view, 4)
  const w2 = v128.load32_splat(view, 8)
  cameraX = add(dot(w0, w1, w2, x, y, z), v128.load32_splat(view, 36))
  const w3 = v128.load32_splat(view, 12)
  const w4 = v128.load32_splat(view, 16)
  const w5 = v128.load32_splat(view, 20)
  cameraY = add(dot(w3, w4, w5, x, y, z), v128.load32_splat(view, 40))
  const w6 = v128.load32_splat(view, 24)
  const w7 = v128.load32_splat(view, 28)
  const w8 = v128.load32_splat(view, 32)
  cameraZ = add(dot(w6, w7, w8, x, y, z), v128.load32_splat(view, 44))
}

/** Rotation of the splat's axes from a quaternion of any length. */
export function turnAxes(w: v128, x: v128, y: v128, z: v128): void {
  const one = splat(1)
  const square = madd(w, w, dot(x, y, z, x, y, z))
  inverseLength = f32x4.div(one, f32x4.sqrt(square))
  qw = mul(w, inverseLength)
  qx = mul(x, inverseLength)
  qy = mul(y, inverseLength)
  qz = mul(z, inverseLength)
  // Twice the products.
  const x2 = add(qx, qx)
  const y2 = add(qy, qy)
  const z2 = add(qz, qz)
  r0 = nmadd(qy, y2, nmadd(qz, z2, one))
  r1 = nmadd(qw, z2, mul(qx, y2))
  r2 = madd(qw, y2, mul(qx, z2))
  r3 = madd(qw, z2, mul(qx, y2))
  r4 = nmadd(qx, x2, nmadd(qz, z2, one))
  r5 = nmadd(qw, x2, mul(qy, z2))
  r6 = nmadd(qw, y2, mul(qx, z2))
  r7 = madd(qw, x2, mul(qy, z2))
  r8 = nmadd(qx, x2, nmadd(qy, y2, one))
}

/**
 * The covariance in pixels of splats at the place and with the axes set before, of these log-scales: elliptical weighted
 * averaging (Zwicker et al. 2001) as 3DGS uses it. The determinant is taken as a sum of squares, because the usual
 * difference of products has no digits left for long splats in float32.
 */
export function spreadInPixels(view: usize, logScaleX: v128, logScaleY: v128, logScaleZ: v128): void {
  const log2e = splat(LOG2E)
  scaleX = exp2(mul(logScaleX, log2e))
  scaleY = exp2(mul(logScaleY, log2e))
  scaleZ = exp2(mul(logScaleZ, log2e))
  inverseZ = f32x4.div(splat(1), cameraZ)
  const limitX = v128.load32_splat(view, LIMIT_X)
  const limitY = v128.load32_splat(view, LIMIT_Y)
  const tangentX = mul(cameraX, inverseZ)
  const tangentY = mul(cameraY, inverseZ)
  const slantX = f32x4.pmax(f32x4.neg(limitX), f32x4.pmin(limitX, tangentX))
  const slantY = f32x4.pmax(f32x4.neg(limitY), f32x4.pmin(limitY, tangentY))
  freeX = f32x4.eq(slantX, tangentX)
  freeY = f32x4.eq(slantY, tangentY)
  j0 = mul(v128.load32_splat(view, FX), inverseZ)
  j2 = f32x4.neg(mul(j0, slantX))
  j4 = mul(v128.load32_splat(view, FY), inverseZ)
  j5 = f32x4.neg(mul(j4, slantY))
  const w6 = v128.load32_splat(view, 24)
  const w7 = v128.load32_splat(view, 28)
  const w8 = v128.load32_splat(view, 32)
  t0 = madd(j0, v128.load32_splat(view), mul(j2, w6))
  t1 = madd(j0, v128.load32_splat(view, 4), mul(j2, w7))
  t2 = madd(j0, v128.load32_splat(view, 8), mul(j2, w8))
  t3 = madd(j4, v128.load32_splat(view, 12), mul(j5, w6))
  t4 = madd(j4, v128.load32_splat(view, 16), mul(j5, w7))
  t5 = madd(j4, v128.load32_splat(view, 20), mul(j5, w8))
  a0 = mul(dot(t0, t1, t2, r0, r3, r6), scaleX)
  a1 = mul(dot(t0, t1, t2, r1, r4, r7), scaleY)
  a2 = mul(dot(t0, t1, t2, r2, r5, r8), scaleZ)
  a3 = mul(dot(t3, t4, t5, r0, r3, r6), scaleX)
  a4 = mul(dot(t3, t4, t5, r1, r4, r7), scaleY)
  a5 = mul(dot(t3, t4, t5, r2, r5, r8), scaleZ)
  const dilation = splat(DILATION)
  const xx = dot(a0, a1, a2, a0, a1, a2)
  const yy = dot(a3, a4, a5, a3, a4, a5)
  covarianceXX = add(xx, dilation)
  covarianceXY = dot(a0, a1, a2, a3, a4, a5)
  covarianceYY = add(yy, dilation)
  const n0 = nmadd(a2, a4, mul(a1, a5))
  const n1 = nmadd(a0, a5, mul(a2, a3))
  const n2 = nmadd(a1, a3, mul(a0, a4))
  bareXX = xx
  bareYY = yy
  bareDeterminant = dot(n0, n1, n2, n0, n1, n2)
  determinant = madd(dilation, add(add(xx, yy), dilation), bareDeterminant)
  const least = mul(splat(LEAST_SHARPNESS), determinant)
  sharp = f32x4.gt(bareDeterminant, least)
  fade = f32x4.sqrt(f32x4.div(f32x4.pmax(least, bareDeterminant), determinant))
}
