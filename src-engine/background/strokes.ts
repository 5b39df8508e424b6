import { LABEL } from './grab-cut-labels.ts'

/** One stroke of a person's brush over the photo, to say what belongs to the object. */
export interface Stroke {
  readonly kind: 'object' | 'background'
  /** x y of its points as shares of the photo's width and height, 0..1 from the top left: 2N. */
  readonly points: readonly number[]
  /** Half its width as a share of the photo's longer side. */
  readonly radius: number
}

/** Draws the strokes into the labels, later ones over earlier ones: round brush, straight from point to point. */
export function drawStrokes(labels: Uint8Array, width: number, height: number, strokes: readonly Stroke[]): void {
  for (const { kind, points, radius } of strokes) {
    const reach = Math.max(0.5, radius * Math.max(width, height))
    for (let i = 0; i < points.length; i += 2) {
      const last = Math.min(i + 2, points.length - 2)
      drawLine(labels, width, height, LABEL[kind], reach, {
        x0: points[i] * width,
        y0: points[i + 1] * height,
        x1: points[last] * width,
        y1: points[last + 1] * height,
      })
    }
  }
}

interface Line {
  readonly x0: number
  readonly y0: number
  readonly x1: number
  readonly y1: number
}

function drawLine(labels: Uint8Array, width: number, height: number, label: number, reach: number, line: Line): void {
  const { x0, y0, x1, y1 } = line
  const [dx, dy] = [x1 - x0, y1 - y0]
  const square = dx * dx + dy * dy
  const first = (a: number, b: number) => Math.max(0, Math.floor(Math.min(a, b) - reach))
  const end = (a: number, b: number, size: number) => Math.min(size, Math.ceil(Math.max(a, b) + reach))
  for (let y = first(y0, y1); y < end(y0, y1, height); y++)
    for (let x = first(x0, x1); x < end(x0, x1, width); x++) {
      const [px, py] = [x + 0.5 - x0, y + 0.5 - y0]
      const t = square === 0 ? 0 : Math.max(0, Math.min(1, (px * dx + py * dy) / square))
      if (Math.hypot(px - t * dx, py - t * dy) <= reach) labels[y * width + x] = label
    }
}
