const MAX_DEGREE = 12

/** Scratch: derivative d of the polynomial starts at d * (MAX_DEGREE + 1). */
const chain = new Float64Array((MAX_DEGREE + 1) * (MAX_DEGREE + 1))
const reversed = new Float64Array(MAX_DEGREE + 1)
const critical = new Float64Array(MAX_DEGREE + 2)
const found = new Float64Array(MAX_DEGREE + 2)

/**
 * Real roots of sum(coefficients[i] * x^i), ascending powers, degree at most 12. Writes them to `out`, returns how many.
 *
 * Between two neighbouring zeros of its derivative a polynomial is monotone, so each root is bracketed and found by
 * safeguarded Newton steps; the derivatives' zeros come the same way, from the linear one up. Roots outside [-1, 1] are
 * the inverses of the roots of the reversed polynomial inside it, which keeps every power bounded.
 * Roots of even multiplicity may be missed: they are not stable under rounding in any case.
 */
export function realRoots(coefficients: Float64Array, degree: number, out: Float64Array): number {
  if (degree > MAX_DEGREE) throw new Error(`realRoots takes polynomials of degree ${MAX_DEGREE} at most`)
  const inside = rootsInUnitInterval(coefficients, degree)
  let count = 0
  for (let i = 0; i < inside; i++) out[count++] = found[i]
  for (let i = 0; i <= degree; i++) reversed[i] = coefficients[degree - i]
  const outside = rootsInUnitInterval(reversed, degree)
  // A root at exactly -1 or 1 is in both lists; a root at 0 of the reversed polynomial lies at infinity.
  for (let i = 0; i < outside; i++) if (found[i] !== 0 && Math.abs(found[i]) < 1) out[count++] = 1 / found[i]
  return count
}

/** Fills `found` with the roots in [-1, 1]. */
function rootsInUnitInterval(coefficients: Float64Array, degree: number): number {
  const stride = MAX_DEGREE + 1
  for (let i = 0; i <= degree; i++) chain[i] = coefficients[i]
  for (let d = 1; d < degree; d++) {
    const from = (d - 1) * stride
    for (let i = 0; i <= degree - d; i++) chain[d * stride + i] = chain[from + i + 1] * (i + 1)
  }
  let roots = 0
  for (let d = degree - 1; d >= 0; d--) {
    critical[0] = -1
    for (let i = 0; i < roots; i++) critical[i + 1] = found[i]
    critical[roots + 1] = 1
    const intervals = roots + 1
    roots = 0
    const start = d * stride
    const order = degree - d
    let high = evaluate(start, order, critical[0])
    for (let i = 0; i < intervals; i++) {
      const low = high
      high = evaluate(start, order, critical[i + 1])
      if (low === 0) found[roots++] = critical[i]
      else if (low < 0 !== high < 0 && high !== 0)
        found[roots++] = bracketed(start, order, critical[i], critical[i + 1], low)
    }
    if (high === 0) found[roots++] = 1
  }
  return roots
}

function evaluate(start: number, order: number, x: number): number {
  let value = chain[start + order]
  for (let i = order - 1; i >= 0; i--) value = value * x + chain[start + i]
  return value
}

/** Newton from the middle of [a, b], falling back to halving whenever a step leaves the bracket. */
function bracketed(start: number, order: number, a: number, b: number, valueAtA: number): number {
  let x = 0.5 * (a + b)
  for (let step = 0; step < 80; step++) {
    let value = chain[start + order]
    let slope = 0
    for (let i = order - 1; i >= 0; i--) {
      slope = slope * x + value
      value = value * x + chain[start + i]
    }
    if (value === 0) return x
    if (value < 0 === valueAtA < 0) a = x
    else b = x
    let next = x - value / slope
    if (!(next > a && next < b)) next = 0.5 * (a + b)
    if (Math.abs(next - x) <= 1e-15) return next
    x = next
  }
  return x
}
