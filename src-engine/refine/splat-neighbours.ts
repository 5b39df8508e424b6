import { buildKdTree } from '../splats/kd-tree.ts'

/** Neighbours that a splat is smoothed over. */
export const NEIGHBOURS = 8

/**
 * The eight nearest others of each of N points, the nearest first: 8N indices. Where there are fewer, the point itself
 * stands in their place.
 */
export function splatNeighbours(positions: Float32Array): Uint32Array {
  const count = positions.length / 3
  const { order, axes } = buildKdTree(positions)
  const result = new Uint32Array(NEIGHBOURS * count)
  const best = new Float64Array(NEIGHBOURS)
  const who = new Uint32Array(NEIGHBOURS)
  const search = (point: number, from: number, to: number): void => {
    if (from >= to) return
    const middle = (from + to) >> 1
    const other = order[middle]
    if (other !== point) offer(other, squaredDistance(positions, point, other))
    if (to - from === 1) return
    const gap = positions[3 * point + axes[middle]] - positions[3 * other + axes[middle]]
    if (gap < 0) search(point, from, middle)
    else search(point, middle + 1, to)
    if (gap * gap >= best[NEIGHBOURS - 1]) return
    if (gap < 0) search(point, middle + 1, to)
    else search(point, from, middle)
  }
  const offer = (other: number, squared: number): void => {
    if (squared >= best[NEIGHBOURS - 1]) return
    let at = NEIGHBOURS - 1
    for (; at > 0 && best[at - 1] > squared; at--) {
      best[at] = best[at - 1]
      who[at] = who[at - 1]
    }
    best[at] = squared
    who[at] = other
  }
  for (let point = 0; point < count; point++) {
    best.fill(Number.POSITIVE_INFINITY)
    who.fill(point)
    search(point, 0, count)
    result.set(who, NEIGHBOURS * point)
  }
  return result
}

function squaredDistance(positions: Float32Array, a: number, b: number): number {
  const dx = positions[3 * a] - positions[3 * b]
  const dy = positions[3 * a + 1] - positions[3 * b + 1]
  const dz = positions[3 * a + 2] - positions[3 * b + 2]
  return dx * dx + dy * dy + dz * dz
}
