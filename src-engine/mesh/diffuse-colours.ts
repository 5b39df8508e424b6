import type { VertexNeighbours } from './vertex-neighbours.ts'

const ROUNDS = 400

/**
 * Colours the vertices that no photo sees by letting colour flow in from the seen ones along the surface (Laplace's
 * equation with the seen vertices held), so that a base or an inside continues what is around it.
 *
 * @param colours R G B and weight a vertex, see `consensusColours`; vertices of weight 0 are filled in place.
 */
export function diffuseColours(colours: Float32Array, { starts, neighbours }: VertexNeighbours): void {
  const count = colours.length / 4
  const known = new Uint8Array(count)
  let front: number[] = []
  const unseen: number[] = []
  const mean = [0, 0, 0]
  let seen = 0
  for (let v = 0; v < count; v++) {
    if (colours[4 * v + 3] > 0) {
      known[v] = 1
      seen++
      front.push(v)
      for (let c = 0; c < 3; c++) mean[c] += colours[4 * v + c]
    } else unseen.push(v)
  }
  if (unseen.length === 0) return
  for (const v of unseen) for (let c = 0; c < 3; c++) colours[4 * v + c] = seen > 0 ? mean[c] / seen : 128
  // A first guess, ring by ring from the seen border, so that few rounds of relaxation are enough.
  while (front.length > 0) {
    const next: number[] = []
    for (const v of front)
      for (let i = starts[v]; i < starts[v + 1]; i++) {
        const n = neighbours[i]
        if (known[n]) continue
        known[n] = 1
        for (let c = 0; c < 3; c++) colours[4 * n + c] = colours[4 * v + c]
        next.push(n)
      }
    front = next
  }
  for (let round = 0; round < ROUNDS; round++)
    for (const v of unseen) {
      const degree = starts[v + 1] - starts[v]
      if (degree === 0) continue
      for (let c = 0; c < 3; c++) {
        let sum = 0
        for (let i = starts[v]; i < starts[v + 1]; i++) sum += colours[4 * neighbours[i] + c]
        colours[4 * v + c] = sum / degree
      }
    }
}
