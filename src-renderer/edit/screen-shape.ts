/** A region of the viewport, in CSS pixels from its upper left corner. Points are x y pairs, one after the other. */
export type ScreenShape =
  | { readonly kind: 'rectangle'; readonly points: readonly number[] }
  | { readonly kind: 'lasso'; readonly points: readonly number[] }
  /** All that lies within `radius` of the line through the points. */
  | { readonly kind: 'brush'; readonly points: readonly number[]; readonly radius: number }

/** Whether a pixel lies within the shape. Make it once, ask often: what is far away is told by four comparisons. */
export function screenTest(shape: ScreenShape): (x: number, y: number) => boolean {
  const { points } = shape
  if (points.length < 2) return () => false
  const margin = shape.kind === 'brush' ? shape.radius : 0
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity]
  for (let i = 0; i < points.length; i += 2) {
    left = Math.min(left, points[i] - margin)
    right = Math.max(right, points[i] + margin)
    top = Math.min(top, points[i + 1] - margin)
    bottom = Math.max(bottom, points[i + 1] + margin)
  }
  const inBounds = (x: number, y: number) => x >= left && x <= right && y >= top && y <= bottom
  if (shape.kind === 'rectangle') return inBounds
  if (shape.kind === 'lasso') return (x, y) => inBounds(x, y) && insidePolygon(points, x, y)
  const squared = shape.radius ** 2
  return (x, y) => inBounds(x, y) && nearLine(points, x, y, squared)
}

/** Even-odd rule; the last point is joined to the first. */
function insidePolygon(points: readonly number[], x: number, y: number): boolean {
  let inside = false
  let px = points[points.length - 2]
  let py = points[points.length - 1]
  for (let i = 0; i < points.length; i += 2) {
    const cx = points[i]
    const cy = points[i + 1]
    if (cy > y !== py > y && x < ((px - cx) * (y - cy)) / (py - cy) + cx) inside = !inside
    px = cx
    py = cy
  }
  return inside
}

function nearLine(points: readonly number[], x: number, y: number, squared: number): boolean {
  let px = points[0]
  let py = points[1]
  for (let i = 0; i < points.length; i += 2) {
    const dx = points[i] - px
    const dy = points[i + 1] - py
    const length = dx * dx + dy * dy
    const t = length > 0 ? Math.min(Math.max(((x - px) * dx + (y - py) * dy) / length, 0), 1) : 0
    if ((px + t * dx - x) ** 2 + (py + t * dy - y) ** 2 <= squared) return true
    px = points[i]
    py = points[i + 1]
  }
  return false
}
