import type { ObjectPicture } from '../background/square-crop.ts'

/** The object's silhouette on a square lattice: point (i, j) is the centre of cell (i, j) of the picture. */
export interface OutlineLattice {
  /** Points along each side. */
  readonly side: number
  /** How much of the cell is covered, 0..1; the outline is where it passes one half: side * side. */
  readonly cover: Float32Array
}

/**
 * The silhouette with `side` points along each side of the picture. Its rim is free, so that the outline is closed.
 * Cells are averaged from the alpha, or interpolated where the picture is the coarser one.
 */
export function outlineLattice({ image, alpha }: Pick<ObjectPicture, 'image' | 'alpha'>, side: number): OutlineLattice {
  const size = image.width
  const cover = new Float32Array(side * side)
  // Samples per cell and axis: at least one a pixel.
  const samples = Math.max(1, Math.ceil(size / side))
  for (let j = 1; j < side - 1; j++)
    for (let i = 1; i < side - 1; i++) {
      let sum = 0
      for (let v = 0; v < samples; v++)
        for (let u = 0; u < samples; u++)
          sum += at(alpha, size, ((i + (u + 0.5) / samples) / side) * size, ((j + (v + 0.5) / samples) / side) * size)
      cover[j * side + i] = sum / samples ** 2
    }
  return { side, cover }
}

/** Bilinear at (x, y) pixels, centres at +0.5, edges held. */
function at(values: Float32Array, size: number, x: number, y: number): number {
  const u = Math.max(0, Math.min(size - 1, x - 0.5))
  const v = Math.max(0, Math.min(size - 1, y - 0.5))
  const [x0, y0] = [Math.floor(u), Math.floor(v)]
  const [x1, y1] = [Math.min(size - 1, x0 + 1), Math.min(size - 1, y0 + 1)]
  const [tx, ty] = [u - x0, v - y0]
  const upper = values[y0 * size + x0] * (1 - tx) + values[y0 * size + x1] * tx
  const lower = values[y1 * size + x0] * (1 - tx) + values[y1 * size + x1] * tx
  return upper * (1 - ty) + lower * ty
}

/** How far from a covered point towards an uncovered neighbour the outline lies, 0..1 of the step between them. */
export function outlineCrossing(inside: number, outside: number): number {
  // Kept off both ends, so that no triangle collapses and no equation blows up.
  return Math.max(0.05, Math.min(0.95, (inside - 0.5) / (inside - outside)))
}
