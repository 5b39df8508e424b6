import type { VertexNeighbours } from './vertex-neighbours.ts'

/**
 * Evens out the parts of a surface that nothing holds in place: each vertex goes towards the mean of its neighbours,
 * the more freely the less it is trusted. Trusted vertices stay and carry the rest, so that bumps go without the
 * surface shrinking. Changes the positions.
 *
 * @param freedom 0 (held) .. 1 (free) a vertex.
 */
export function fairSurface(
  positions: Float32Array,
  freedom: Float32Array,
  { starts, neighbours }: VertexNeighbours,
  rounds: number,
): void {
  const next = new Float32Array(positions.length)
  for (let round = 0; round < rounds; round++) {
    for (let v = 0; v < freedom.length; v++) {
      const degree = starts[v + 1] - starts[v]
      const share = degree > 0 ? 0.5 * freedom[v] : 0
      for (let axis = 0; axis < 3; axis++) {
        let sum = 0
        for (let i = starts[v]; i < starts[v + 1]; i++) sum += positions[3 * neighbours[i] + axis]
        const here = positions[3 * v + axis]
        next[3 * v + axis] = degree > 0 ? here + share * (sum / degree - here) : here
      }
    }
    positions.set(next)
  }
}
