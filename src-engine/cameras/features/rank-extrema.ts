import type { Extremum } from './extrema.ts'
import type { ScaleSpace } from './scale-space.ts'

const CELLS_ALONG_LONG_EDGE = 16

/**
 * Extrema in the order in which they deserve a place among the features: strong ones first, spread over the photo. Within
 * a cell of a grid the k-th strongest counts as its response over sqrt(k), so a rich corner cannot use up the whole budget
 * while pure noise does not displace it.
 */
export function rankExtrema({ octaves }: ScaleSpace, extrema: readonly Extremum[]): Extremum[] {
  const { width, height } = octaves[0]
  const cell = Math.max(width, height) / CELLS_ALONG_LONG_EDGE
  const byResponse = extrema.map((_, i) => i).sort((a, b) => extrema[b].response - extrema[a].response || a - b)
  const inCell = new Uint32Array((CELLS_ALONG_LONG_EDGE + 1) ** 2)
  const score = new Float64Array(extrema.length)
  for (const i of byResponse) {
    const { octave, x, y, response } = extrema[i]
    const { step } = octaves[octave]
    const column = Math.floor((x * step) / cell)
    const row = Math.floor((y * step) / cell)
    score[i] = response / Math.sqrt(++inCell[row * (CELLS_ALONG_LONG_EDGE + 1) + column])
  }
  return byResponse.sort((a, b) => score[b] - score[a] || a - b).map((i) => extrema[i])
}
