import { symmetricEigen } from '../../math/symmetric-eigen.ts'

/** Relative pose of two views: x2 ~ R x1 + t, in the cameras' frames (x right, y down, z forward). */
export interface RelativePose {
  /** 3x3 row-major rotation. */
  readonly R: Float64Array
  /** Unit translation; its length cannot be known from two views. */
  readonly t: Float64Array
}

const gram = new Float64Array(9)
const values = new Float64Array(3)
const vectors = new Float64Array(9)

/**
 * The four relative poses of an essential matrix (3x3 row-major, x2' E x1 = 0, any scale), singular values made equal.
 * Order: (R1, t), (R1, -t), (R2, t), (R2, -t). Source: Hartley and Zisserman, Multiple View Geometry, 9.6.2.
 */
export function decomposeEssential(E: ArrayLike<number>): RelativePose[] {
  for (let r = 0; r < 3; r++) {
    for (let c = 0; c < 3; c++) gram[3 * r + c] = E[r] * E[c] + E[3 + r] * E[3 + c] + E[6 + r] * E[6 + c]
  }
  symmetricEigen(gram, 3, values, vectors)
  const v1 = vectors.slice(6, 9)
  const v2 = vectors.slice(3, 6)
  const v3 = cross(v1, v2)
  const u1 = unit(apply(E, v1))
  const image2 = apply(E, v2)
  const along = image2[0] * u1[0] + image2[1] * u1[1] + image2[2] * u1[2]
  const u2 = unit(image2.map((value, i) => value - along * u1[i]))
  const u3 = cross(u1, u2)
  // U W V' and U W' V' with W = (0 -1 0; 1 0 0; 0 0 1); U and V are rotations by construction.
  const R1 = new Float64Array(9)
  const R2 = new Float64Array(9)
  for (let r = 0; r < 3; r++) {
    for (let c = 0; c < 3; c++) {
      const turn = u2[r] * v1[c] - u1[r] * v2[c]
      const fixed = u3[r] * v3[c]
      R1[3 * r + c] = turn + fixed
      R2[3 * r + c] = fixed - turn
    }
  }
  const back = u3.map((value) => -value)
  return [
    { R: R1, t: u3 },
    { R: R1, t: back },
    { R: R2, t: u3 },
    { R: R2, t: back },
  ]
}

/** The essential matrix [t]x R of a pose, 3x3 row-major. */
export function composeEssential({ R, t }: RelativePose): Float64Array {
  const E = new Float64Array(9)
  for (let c = 0; c < 3; c++) {
    E[c] = t[1] * R[6 + c] - t[2] * R[3 + c]
    E[3 + c] = t[2] * R[c] - t[0] * R[6 + c]
    E[6 + c] = t[0] * R[3 + c] - t[1] * R[c]
  }
  return E
}

function apply(matrix: ArrayLike<number>, v: Float64Array): Float64Array {
  return Float64Array.from([0, 3, 6], (r) => matrix[r] * v[0] + matrix[r + 1] * v[1] + matrix[r + 2] * v[2])
}

function cross(a: Float64Array, b: Float64Array): Float64Array {
  return Float64Array.of(a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0])
}

function unit(v: Float64Array): Float64Array {
  const length = Math.hypot(v[0], v[1], v[2])
  return v.map((value) => value / length)
}
