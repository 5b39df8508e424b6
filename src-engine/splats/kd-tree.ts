/**
 * A k-d tree (Bentley 1975) over an index array, split at the median of the widest axis: the node of order[from .. to]
 * stands in its middle, smaller ones before it, larger after.
 */
export interface KdTree {
  /** x y z: 3N. */
  readonly positions: Float64Array | Float32Array
  readonly order: Uint32Array
  /** The axis each node splits. */
  readonly axes: Uint8Array
}

/** The tree of all points, or of those with the indices given (which it puts in another order). */
export function buildKdTree(positions: KdTree['positions'], indices?: Uint32Array): KdTree {
  const order = indices ?? Uint32Array.from({ length: positions.length / 3 }, (_, i) => i)
  const axes = new Uint8Array(order.length)
  build(positions, order, axes, 0, order.length)
  return { positions, order, axes }
}

/** Index of the point nearest to a place; -1 where there are none. */
export function nearestPoint({ positions, order, axes }: KdTree, x: number, y: number, z: number): number {
  const place = [x, y, z]
  let nearest = -1
  let best = Number.POSITIVE_INFINITY
  const search = (from: number, to: number): void => {
    if (from >= to) return
    const middle = (from + to) >> 1
    const p = 3 * order[middle]
    const squared = (positions[p] - x) ** 2 + (positions[p + 1] - y) ** 2 + (positions[p + 2] - z) ** 2
    if (squared < best) {
      best = squared
      nearest = order[middle]
    }
    if (to - from === 1) return
    const axis = axes[middle]
    const gap = place[axis] - positions[p + axis]
    if (gap < 0) search(from, middle)
    else search(middle + 1, to)
    if (gap * gap >= best) return
    if (gap < 0) search(middle + 1, to)
    else search(from, middle)
  }
  search(0, order.length)
  return nearest
}

function build(positions: KdTree['positions'], order: Uint32Array, axes: Uint8Array, from: number, to: number): void {
  if (to - from < 2) return
  const axis = widestAxis(positions, order, from, to)
  const middle = (from + to) >> 1
  order.subarray(from, to).sort((a, b) => positions[3 * a + axis] - positions[3 * b + axis] || a - b)
  axes[middle] = axis
  build(positions, order, axes, from, middle)
  build(positions, order, axes, middle + 1, to)
}

function widestAxis(positions: KdTree['positions'], order: Uint32Array, from: number, to: number): number {
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
