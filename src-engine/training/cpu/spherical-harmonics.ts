/**
 * Real spherical harmonics to degree 3 with the constants, order and signs of the 3DGS reference, as functions of a
 * unit direction (x, y, z) from the camera to the splat, in the world frame.
 */

export const C0 = 0.28209479177387814 // 1 / (2 sqrt(pi))
export const C1 = 0.4886025119029199 // sqrt(3 / (4 pi))
export const C2A = 1.0925484305920792 // sqrt(15 / (4 pi))
export const C2B = 0.31539156525252005 // sqrt(5 / (16 pi))
export const C2C = 0.5462742152960396 // sqrt(15 / (16 pi))
export const C3A = 0.5900435899266435 // sqrt(35 / (32 pi))
export const C3B = 2.890611442640554 // sqrt(105 / (4 pi))
export const C3C = 0.4570457994644658 // sqrt(21 / (32 pi))
export const C3D = 0.3731763325901154 // sqrt(7 / (16 pi))
export const C3E = 1.445305721320277 // sqrt(105 / (16 pi))

/** Writes the (degree + 1)^2 basis values into `basis`. */
export function shBasis(degree: number, x: number, y: number, z: number, basis: Float64Array): void {
  basis[0] = C0
  if (degree < 1) return
  basis[1] = -C1 * y
  basis[2] = C1 * z
  basis[3] = -C1 * x
  if (degree < 2) return
  const xx = x * x
  const yy = y * y
  const zz = z * z
  basis[4] = C2A * x * y
  basis[5] = -C2A * y * z
  basis[6] = C2B * (2 * zz - xx - yy)
  basis[7] = -C2A * x * z
  basis[8] = C2C * (xx - yy)
  if (degree < 3) return
  basis[9] = -C3A * y * (3 * xx - yy)
  basis[10] = C3B * x * y * z
  basis[11] = -C3C * y * (4 * zz - xx - yy)
  basis[12] = C3D * z * (2 * zz - 3 * xx - 3 * yy)
  basis[13] = -C3C * x * (4 * zz - xx - yy)
  basis[14] = C3E * z * (xx - yy)
  basis[15] = -C3A * x * (xx - 3 * yy)
}

/**
 * Derivatives of the basis polynomials by x, y and z (taken as free variables): `slopes` receives 3 numbers a basis
 * function. The caller projects onto the tangent of the unit sphere.
 */
export function shBasisSlopes(degree: number, x: number, y: number, z: number, slopes: Float64Array): void {
  const set = (k: number, dx: number, dy: number, dz: number) => {
    slopes[3 * k] = dx
    slopes[3 * k + 1] = dy
    slopes[3 * k + 2] = dz
  }
  set(0, 0, 0, 0)
  if (degree < 1) return
  set(1, 0, -C1, 0)
  set(2, 0, 0, C1)
  set(3, -C1, 0, 0)
  if (degree < 2) return
  set(4, C2A * y, C2A * x, 0)
  set(5, 0, -C2A * z, -C2A * y)
  set(6, -2 * C2B * x, -2 * C2B * y, 4 * C2B * z)
  set(7, -C2A * z, 0, -C2A * x)
  set(8, 2 * C2C * x, -2 * C2C * y, 0)
  if (degree < 3) return
  const xx = x * x
  const yy = y * y
  const zz = z * z
  set(9, -6 * C3A * x * y, -3 * C3A * (xx - yy), 0)
  set(10, C3B * y * z, C3B * x * z, C3B * x * y)
  set(11, 2 * C3C * x * y, -C3C * (4 * zz - xx - 3 * yy), -8 * C3C * y * z)
  set(12, -6 * C3D * x * z, -6 * C3D * y * z, C3D * (6 * zz - 3 * xx - 3 * yy))
  set(13, -C3C * (4 * zz - 3 * xx - yy), 2 * C3C * x * y, -8 * C3C * x * z)
  set(14, 2 * C3E * x * z, -2 * C3E * y * z, C3E * (xx - yy))
  set(15, -3 * C3A * (xx - yy), 6 * C3A * x * y, 0)
}
