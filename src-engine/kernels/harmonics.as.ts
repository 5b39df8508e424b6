// AssemblyScript, included by the kernels of this folder.
// training/cpu/spherical-harmonics.ts for one splat in float32; see there for constants, order and signs.

const C0: f32 = 0.28209479177387814
const C1: f32 = 0.4886025119029199
const C2A: f32 = 1.0925484305920792
const C2B: f32 = 0.31539156525252005
const C2C: f32 = 0.5462742152960396
const C3A: f32 = 0.5900435899266435
const C3B: f32 = 2.890611442640554
const C3C: f32 = 0.4570457994644658
const C3D: f32 = 0.3731763325901154
const C3E: f32 = 1.445305721320277

// @ts-ignore: decorator
@inline
function put(basis: usize, k: usize, value: f32): void {
  store<f32>(basis + 4 * k, value)
}

/** The (degree + 1)^2 basis values in the direction (x, y, z) of unit length, written to `basis`. */
export function harmonics(degree: i32, x: f32, y: f32, z: f32, basis: usize): void {
  put(basis, 0, C0)
  if (degree < 1) return
  put(basis, 1, -C1 * y)
  put(basis, 2, C1 * z)
  put(basis, 3, -C1 * x)
  if (degree < 2) return
  const xx = x * x
  const yy = y * y
  const zz = z * z
  put(basis, 4, C2A * x * y)
  put(basis, 5, -C2A * y * z)
  put(basis, 6, C2B * (zz + zz - xx - yy))
  put(basis, 7, -C2A * x * z)
  put(basis, 8, C2C * (xx - yy))
  if (degree < 3) return
  const four = <f32>4 * zz
  put(basis, 9, -C3A * y * (<f32>3 * xx - yy))
  put(basis, 10, C3B * x * y * z)
  put(basis, 11, -C3C * y * (four - xx - yy))
  put(basis, 12, C3D * z * (zz + zz - <f32>3 * (xx + yy)))
  put(basis, 13, -C3C * x * (four - xx - yy))
  put(basis, 14, C3E * z * (xx - yy))
  put(basis, 15, -C3A * x * (xx - <f32>3 * yy))
}

/**
 * Adds up how a splat's colour changes with its direction: sum over the harmonics of weights[k] times the derivative of
 * the k-th basis polynomial by x, y and z (as free variables). Writes the three sums to `out`.
 */
export function harmonicsSlope(degree: i32, x: f32, y: f32, z: f32, weights: usize, out: usize): void {
  let dx: f32 = -C1 * load<f32>(weights, 12)
  let dy: f32 = -C1 * load<f32>(weights, 4)
  let dz: f32 = C1 * load<f32>(weights, 8)
  if (degree > 1) {
    const w4 = C2A * load<f32>(weights, 16)
    const w5 = -C2A * load<f32>(weights, 20)
    const w6 = <f32>2 * C2B * load<f32>(weights, 24)
    const w7 = -C2A * load<f32>(weights, 28)
    const w8 = <f32>2 * C2C * load<f32>(weights, 32)
    dx += w4 * y - w6 * x + w7 * z + w8 * x
    dy += w4 * x + w5 * z - w6 * y - w8 * y
    dz += w5 * y + <f32>2 * w6 * z + w7 * x
  }
  if (degree > 2) {
    const xx = x * x
    const yy = y * y
    const zz = z * z
    const w9 = -<f32>3 * C3A * load<f32>(weights, 36)
    const w10 = C3B * load<f32>(weights, 40)
    const w11 = -C3C * load<f32>(weights, 44)
    const w12 = C3D * load<f32>(weights, 48)
    const w13 = -C3C * load<f32>(weights, 52)
    const w14 = C3E * load<f32>(weights, 56)
    const w15 = -<f32>3 * C3A * load<f32>(weights, 60)
    const xy = x * y
    const xz = x * z
    const yz = y * z
    dx += <f32>2 * w9 * xy + w10 * yz - <f32>2 * w11 * xy - <f32>6 * w12 * xz
    dx += w13 * (<f32>4 * zz - <f32>3 * xx - yy) + <f32>2 * w14 * xz + w15 * (xx - yy)
    dy += w9 * (xx - yy) + w10 * xz + w11 * (<f32>4 * zz - xx - <f32>3 * yy) - <f32>6 * w12 * yz
    dy -= <f32>2 * (w13 * xy + w14 * yz + w15 * xy)
    dz += w10 * xy + <f32>8 * w11 * yz + w12 * <f32>3 * (zz + zz - xx - yy)
    dz += <f32>8 * w13 * xz + w14 * (xx - yy)
  }
  store<f32>(out, dx)
  store<f32>(out, dy, 4)
  store<f32>(out, dz, 8)
}
