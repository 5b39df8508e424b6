import type { Extremum } from './extrema.ts'
import type { ScaleSpace } from './scale-space.ts'

const CELLS_ALONG_LONG_EDGE = 16

/**
 * The `count` extrema to keep: strong ones, spread over the photo. Within a cell of a grid the k-th strongest counts as
 * its response over sqrt(k), so a rich corner cannot use up the whole budget while pure noise does not displace it.
 * Returned coarse to fine, so that the first few hundred are the ones that survive the largest changes of distance.
 */
export function selectExtrema({ octaves }: ScaleSpace, extrema: readonly Extremum[], count: number): Extremum[] {
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
  const scale = (i: number) => extrema[i].sigma * octaves[extrema[i].octave].step
  return byResponse
    .sort((a, b) => score[b] - score[a] || a - b)
    .slice(0, count)
    .sort((a, b) => scale(b) - scale(a) || a - b)
    .map((i) => extrema[i])
}
