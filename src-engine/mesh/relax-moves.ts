import type { VertexNeighbours } from './vertex-neighbours.ts'

const SWEEPS = 60
const ROUNDS = 3

/**
 * Makes the measured moves of the vertices agree with their neighbours': the field d that minimises
 * sum trust (d - measured)^2 + stiffness x sum over edges (d_i - d_j)^2, by Gauss-Seidel, with measurements that
 * stand out from the field losing their trust (Cauchy weights, three rounds). Vertices without a measurement follow.
 *
 * @param pinned 1 for vertices that stay where they are.
 * @param outlier World units from the field at which a measurement's trust has halved.
 * @returns One move a vertex, world units.
 */
export function relaxMoves(
  measured: Float32Array,
  trust: Float32Array,
  pinned: Uint8Array,
  { starts, neighbours }: VertexNeighbours,
  stiffness: number,
  outlier: number,
): Float32Array {
  const field = new Float32Array(measured.length)
  for (let round = 0; round < ROUNDS; round++)
    for (let sweep = 0; sweep < SWEEPS; sweep++)
      for (let v = 0; v < field.length; v++) {
        if (pinned[v]) continue
        const away = round === 0 ? 0 : (measured[v] - field[v]) / outlier
        const w = trust[v] / (1 + away * away)
        let sum = 0
        for (let i = starts[v]; i < starts[v + 1]; i++) sum += field[neighbours[i]]
        const total = w + stiffness * (starts[v + 1] - starts[v])
        if (total > 0) field[v] = (w * measured[v] + stiffness * sum) / total
      }
  return field
}
