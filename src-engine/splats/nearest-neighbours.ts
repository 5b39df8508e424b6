import { buildKdTree } from './kd-tree.ts'

/**
 * Mean distance from each of N points (`positions`, 3N) to its `k` nearest others: N. Fewer than k others: to those;
 * a lone point gets 0.
 */
export function meanNeighbourDistance(positions: Float64Array, k: number): Float64Array {
  const count = positions.length / 3
  const { order, axes } = buildKdTree(positions)
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
