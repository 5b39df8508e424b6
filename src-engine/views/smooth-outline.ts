import { boxMean } from '../background/box-mean.ts'
import type { OutlineLattice } from './outline-lattice.ts'

/** Three means over 3 x 3 points: as a Gaussian of 1.4 lattice steps. */
const ROUNDS = 3
const RADIUS = 1
/** Rods and gaps narrower than 2 REACH + 1 lattice steps keep their outline: a mean would thin or close them. */
const REACH = 3
/** How far from what is wide its outline reaches: REACH and what the means move. */
const NEAR = REACH + 2

/**
 * Takes the stair-steps of a mask's pixels out of the outline where object and background are both wide. A wall rises
 * steeply from the outline, so that a step of one pixel becomes a crease up the whole side.
 */
export function smoothOutline({ side, cover }: OutlineLattice): OutlineLattice {
  let smooth = cover
  for (let round = 0; round < ROUNDS; round++) smooth = boxMean(smooth, side, side, RADIUS)
  const object = nearWide(cover, side)
  const background = nearWide(
    cover.map((value) => 1 - value),
    side,
  )
  // A mean once more, so that the outline does not jump where a rod leaves a body.
  const weight = boxMean(
    object.map((value, i) => value * background[i]),
    side,
    side,
    RADIUS,
  )
  return { side, cover: cover.map((value, i) => value + weight[i] * (smooth[i] - value)) }
}

/** 1 near where squares of 2 REACH + 1 fit into what is covered: side * side. */
function nearWide(cover: Float32Array, side: number): Float32Array {
  const covered = cover.map((value) => (value > 0.5 ? 1 : 0))
  const core = boxMean(covered, side, side, REACH).map((share) => (share > 1 - 1e-4 ? 1 : 0))
  return boxMean(core, side, side, NEAR).map((share) => (share > 1e-6 ? 1 : 0))
}
