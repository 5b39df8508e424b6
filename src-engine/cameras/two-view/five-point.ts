import { nullSpace } from '../../math/null-space.ts'
import { realRoots } from '../../math/real-roots.ts'
import { symmetricEigen } from '../../math/symmetric-eigen.ts'

/*
 * D. Nister, "An efficient solution to the five-point relative pose problem", PAMI 2004.
 * E = x X + y Y + z Z + W with X, Y, Z, W spanning the null space of the epipolar equations; det E = 0 and
 * 2 E E' E = trace(E E') E give ten cubics in x, y, z; elimination leaves a polynomial of degree ten in z.
 */

/** The cubic monomials in the order of elimination, as powers of x, y, z. */
// biome-ignore format: rows of ten read as the two halves of the elimination
const CUBICS = [
  [3, 0, 0], [0, 3, 0], [2, 1, 0], [1, 2, 0], [2, 0, 1], [2, 0, 0], [0, 2, 1], [0, 2, 0], [1, 1, 1], [1, 1, 0],
  [1, 0, 2], [1, 0, 1], [1, 0, 0], [0, 1, 2], [0, 1, 1], [0, 1, 0], [0, 0, 3], [0, 0, 2], [0, 0, 1], [0, 0, 0],
]
const LINEARS = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
  [0, 0, 0],
]
const QUADRATICS = CUBICS.filter(([a, b, c]) => a + b + c <= 2)

/** Index in `to` of the product of monomials i of `left` and j of `LINEARS`, at 4 i + j. */
function productTable(left: number[][], to: number[][]): Uint8Array {
  const products = left.flatMap((l) => LINEARS.map((r) => l.map((power, k) => power + r[k]).join()))
  const index = new Map(to.map((powers, i) => [powers.join(), i]))
  return Uint8Array.from(products, (product) => index.get(product) ?? 0)
}
const LINEAR_TIMES_LINEAR = productTable(LINEARS, QUADRATICS)
const QUADRATIC_TIMES_LINEAR = productTable(QUADRATICS, CUBICS)

const basis = new Float64Array(36)
/** Entry k of E as a linear polynomial: 4 coefficients at 4 k. */
const entries = new Float64Array(36)
const gram = new Float64Array(90)
const minor = new Float64Array(10)
const equations = new Float64Array(200)
/** Rows k, l, m of the 3 x 3 polynomial matrix: coefficient of x (4), of y (4) and the rest (5), ascending in z. */
const hidden = new Float64Array(39)
const resultant = new Float64Array(11)
const roots = new Float64Array(24)

/**
 * Essential matrices that map N >= 5 correspondences: x2' E x1 = 0, up to ten, each row-major with Frobenius norm sqrt(2).
 *
 * `x1` and `x2` are 2N normalised image coordinates (pixels minus principal point, over the focal length, undistorted).
 * With N > 5 the equations hold in the least-squares sense. The relative pose is x2 ~ R x1 + t with E = [t]x R;
 * `decomposeEssential` gives the candidates. Returns [] for degenerate input. Reuses module scratch: not re-entrant.
 */
export function essentialFivePoint(x1: ArrayLike<number>, x2: ArrayLike<number>): Float64Array[] {
  const points = x1.length / 2
  if (points < 5) throw new Error('the five-point solver needs five correspondences')
  if (points === 5) nullSpaceOfFive(x1, x2)
  else nullSpaceOfMany(x1, x2, points)
  for (let k = 0; k < 9; k++) for (let v = 0; v < 4; v++) entries[4 * k + v] = basis[9 * v + k]
  writeConstraints()
  if (!eliminate()) return []
  writeHiddenVariable()
  const degree = writeResultant()
  if (degree < 1) return []
  const count = realRoots(resultant, degree, roots)
  const solutions: Float64Array[] = []
  for (let i = 0; i < count; i++) {
    const solution = essentialAt(roots[i])
    if (solution) solutions.push(solution)
  }
  return solutions
}

const epipolar = new Float64Array(45)
function nullSpaceOfFive(x1: ArrayLike<number>, x2: ArrayLike<number>): void {
  for (let i = 0; i < 5; i++) epipolarRow(epipolar, 9 * i, x1[2 * i], x1[2 * i + 1], x2[2 * i], x2[2 * i + 1])
  nullSpace(epipolar, 5, 9, basis)
}

const normal = new Float64Array(81)
const eigenvalues = new Float64Array(9)
const eigenvectors = new Float64Array(81)
function nullSpaceOfMany(x1: ArrayLike<number>, x2: ArrayLike<number>, points: number): void {
  normal.fill(0)
  for (let i = 0; i < points; i++) {
    epipolarRow(epipolar, 0, x1[2 * i], x1[2 * i + 1], x2[2 * i], x2[2 * i + 1])
    for (let r = 0; r < 9; r++) for (let c = 0; c < 9; c++) normal[9 * r + c] += epipolar[r] * epipolar[c]
  }
  symmetricEigen(normal, 9, eigenvalues, eigenvectors)
  // The best fit comes last: it is the W that keeps coefficient one.
  for (let v = 0; v < 4; v++) for (let k = 0; k < 9; k++) basis[9 * v + k] = eigenvectors[9 * (3 - v) + k]
}

function epipolarRow(target: Float64Array, at: number, u1: number, v1: number, u2: number, v2: number): void {
  target[at] = u2 * u1
  target[at + 1] = u2 * v1
  target[at + 2] = u2
  target[at + 3] = v2 * u1
  target[at + 4] = v2 * v1
  target[at + 5] = v2
  target[at + 6] = u1
  target[at + 7] = v1
  target[at + 8] = 1
}

/** target(10) += sign * entry i * entry j. */
function addLinearProduct(target: Float64Array, at: number, i: number, j: number, sign: number): void {
  for (let a = 0; a < 4; a++) {
    const left = sign * entries[4 * i + a]
    for (let b = 0; b < 4; b++) target[at + LINEAR_TIMES_LINEAR[4 * a + b]] += left * entries[4 * j + b]
  }
}

/** Equation row += quadratic * entry j. */
function addCubicProduct(row: number, quadratic: Float64Array, at: number, j: number): void {
  for (let a = 0; a < 10; a++) {
    const left = quadratic[at + a]
    for (let b = 0; b < 4; b++) equations[20 * row + QUADRATIC_TIMES_LINEAR[4 * a + b]] += left * entries[4 * j + b]
  }
}

/** Row 0: det E = 0. Rows 1 to 9: (E E' - trace / 2) E = 0. */
function writeConstraints(): void {
  equations.fill(0)
  for (let c = 0; c < 3; c++) {
    const c1 = (c + 1) % 3
    const c2 = (c + 2) % 3
    minor.fill(0)
    addLinearProduct(minor, 0, 3 + c1, 6 + c2, 1)
    addLinearProduct(minor, 0, 3 + c2, 6 + c1, -1)
    addCubicProduct(0, minor, 0, c)
  }
  gram.fill(0)
  for (let r = 0; r < 3; r++) {
    for (let c = r; c < 3; c++) {
      const at = 10 * (3 * r + c)
      for (let k = 0; k < 3; k++) addLinearProduct(gram, at, 3 * r + k, 3 * c + k, 1)
      if (c > r) gram.copyWithin(10 * (3 * c + r), at, at + 10)
    }
  }
  for (let m = 0; m < 10; m++) {
    const half = 0.5 * (gram[m] + gram[40 + m] + gram[80 + m])
    gram[m] -= half
    gram[40 + m] -= half
    gram[80 + m] -= half
  }
  for (let r = 0; r < 3; r++) {
    for (let c = 0; c < 3; c++) {
      for (let k = 0; k < 3; k++) addCubicProduct(1 + 3 * r + c, gram, 10 * (3 * r + k), 3 * k + c)
    }
  }
}

/** Gauss-Jordan with row pivoting: the first ten columns become the identity. False when they are singular. */
function eliminate(): boolean {
  for (let c = 0; c < 10; c++) {
    let pivot = c
    for (let r = c + 1; r < 10; r++) {
      if (Math.abs(equations[20 * r + c]) > Math.abs(equations[20 * pivot + c])) pivot = r
    }
    const value = equations[20 * pivot + c]
    if (Math.abs(value) < 1e-14) return false
    for (let k = c; k < 20; k++) {
      const top = equations[20 * pivot + k] / value
      equations[20 * pivot + k] = equations[20 * c + k]
      equations[20 * c + k] = top
    }
    for (let r = 0; r < 10; r++) {
      const factor = equations[20 * r + c]
      if (r === c || factor === 0) continue
      for (let k = c; k < 20; k++) equations[20 * r + k] -= factor * equations[20 * c + k]
    }
  }
  return true
}

/** Rows 4 - z 5, 6 - z 7 and 8 - z 9 have no monomial above x, y and 1 times a power of z. */
function writeHiddenVariable(): void {
  hidden.fill(0)
  for (let r = 0; r < 3; r++) {
    const upper = 20 * (4 + 2 * r)
    const lower = upper + 20
    for (let part = 0; part < 3; part++) {
      const terms = part === 2 ? 4 : 3
      const column = 10 + 3 * part
      const at = 13 * r + 4 * part
      for (let power = 0; power < terms; power++) {
        const source = column + terms - 1 - power
        hidden[at + power] += equations[upper + source]
        hidden[at + power + 1] -= equations[lower + source]
      }
    }
  }
}

/** Determinant of the hidden-variable matrix. Returns its degree after dropping vanishing leading coefficients. */
const product = new Float64Array(8)
function writeResultant(): number {
  resultant.fill(0)
  for (let c = 0; c < 3; c++) {
    // Rows l and m give the minor, row k multiplies it; its parts have degrees 3, 3 and 4.
    const c1 = (c + 1) % 3
    const c2 = (c + 2) % 3
    product.fill(0)
    addPolynomialProduct(13 + 4 * c1, degreeOf(c1), 26 + 4 * c2, degreeOf(c2), 1)
    addPolynomialProduct(13 + 4 * c2, degreeOf(c2), 26 + 4 * c1, degreeOf(c1), -1)
    const minorDegree = degreeOf(c1) + degreeOf(c2)
    for (let i = 0; i <= minorDegree; i++) {
      for (let j = 0; j <= degreeOf(c); j++) resultant[i + j] += product[i] * hidden[4 * c + j]
    }
  }
  let largest = 0
  for (let i = 0; i <= 10; i++) largest = Math.max(largest, Math.abs(resultant[i]))
  if (!(largest > 0) || !Number.isFinite(largest)) return 0
  for (let i = 0; i <= 10; i++) resultant[i] /= largest
  let degree = 10
  while (degree > 0 && resultant[degree] === 0) degree--
  return degree
}

function degreeOf(part: number): number {
  return part === 2 ? 4 : 3
}

function addPolynomialProduct(left: number, leftDegree: number, right: number, rightDegree: number, sign: number) {
  for (let i = 0; i <= leftDegree; i++) {
    for (let j = 0; j <= rightDegree; j++) product[i + j] += sign * hidden[left + i] * hidden[right + j]
  }
}

/** E at a root z: (x, y, 1) is the null vector of the hidden-variable matrix, the best-conditioned cross of two rows. */
const rows = new Float64Array(9)
function essentialAt(z: number): Float64Array | null {
  for (let r = 0; r < 3; r++) {
    for (let part = 0; part < 3; part++) {
      const at = 13 * r + 4 * part
      let value = hidden[at + degreeOf(part)]
      for (let power = degreeOf(part) - 1; power >= 0; power--) value = value * z + hidden[at + power]
      rows[3 * r + part] = value
    }
  }
  let x = 0
  let y = 0
  let w = 0
  for (let r = 0; r < 3; r++) {
    const a = 3 * r
    const b = 3 * ((r + 1) % 3)
    const crossW = rows[a] * rows[b + 1] - rows[a + 1] * rows[b]
    if (Math.abs(crossW) <= Math.abs(w)) continue
    x = rows[a + 1] * rows[b + 2] - rows[a + 2] * rows[b + 1]
    y = rows[a + 2] * rows[b] - rows[a] * rows[b + 2]
    w = crossW
  }
  if (w === 0) return null
  x /= w
  y /= w
  const essential = new Float64Array(9)
  let squared = 0
  for (let k = 0; k < 9; k++) {
    essential[k] = x * basis[k] + y * basis[9 + k] + z * basis[18 + k] + basis[27 + k]
    squared += essential[k] * essential[k]
  }
  const scale = Math.sqrt(2 / squared)
  if (!Number.isFinite(scale)) return null
  for (let k = 0; k < 9; k++) essential[k] *= scale
  return essential
}
