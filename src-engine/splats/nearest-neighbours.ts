/**
 * Mean distance from each of N points (`positions`, 3N) to its `k` nearest others: N. Fewer than k others: to those;
 * a lone point gets 0. A k-d tree (Bentley 1975) over an index array, split at the median of the widest axis.
 */
export function meanNeighbourDistance(positions: Float64Array, k: number): Float64Array {
  const count = positions.length / 3
  const order = Uint32Array.from({ length: count }, (_, i) => i)
  const axes = new Uint8Array(count)
  build(positions, order, axes, 0, count)
  const best = new Float64Array(k)
  const result = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    best.fill(Number.POSITIVE_INFINITY)
    search(positions, order, axes, 0, count, i, best)
    let sum = 0
    let found = 0
    for (const squared of best) {
      if (squared === Number.POSITIVE_INFINITY) continue
      sum += Math.sqrt(squared)
      found++
    }
    result[i] = found > 0 ? sum / found : 0
  }
  return result
}

/** Puts the median of order[from .. to] in its middle, smaller before, larger after, and so on within the halves. */
function build(positions: Float64Array, order: Uint32Array, axes: Uint8Array, from: number, to: number): void {
  if (to - from < 2) return
  const axis = widestAxis(positions, order, from, to)
  const middle = (from + to) >> 1
  order.subarray(from, to).sort((a, b) => positions[3 * a + axis] - positions[3 * b + axis] || a - b)
  axes[middle] = axis
  build(positions, order, axes, from, middle)
  build(positions, order, axes, middle + 1, to)
}

function widestAxis(positions: Float64Array, order: Uint32Array, from: number, to: number): number {
  let widest = 0
  let width = -1
  for (let axis = 0; axis < 3; axis++) {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let i = from; i < to; i++) {
      const value = positions[3 * order[i] + axis]
      low = Math.min(low, value)
      high = Math.max(high, value)
    }
    if (high - low > width) {
      width = high - low
      widest = axis
    }
  }
  return widest
}

/** Keeps the smallest squared distances from `point` in `best`, ascending. */
function search(
  positions: Float64Array,
  order: Uint32Array,
  axes: Uint8Array,
  from: number,
  to: number,
  point: number,
  best: Float64Array,
): void {
  if (from >= to) return
  const middle = (from + to) >> 1
  const other = order[middle]
  const dx = positions[3 * other] - positions[3 * point]
  const dy = positions[3 * other + 1] - positions[3 * point + 1]
  const dz = positions[3 * other + 2] - positions[3 * point + 2]
  const squared = dx * dx + dy * dy + dz * dz
  if (other !== point && squared < best[best.length - 1]) {
    let at = best.length - 1
    for (; at > 0 && best[at - 1] > squared; at--) best[at] = best[at - 1]
    best[at] = squared
  }
  if (to - from === 1) return
  const axis = axes[middle]
  const gap = positions[3 * point + axis] - positions[3 * other + axis]
  const nearFirst = gap < 0
  if (nearFirst) search(positions, order, axes, from, middle, point, best)
  else search(positions, order, axes, middle + 1, to, point, best)
  if (gap * gap >= best[best.length - 1]) return
  if (nearFirst) search(positions, order, axes, middle + 1, to, point, best)
  else search(positions, order, axes, from, middle, point, best)
}
