/** Iterations that are always made, and the gain over the best before that is worth another. */
const FEWEST = 3
const WORTHWHILE = 0.01
/** Iterations without any gain after which there is no more to be had. */
const IN_VAIN = 2

/**
 * Whether refinement has come to an end: after two iterations without gain, or from the third on when the last has
 * brought less than 1 % over the best before.
 *
 * @param qualities Overall quality of every state so far, the first as the splats came.
 */
export function hasConverged(qualities: readonly number[]): boolean {
  let best = qualities[0]
  let inVain = 0
  let gain = Number.POSITIVE_INFINITY
  for (const quality of qualities.slice(1)) {
    gain = (quality - best) / best
    inVain = gain > 0 ? 0 : inVain + 1
    best = Math.max(best, quality)
  }
  return inVain >= IN_VAIN || (qualities.length > FEWEST && gain < WORTHWHILE)
}
