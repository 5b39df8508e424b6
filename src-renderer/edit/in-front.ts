import type { ScreenCentres, ScreenView } from './project-centres.ts'

/** Pixels a cell of the depth grid covers each way: fine enough for a brush, coarse enough to leave few holes. */
const CELL = 4
/** Widest splat drawn into the grid, in cells: a few huge ones must not cost more than all others. */
const MAX_REACH = 8
/** What is fainter hides nothing: the eye looks through it. */
const HIDES_FROM_LOGIT = Math.log(0.3 / 0.7)
/** Radius of a splat's disc, in standard deviations: where it is a seventh as opaque as in its middle. */
const DISC = 2
/**
 * How far behind the nearest splat still counts as the same surface, in typical splat sizes: slanted
 * surfaces fall away by this much within a disc.
 */
const THICKNESS = 8

/** The splats a depth test is made from; all arrays are of N splats. */
export interface DepthSplats {
  /** 1: can be seen. */
  readonly visible: Uint8Array
  readonly opacityLogits: Float32Array
  /** Middle one of the three standard deviations, splat frame. */
  readonly sizes: Float32Array
  /** Their median. */
  readonly typicalSize: number
}

/**
 * 1 for each splat that no other hides: N. The splats are drawn as discs into a coarse depth grid; what lies farther
 * than the nearest by more than the thickness of a surface is hidden. `scale` is splat frame to world.
 */
export function splatsInFront(
  { x, y, depth }: ScreenCentres,
  { visible, opacityLogits, sizes, typicalSize }: DepthSplats,
  { width, height, pixelsPerUnit, perspective }: ScreenView,
  scale: number,
): Uint8Array {
  const columns = Math.ceil(width / CELL)
  const rows = Math.ceil(height / CELL)
  const nearest = new Float32Array(columns * rows).fill(Infinity)
  const inView = (i: number) => x[i] >= 0 && x[i] < width && y[i] >= 0 && y[i] < height
  for (let i = 0; i < x.length; i++) {
    if (!visible[i] || opacityLogits[i] < HIDES_FROM_LOGIT || !inView(i)) continue
    const pixels = (DISC * sizes[i] * pixelsPerUnit) / (perspective ? depth[i] : 1)
    const reach = Math.min(Math.round(pixels / CELL), MAX_REACH)
    const column = Math.floor(x[i] / CELL)
    const row = Math.floor(y[i] / CELL)
    for (let r = Math.max(row - reach, 0); r <= Math.min(row + reach, rows - 1); r++) {
      for (let c = Math.max(column - reach, 0); c <= Math.min(column + reach, columns - 1); c++) {
        if ((r - row) ** 2 + (c - column) ** 2 > reach * reach) continue
        const cell = r * columns + c
        if (depth[i] < nearest[cell]) nearest[cell] = depth[i]
      }
    }
  }
  const front = new Uint8Array(x.length)
  for (let i = 0; i < x.length; i++) {
    if (!visible[i] || !inView(i)) continue
    const cell = Math.floor(y[i] / CELL) * columns + Math.floor(x[i] / CELL)
    const tolerance = THICKNESS * Math.max(typicalSize, sizes[i]) * scale
    if (depth[i] <= nearest[cell] + tolerance) front[i] = 1
  }
  return front
}
