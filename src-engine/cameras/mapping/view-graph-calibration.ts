import { symmetricEigen } from '../../math/symmetric-eigen.ts'
import { fundamentalMatrices } from '../two-view/fundamental.ts'
import { sampsonDistances } from '../two-view/sampson.ts'
import type { PairMatches } from '../types.ts'
import type { LensGroups } from './lens-groups.ts'
import type { MappingInput } from './mapping-input.ts'

/** Focal lengths searched, as parts of the photo's longer side: from fisheye-wide to a long telephoto lens. */
const SHORTEST = 0.35
const LONGEST = 4
const STEPS = 120
/** A pair that disagrees more than this at every focal length says nothing: its cost is cut off here. */
const CUT = 0.2
const MIN_MATCHES = 30

const gram = new Float64Array(9)
const values = new Float64Array(3)
const vectors = new Float64Array(9)

/**
 * Starting focal length of each lens group, pixels. Groups with a focal length from EXIF keep it. For the others each
 * pair of photos through the same lens votes: at the right focal length K^T F K is an essential matrix, whose two
 * singular values are equal (Mendonca, Cipolla, A Simple Technique for Self-Calibration, 1999; over a whole view graph:
 * Sweeney et al. 2015). Their relative difference, cut off and weighted by the matches, is summed over the pairs, and
 * the focal length with the least sum taken. Where no pair can vote the prior stays.
 */
export function calibrateViewGraph(input: MappingInput, lenses: LensGroups): number[] {
  return lenses.groups.map((group, index) => {
    if (!group.guessed) return group.focalPx
    const voters = input.pairs
      .filter(({ a, b, geometry }) => {
        return geometry === 'general' && lenses.lensOf[a] === index && lenses.lensOf[b] === index
      })
      .filter(({ matches }) => matches.length >= 2 * MIN_MATCHES)
      .map((pair) => ({ F: fundamentalOf(input, pair), weight: Math.sqrt(pair.matches.length) }))
    if (voters.length < 3) return group.focalPx
    let best = group.focalPx
    let least = Number.POSITIVE_INFINITY
    for (let step = 0; step <= STEPS; step++) {
      const focal = group.longerSide * SHORTEST * (LONGEST / SHORTEST) ** (step / STEPS)
      let cost = 0
      for (const { F, weight } of voters) cost += weight * Math.min(CUT, essentialDefect(F, focal))
      if (cost >= least) continue
      least = cost
      best = focal
    }
    return best
  })
}

/** Fundamental matrix of a pair, pixels relative to the photos' centres: eight-point, trimmed twice. */
function fundamentalOf(input: MappingInput, { a, b, matches }: PairMatches): Float64Array {
  const count = matches.length / 2
  const [x1, x2] = [a, b].map((photo, side) => {
    const { width, height } = input.photos[photo]
    const points = new Float64Array(2 * count)
    for (let i = 0; i < count; i++) {
      const k = 4 * matches[2 * i + side]
      points[2 * i] = input.keypoints[photo][k] - width / 2
      points[2 * i + 1] = input.keypoints[photo][k + 1] - height / 2
    }
    return points
  })
  let chosen = Int32Array.from({ length: count }, (_, i) => i)
  let F = fundamentalMatrices(x1, x2, chosen, count)[0]
  const errors = new Float64Array(count)
  for (let round = 0; round < 2; round++) {
    sampsonDistances(F, x1, x2, errors)
    const cut = 9 * errors.slice().sort()[count >> 1]
    chosen = Int32Array.from(errors.keys()).filter((i) => errors[i] <= cut)
    F = fundamentalMatrices(x1, x2, chosen, chosen.length)[0]
  }
  return F
}

/** 1 - s2 / s1 of the singular values of K^T F K: zero for an essential matrix. */
function essentialDefect(F: Float64Array, focal: number): number {
  gram.fill(0)
  for (let k = 0; k < 3; k++) {
    for (let r = 0; r < 3; r++) {
      const left = scaled(F, k, r, focal)
      for (let c = 0; c < 3; c++) gram[3 * r + c] += left * scaled(F, k, c, focal)
    }
  }
  symmetricEigen(gram, 3, values, vectors)
  return 1 - Math.sqrt(Math.max(values[1], 0) / values[2])
}

function scaled(F: Float64Array, r: number, c: number, focal: number): number {
  return F[3 * r + c] * (r < 2 ? focal : 1) * (c < 2 ? focal : 1)
}
