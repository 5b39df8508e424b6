import { growableTriples } from '../mesh/growable-array.ts'
import { type OutlineLattice, outlineCrossing } from './outline-lattice.ts'

/** The silhouette in flat triangles. */
export interface SilhouetteMesh {
  /** Lattice coordinates (cell centres at +0.5) and, third, the half-thickness in lattice steps: 3V. */
  readonly points: Float32Array
  /** Counter-clockwise as seen with x to the right and y up, that is clockwise in the picture: three a triangle. */
  readonly indices: Uint32Array
}

/**
 * Cuts the lattice into triangles and keeps what lies inside the outline (marching triangles). Points on the outline
 * have thickness 0. Two triangles a cell leave no ambiguous case, so the result is always a manifold.
 */
export function silhouetteMesh({ side, cover }: OutlineLattice, thickness: Float32Array): SilhouetteMesh {
  const points = growableTriples((length) => new Float32Array(length))
  const indices = growableTriples((length) => new Uint32Array(length))
  const ofLattice = new Int32Array(side * side).fill(-1)
  // Edges start at their lower lattice point and go right, down, or right and down.
  const ofEdge = [0, 1, 2].map(() => new Int32Array(side * side).fill(-1))
  const inside = (i: number) => cover[i] > 0.5

  const vertexAt = (i: number): number => {
    if (ofLattice[i] < 0) ofLattice[i] = points.push3((i % side) + 0.5, Math.floor(i / side) + 0.5, thickness[i])
    return ofLattice[i]
  }
  const vertexOn = (a: number, b: number): number => {
    const [low, high] = a < b ? [a, b] : [b, a]
    const edges = ofEdge[high - low === 1 ? 0 : high - low === side ? 1 : 2]
    if (edges[low] < 0) {
      const [from, to] = inside(low) ? [low, high] : [high, low]
      const t = outlineCrossing(cover[from], cover[to])
      const [x, y] = [from % side, Math.floor(from / side)]
      edges[low] = points.push3(x + 0.5 + t * ((to % side) - x), y + 0.5 + t * (Math.floor(to / side) - y), 0)
    }
    return edges[low]
  }
  const cut = (a: number, b: number, c: number) => {
    // Turned until the one corner that differs from the other two comes first.
    const [ia, ib, ic] = [inside(a), inside(b), inside(c)]
    const count = Number(ia) + Number(ib) + Number(ic)
    if (count === 0) return
    if (count === 3) return indices.push3(vertexAt(a), vertexAt(b), vertexAt(c))
    if (ia === ib) return cut(c, a, b)
    if (ia === ic) return cut(b, c, a)
    const [ab, ac] = [vertexOn(a, b), vertexOn(a, c)]
    if (count === 1) return indices.push3(vertexAt(a), ab, ac)
    indices.push3(ab, vertexAt(b), vertexAt(c))
    indices.push3(ab, vertexAt(c), ac)
  }
  for (let j = 0; j + 1 < side; j++)
    for (let i = 0; i + 1 < side; i++) {
      const at = j * side + i
      cut(at, at + side + 1, at + 1)
      cut(at, at + side, at + side + 1)
    }
  return { points: points.view(), indices: indices.view() }
}
