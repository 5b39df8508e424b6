import type { Surface } from './marching-cubes.ts'
import { vertexNeighbours } from './vertex-neighbours.ts'

/** Pass band of Taubin's filter: 1 / lambda + 1 / mu = 0.1 keeps the volume and what is wider than some ten vertices. */
const LAMBDA = 0.5
const MU = -0.5263

/**
 * Taubin smoothing (1995): takes away the steps of the voxels and the noise of depth without shrinking the surface.
 * Alternates a step towards the mean of the neighbours with a slightly larger one away from it.
 */
export function smoothSurface(surface: Surface, rounds: number): Surface {
  const count = surface.positions.length / 3
  const { starts, neighbours } = vertexNeighbours(count, surface.indices)
  let from = surface.positions.slice()
  let to = new Float32Array(from.length)
  for (let step = 0; step < 2 * rounds; step++) {
    const factor = step % 2 === 0 ? LAMBDA : MU
    for (let v = 0; v < count; v++) {
      let [x, y, z] = [0, 0, 0]
      const degree = starts[v + 1] - starts[v]
      for (let i = starts[v]; i < starts[v + 1]; i++) {
        const n = 3 * neighbours[i]
        x += from[n]
        y += from[n + 1]
        z += from[n + 2]
      }
      const share = degree > 0 ? factor / degree : 0
      const keep = degree > 0 ? 1 - factor : 1
      to[3 * v] = keep * from[3 * v] + share * x
      to[3 * v + 1] = keep * from[3 * v + 1] + share * y
      to[3 * v + 2] = keep * from[3 * v + 2] + share * z
    }
    const swap = from
    from = to
    to = swap
  }
  return { positions: from, indices: surface.indices }
}
