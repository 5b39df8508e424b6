import type { GrayImage } from '../../../src-shared/photo.ts'

/** How likely each pixel is a keypoint; `cell` pixels square belong to one cell of the network's maps. */
export interface Heatmap extends GrayImage {
  readonly cell: number
}

export interface Peak {
  readonly x: number
  readonly y: number
  readonly score: number
}

/** XFeat's own settings: the least likelihood of a keypoint, and the square in which it has to be the greatest. */
const LEAST = 0.05
const RADIUS = 2
/** The network tells of each cell of 8 x 8 pixels which of them is a keypoint; the 65th channel says none is. */
const CELL = 8

/** Logits [1, 65, h, w] into likelihoods of 8h x 8w pixels, each weighed with its cell's reliability. */
export function keypointHeatmap(logits: Float32Array, reliability: GrayImage): Heatmap {
  const { width: columns, height: rows } = reliability
  const area = columns * rows
  const width = CELL * columns
  const data = new Float32Array(CELL * CELL * area)
  for (let at = 0; at < area; at++) {
    let most = Number.NEGATIVE_INFINITY
    for (let c = 0; c <= CELL * CELL; c++) most = Math.max(most, logits[c * area + at])
    let sum = 0
    for (let c = 0; c <= CELL * CELL; c++) sum += Math.exp(logits[c * area + at] - most)
    const weight = reliability.data[at] / sum
    const corner = Math.floor(at / columns) * CELL * width + (at % columns) * CELL
    for (let c = 0; c < CELL * CELL; c++) {
      data[corner + Math.floor(c / CELL) * width + (c % CELL)] = weight * Math.exp(logits[c * area + at] - most)
    }
  }
  return { width, height: CELL * rows, data, cell: CELL }
}

/** Pixels that are likelier than all others around them, the likeliest first. */
export function peaksOf({ width, height, data }: GrayImage): Peak[] {
  const peaks: Peak[] = []
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const score = data[y * width + x]
      if (score > LEAST && isGreatest(data, width, height, x, y)) peaks.push({ x, y, score })
    }
  }
  return peaks.sort((a, b) => b.score - a.score || a.y - b.y || a.x - b.x)
}

function isGreatest(data: Float32Array, width: number, height: number, x: number, y: number): boolean {
  const score = data[y * width + x]
  for (let v = Math.max(0, y - RADIUS); v <= Math.min(height - 1, y + RADIUS); v++) {
    for (let u = Math.max(0, x - RADIUS); u <= Math.min(width - 1, x + RADIUS); u++) {
      if (data[v * width + u] > score) return false
    }
  }
  return true
}
