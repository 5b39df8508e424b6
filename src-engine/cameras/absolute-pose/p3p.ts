import { realRoots } from '../../math/real-roots.ts'
import { symmetricEigen } from '../../math/symmetric-eigen.ts'

/** Pairs of the three points, in the order of the three distance equations. */
const PAIRS = [
  [0, 1],
  [0, 2],
  [1, 2],
]

const squared = new Float64Array(3)
const cosines = new Float64Array(3)
const d1 = new Float64Array(9)
const d2 = new Float64Array(9)
const degenerate = new Float64Array(9)
const values = new Float64Array(3)
const vectors = new Float64Array(9)
const cubic = new Float64Array(4)
const roots = new Float64Array(8)
const depths = new Float64Array(3)

/**
 * Perspective three-point pose: up to four poses that see three world points along three given rays.
 *
 * `rays`: three unit vectors in the camera frame (x right, y down, z forward), 9 numbers; `points`: three world points,
 * 9 numbers. Writes each pose as 12 numbers (world to camera: rotation row-major, translation) to `out` and returns how
 * many; collinear or coincident points give none. Not re-entrant (module scratch).
 *
 * The unknown depths l satisfy l_i^2 + l_j^2 - 2 l_i l_j cos_ij = d_ij^2. Two differences of these, homogeneous in l,
 * are conics; a degenerate member of their pencil (a root of a cubic) is a pair of planes through all solutions.
 * After M. Persson, K. Nordberg, Lambda Twist (ECCV 2018), with the planes parametrised by an orthonormal basis.
 */
export function perspectiveThreePoint(rays: Float64Array, points: Float64Array, out: Float64Array): number {
  for (let e = 0; e < 3; e++) {
    const i = 3 * PAIRS[e][0]
    const j = 3 * PAIRS[e][1]
    cosines[e] = rays[i] * rays[j] + rays[i + 1] * rays[j + 1] + rays[i + 2] * rays[j + 2]
    squared[e] =
      (points[i] - points[j]) ** 2 + (points[i + 1] - points[j + 1]) ** 2 + (points[i + 2] - points[j + 2]) ** 2
  }
  const total = squared[0] + squared[1] + squared[2]
  if (!(Math.min(squared[0], squared[1], squared[2]) > 1e-14 * total) || collinear(points, total)) return 0
  // a23 M12 - a12 M23 and a23 M13 - a13 M23, in units of the mean squared distance.
  const a12 = squared[0] / total
  const a13 = squared[1] / total
  const a23 = squared[2] / total
  fill(d1, a23, a23 - a12, -a12, -cosines[0] * a23, 0, cosines[2] * a12)
  fill(d2, a23, -a13, a23 - a13, 0, -cosines[1] * a23, cosines[2] * a13)
  cubic[0] = determinant(d1)
  cubic[1] = adjugateDot(d1, d2)
  cubic[2] = adjugateDot(d2, d1)
  cubic[3] = determinant(d2)
  const rootCount = realRoots(cubic, 3, roots)
  for (let r = 0; r < rootCount; r++) {
    for (let k = 0; k < 9; k++) degenerate[k] = d1[k] + roots[r] * d2[k]
    symmetricEigen(degenerate, 3, values, vectors)
    // Two planes are real only where the two large eigenvalues differ in sign.
    if (!(values[0] < 0 && values[2] > 0)) continue
    const ratio = Math.sqrt(-values[0] / values[2])
    let count = 0
    for (const sign of [-1, 1]) {
      count = posesOnPlane(
        [0, 1, 2].map((k) => vectors[6 + k] + sign * ratio * vectors[k]),
        rays,
        points,
        out,
        count,
      )
    }
    return count
  }
  return 0
}

function collinear(p: Float64Array, total: number): boolean {
  const ux = p[3] - p[0]
  const uy = p[4] - p[1]
  const uz = p[5] - p[2]
  const vx = p[6] - p[0]
  const vy = p[7] - p[1]
  const vz = p[8] - p[2]
  return Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx) < 1e-7 * total
}

function fill(m: Float64Array, xx: number, yy: number, zz: number, xy: number, xz: number, yz: number): void {
  m[0] = xx
  m[4] = yy
  m[8] = zz
  m[1] = m[3] = xy
  m[2] = m[6] = xz
  m[5] = m[7] = yz
}

function determinant(m: Float64Array): number {
  return m[0] * (m[4] * m[8] - m[5] * m[7]) - m[1] * (m[3] * m[8] - m[5] * m[6]) + m[2] * (m[3] * m[7] - m[4] * m[6])
}

/** trace(adj(a) b) of two symmetric matrices. */
function adjugateDot(a: Float64Array, b: Float64Array): number {
  const xx = a[4] * a[8] - a[5] * a[5]
  const yy = a[0] * a[8] - a[2] * a[2]
  const zz = a[0] * a[4] - a[1] * a[1]
  const xy = a[2] * a[5] - a[1] * a[8]
  const xz = a[1] * a[5] - a[2] * a[4]
  const yz = a[1] * a[2] - a[0] * a[5]
  return xx * b[0] + yy * b[4] + zz * b[8] + 2 * (xy * b[1] + xz * b[2] + yz * b[5])
}

function quadratic(d: Float64Array, u: number[], v: number[]): number {
  let sum = 0
  for (let r = 0; r < 3; r++) for (let c = 0; c < 3; c++) sum += u[r] * d[3 * r + c] * v[c]
  return sum
}

/** Depth vectors in the plane with the given normal that also satisfy a conic, turned into poses. */
function posesOnPlane(
  normal: number[],
  rays: Float64Array,
  points: Float64Array,
  out: Float64Array,
  found: number,
): number {
  const smallest = normal.reduce((best, v, k) => (Math.abs(v) < Math.abs(normal[best]) ? k : best), 0)
  const u = cross(
    normal,
    [0, 1, 2].map((k) => (k === smallest ? 1 : 0)),
  )
  const v = cross(normal, u)
  normalize(u)
  normalize(v)
  // Both conics agree on the plane up to a factor, which may be tiny for one of them.
  let a = quadratic(d1, u, u)
  let b = 2 * quadratic(d1, u, v)
  let c = quadratic(d1, v, v)
  const a2 = quadratic(d2, u, u)
  const b2 = 2 * quadratic(d2, u, v)
  const c2 = quadratic(d2, v, v)
  if (a2 * a2 + b2 * b2 + c2 * c2 > a * a + b * b + c * c) {
    a = a2
    b = b2
    c = c2
  }
  const discriminant = b * b - 4 * a * c
  if (discriminant < 0) return found
  const q = -0.5 * (b + (b < 0 ? -1 : 1) * Math.sqrt(discriminant))
  let count = found
  for (const [alpha, beta] of [
    [q, a],
    [c, q],
  ]) {
    for (let k = 0; k < 3; k++) depths[k] = alpha * u[k] + beta * v[k]
    if (count < 4 && scaleDepths() && poseOfDepths(rays, points, out, 12 * count)) count++
  }
  return count
}

/** Gives the depths their length and a positive sign, then two Newton steps on the three distance equations. */
function scaleDepths(): boolean {
  const sign = depths[0] + depths[1] + depths[2] < 0 ? -1 : 1
  let form = 0
  for (let e = 0; e < 3; e++) form += distanceSquared(e)
  const length = (sign * Math.sqrt(squared[0] + squared[1] + squared[2])) / Math.sqrt(form)
  for (let k = 0; k < 3; k++) depths[k] *= length
  if (!(Math.min(depths[0], depths[1], depths[2]) > 0)) return false
  for (let i = 0; i < 2; i++) newtonStep()
  return Math.min(depths[0], depths[1], depths[2]) > 0
}

function distanceSquared(e: number): number {
  const a = depths[PAIRS[e][0]]
  const b = depths[PAIRS[e][1]]
  return a * a + b * b - 2 * a * b * cosines[e]
}

function newtonStep(): void {
  const [l1, l2, l3] = depths
  // Jacobian rows (halved): pair 12 moves l1 and l2, and so on.
  const a1 = l1 - l2 * cosines[0]
  const a2 = l2 - l1 * cosines[0]
  const b1 = l1 - l3 * cosines[1]
  const b3 = l3 - l1 * cosines[1]
  const c2 = l2 - l3 * cosines[2]
  const c3 = l3 - l2 * cosines[2]
  const r1 = 0.5 * (squared[0] - distanceSquared(0))
  const r2 = 0.5 * (squared[1] - distanceSquared(1))
  const r3 = 0.5 * (squared[2] - distanceSquared(2))
  const det = -a1 * b3 * c2 - a2 * b1 * c3
  if (Math.abs(det) < 1e-18) return
  depths[0] += (-r1 * b3 * c2 - a2 * (r2 * c3 - b3 * r3)) / det
  depths[1] += (a1 * (r2 * c3 - b3 * r3) - r1 * b1 * c3) / det
  depths[2] += (-a1 * r2 * c2 - a2 * b1 * r3 + r1 * b1 * c2) / det
}

const frameOfPoints = new Float64Array(9)
const frameOfRays = new Float64Array(9)
const seen = new Float64Array(9)

/** The motion that takes the three points onto depth times ray: both triangles get an orthonormal frame. */
function poseOfDepths(rays: Float64Array, points: Float64Array, out: Float64Array, o: number): boolean {
  for (let i = 0; i < 3; i++) for (let k = 0; k < 3; k++) seen[3 * i + k] = depths[i] * rays[3 * i + k]
  triangleFrame(points, frameOfPoints)
  triangleFrame(seen, frameOfRays)
  for (let r = 0; r < 3; r++) {
    for (let c = 0; c < 3; c++) {
      out[o + 3 * r + c] =
        frameOfRays[r] * frameOfPoints[c] +
        frameOfRays[3 + r] * frameOfPoints[3 + c] +
        frameOfRays[6 + r] * frameOfPoints[6 + c]
    }
  }
  for (let r = 0; r < 3; r++) {
    out[o + 9 + r] =
      seen[r] - out[o + 3 * r] * points[0] - out[o + 3 * r + 1] * points[1] - out[o + 3 * r + 2] * points[2]
  }
  return Number.isFinite(out[o] + out[o + 9])
}

/** Rows: along the first edge, in the plane of the triangle, along its normal. */
function triangleFrame(p: Float64Array, out: Float64Array): void {
  const x = [p[3] - p[0], p[4] - p[1], p[5] - p[2]]
  const z = cross(x, [p[6] - p[0], p[7] - p[1], p[8] - p[2]])
  normalize(x)
  normalize(z)
  out.set(x, 0)
  out.set(cross(z, x), 3)
  out.set(z, 6)
}

function cross(a: number[], b: number[]): number[] {
  return [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]]
}

function normalize(v: number[]): void {
  const length = Math.hypot(v[0], v[1], v[2])
  for (let k = 0; k < 3; k++) v[k] /= length
}
