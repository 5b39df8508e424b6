import { type OutlineLattice, outlineCrossing } from './outline-lattice.ts'

/** Rounds of relaxation; each carries heights about two lattice steps further and the over-relaxation sums them up. */
const ROUNDS_PER_SIDE = 3

/**
 * Inflates a silhouette: solves Laplace u = -4 with u = 0 on the outline, whose square root is the half-thickness. A
 * disc becomes a ball, a strip an elliptic rod, a ring a torus: the thickness follows the width nearby (Poisson
 * inflation, as in sketch-based modelling). The outline is met between lattice points (Shortley and Weller 1938), so
 * that its steps leave no ripples. Successive over-relaxation, in a fixed order.
 *
 * @returns Half-thickness in lattice steps, 0 outside: side * side.
 */
export function inflate({ side, cover }: OutlineLattice): Float32Array {
  const inside: number[] = []
  for (let i = 0; i < cover.length; i++) if (cover[i] > 0.5) inside.push(i)
  const points = Int32Array.from(inside)
  // Of each point: 4 plus what its neighbours across the outline add to the diagonal.
  const diagonal = Float32Array.from(points, (i) => {
    let sum = 4
    for (const n of [i - 1, i + 1, i - side, i + side]) {
      if (cover[n] > 0.5) continue
      const t = outlineCrossing(cover[i], cover[n])
      sum += (1 - t) / t
    }
    return sum
  })
  const u = new Float32Array(cover.length)
  const factor = 2 / (1 + Math.sin(Math.PI / side))
  for (let round = 0; round < ROUNDS_PER_SIDE * side; round++)
    for (let p = 0; p < points.length; p++) {
      const i = points[p]
      const relaxed = (u[i - 1] + u[i + 1] + u[i - side] + u[i + side] + 4) / diagonal[p]
      u[i] += factor * (relaxed - u[i])
    }
  return u.map((value) => Math.sqrt(Math.max(0, value)))
}
