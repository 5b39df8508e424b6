import type { PointColours } from './photo-gains.ts'
import type { VertexNeighbours } from './vertex-neighbours.ts'

/** Rounds of averaging: the correction varies over some five edge lengths, and leaves finer detail as it was. */
const ROUNDS = 24
/** A correction is a matter of shading, never of content: clipped to this, of 255. */
const MAX_CORRECTION = 48

/**
 * What each vertex looks like by all photos together: the weighted mean colour after the gains.
 *
 * @returns R G B 0..255 and the summed weight, four values a vertex; zeros where no photo sees it.
 */
export function consensusColours(samples: PointColours, gains: Float32Array): Float32Array {
  const { points, views, colours, weights } = samples
  const consensus = new Float32Array(4 * points)
  for (let v = 0; v < views; v++)
    for (let p = 0; p < points; p++) {
      const w = weights[v * points + p]
      for (let c = 0; c < 3; c++) consensus[4 * p + c] += w * gains[3 * v + c] * colours[3 * (v * points + p) + c]
      consensus[4 * p + 3] += w
    }
  for (let p = 0; p < points; p++)
    if (consensus[4 * p + 3] > 0) for (let c = 0; c < 3; c++) consensus[4 * p + c] /= consensus[4 * p + 3]
  return consensus
}

/**
 * The smooth difference between the consensus and one photo over the surface: shading that follows the camera,
 * vignetting, what a gain cannot mend. Adding it to the photo's colours hides seams without touching detail, because
 * differences of the same surface point hold no texture, and they are averaged over the mesh rather than over the
 * image, where a blur would mix in what lies behind.
 *
 * @param confidence Weight of the difference at each vertex; low where the photo has an edge.
 * @param correction Written: R G B, -128..127, 3 * vertices.
 */
export function smoothCorrection(
  samples: PointColours,
  view: number,
  gains: Float32Array,
  consensus: Float32Array,
  confidence: Float32Array,
  { starts, neighbours }: VertexNeighbours,
  correction: Int8Array,
): void {
  const { points, colours, weights } = samples
  let from = new Float32Array(4 * points)
  let to = new Float32Array(4 * points)
  for (let p = 0; p < points; p++) {
    const at = view * points + p
    const w = weights[at] > 0 ? weights[at] * confidence[at] : 0
    for (let c = 0; c < 3; c++) from[4 * p + c] = w * (consensus[4 * p + c] - gains[3 * view + c] * colours[3 * at + c])
    from[4 * p + 3] = w
  }
  for (let round = 0; round < ROUNDS; round++) {
    for (let p = 0; p < points; p++) {
      const share = 0.5 / Math.max(1, starts[p + 1] - starts[p])
      for (let c = 0; c < 4; c++) {
        let sum = 0
        for (let i = starts[p]; i < starts[p + 1]; i++) sum += from[4 * neighbours[i] + c]
        to[4 * p + c] = 0.5 * from[4 * p + c] + share * sum
      }
    }
    const swap = from
    from = to
    to = swap
  }
  for (let p = 0; p < points; p++)
    for (let c = 0; c < 3; c++) {
      const value = from[4 * p + 3] > 1e-12 ? from[4 * p + c] / from[4 * p + 3] : 0
      correction[3 * p + c] = Math.round(Math.max(-MAX_CORRECTION, Math.min(MAX_CORRECTION, value)))
    }
}
