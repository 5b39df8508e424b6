import type { Stroke } from '../../src-shared/strokes.ts'

/** Strokes with what can be undone and redone. */
interface StrokeHistory {
  readonly strokes: readonly Stroke[]
  readonly past: readonly (readonly Stroke[])[]
  readonly future: readonly (readonly Stroke[])[]
}

export function historyOf(strokes: readonly Stroke[]): StrokeHistory {
  return { strokes, past: [], future: [] }
}

/** With other strokes; what had been undone is given up. */
export function changed({ strokes, past }: StrokeHistory, next: readonly Stroke[]): StrokeHistory {
  return { strokes: next, past: [...past, strokes], future: [] }
}

export function undone({ strokes, past, future }: StrokeHistory): StrokeHistory {
  const before = past.at(-1)
  return before ? { strokes: before, past: past.slice(0, -1), future: [strokes, ...future] } : { strokes, past, future }
}

export function redone({ strokes, past, future }: StrokeHistory): StrokeHistory {
  const [next, ...rest] = future
  return next ? { strokes: next, past: [...past, strokes], future: rest } : { strokes, past, future }
}

/** Points nearer together than this share of the brush's radius say nothing new. */
const LEAST_STEP = 0.3
/** A pixel of any photo that is worked on is ten times as wide. */
const DECIMALS = 4

/** The stroke drawn on to a point, in shares of the photo's width and height; the very same where the point is too near. */
export function drawnOn(stroke: Stroke, x: number, y: number, aspect: number): Stroke {
  const { points, radius } = stroke
  const [lastX, lastY] = points.slice(-2)
  // The radius is a share of the longer side.
  const [wide, high] = aspect >= 1 ? [1, 1 / aspect] : [aspect, 1]
  if (Math.hypot((x - lastX) * wide, (y - lastY) * high) < LEAST_STEP * radius) return stroke
  return { ...stroke, points: [...points, rounded(x), rounded(y)] }
}

/** A stroke of one point: what a click paints. */
export function dab(kind: Stroke['kind'], x: number, y: number, radius: number): Stroke {
  return { kind, points: [rounded(x), rounded(y)], radius }
}

function rounded(value: number): number {
  return Math.round(Math.min(Math.max(value, -0.5), 1.5) * 10 ** DECIMALS) / 10 ** DECIMALS
}
