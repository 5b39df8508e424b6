import { DESCRIPTOR_NORM } from '../features/descriptor.ts'
import type { NearestDescriptors } from './nearest-descriptors.ts'

/** Descriptor matches, most distinctive first. */
export interface PutativeMatches {
  readonly count: number
  /** Feature index in a, feature index in b: 2 * count. */
  readonly pairs: Uint32Array
}

/** The second-best distance must exceed the best by this factor (Lowe 2004, section 7.1). */
const MAX_RATIO = 0.8
/** Least dot product of two unit descriptors: an angle of 0.8 rad. */
const MIN_SIMILARITY = Math.cos(0.8)

/** Mutual nearest neighbours that are clearly nearer than the second choice. */
export function putativeMatches({ ofA, ofB }: NearestDescriptors): PutativeMatches {
  const squaredNorm = DESCRIPTOR_NORM * DESCRIPTOR_NORM
  const found: { a: number; b: number; ratio: number }[] = []
  for (let a = 0; 3 * a < ofA.length; a++) {
    const best = ofA[3 * a] / squaredNorm
    const b = ofA[3 * a + 2]
    if (b < 0 || ofB[b] !== a || best < MIN_SIMILARITY) continue
    // Distance between unit vectors: d^2 = 2 - 2 dot. Rounding to bytes can lift a dot product a little above one.
    const distance = Math.max(0, 1 - best)
    const secondDistance = Math.max(1e-6, 1 - ofA[3 * a + 1] / squaredNorm)
    const ratio = distance / secondDistance
    if (ratio < MAX_RATIO * MAX_RATIO) found.push({ a, b, ratio })
  }
  found.sort((left, right) => left.ratio - right.ratio || left.a - right.a)
  return { count: found.length, pairs: Uint32Array.from(found.flatMap(({ a, b }) => [a, b])) }
}
