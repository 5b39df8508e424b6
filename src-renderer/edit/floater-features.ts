import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { medianSpacing } from './median-spacing.ts'
import { createPointGrid, visitNeighbours } from './point-grid.ts'

/** Neighbours whose mean distance tells how lonely a splat is; as many as the usual statistical outlier filters take. */
const NEIGHBOURS = 8
/**
 * How far neighbours are looked for, in median spacings. Whoever has not enough so near is looked at again twice as
 * wide, and so on: a backdrop's splats lie far apart and are no floaters for that. On a surface a disc of five holds
 * seventeen on average, so that few are looked at again.
 */
const REACH = 5
const WIDER = 2
const WIDENINGS = 7
/** Two splats hang together when they are nearer than this many median spacings, and their own sizes. */
const LINK_SPACINGS = 3
const LINK_SIZES = 2
/** Fainter ones tie nothing together: haze would join every floater to the object. */
const LINKS_FROM_LOGIT = Math.log(0.05 / 0.95)

/** What sets floaters apart, for each of N splats; those not looked at are 0. It does not depend on the strength. */
export interface FloaterFeatures {
  /** 1: looked at. */
  readonly included: Uint8Array
  /** Mean distance to the nearest neighbours. */
  readonly loneliness: Float32Array
  /** How many splats hang together with this one. */
  readonly clusterSize: Uint32Array
  /** Standard deviations: middle and longest. */
  readonly middle: Float32Array
  readonly longest: Float32Array
  /** Medians over the splats looked at. */
  readonly typical: { readonly loneliness: number; readonly longest: number; readonly count: number }
}

/** Looks at each splat's neighbourhood; a few seconds for a million, so not on the UI thread. */
export function floaterFeatures(cloud: SplatCloud, sizes: Float32Array, included: Uint8Array): FloaterFeatures {
  const { count, positions, logScales, opacityLogits } = cloud
  const spacing = medianSpacing(positions, included)
  const loneliness = new Float32Array(count)
  const longest = new Float32Array(count)
  const parents = new Uint32Array(count)
  for (let i = 0; i < count; i++) parents[i] = i
  const nearest = new Float64Array(NEIGHBOURS)
  let grid = createPointGrid(positions, REACH * spacing, included)
  const all = grid.entries
  let lonely = all
  let own = 0
  let ties = false
  let widened = 0
  const visit = (j: number, squared: number) => {
    if (j === own) return
    if (squared < nearest[NEIGHBOURS - 1]) insert(nearest, squared)
    // The first time all are looked at, and each pair is met twice.
    if (!ties || (widened === 0 && j > own) || opacityLogits[j] < LINKS_FROM_LOGIT) return
    const link = LINK_SPACINGS * spacing + LINK_SIZES * (sizes[own] + sizes[j])
    if (squared <= link * link) join(parents, own, j)
  }
  for (; lonely.length > 0 && widened <= WIDENINGS; widened++) {
    const reach = REACH * spacing * WIDER ** widened
    if (widened > 0) grid = createPointGrid(positions, reach, included)
    lonely = lonely.filter((i) => {
      own = i
      ties = opacityLogits[i] >= LINKS_FROM_LOGIT
      nearest.fill(reach * reach)
      visitNeighbours(grid, positions[3 * i], positions[3 * i + 1], positions[3 * i + 2], reach, visit)
      let sum = 0
      for (let n = 0; n < NEIGHBOURS; n++) sum += Math.sqrt(nearest[n])
      loneliness[i] = sum / NEIGHBOURS
      return nearest[NEIGHBOURS - 1] >= reach * reach
    })
  }
  for (const i of all) longest[i] = Math.exp(Math.max(logScales[3 * i], logScales[3 * i + 1], logScales[3 * i + 2]))
  const members = new Uint32Array(count)
  for (const i of all) members[rootOf(parents, i)]++
  const clusterSize = new Uint32Array(count)
  for (const i of all) clusterSize[i] = members[rootOf(parents, i)]
  const typical = {
    loneliness: medianOf(loneliness, all),
    longest: medianOf(longest, all),
    count: all.length,
  }
  return { included, loneliness, clusterSize, middle: sizes, longest, typical }
}

/** Keeps the list sorted; its last one falls out. */
function insert(sorted: Float64Array, value: number): void {
  let at = sorted.length - 1
  for (; at > 0 && sorted[at - 1] > value; at--) sorted[at] = sorted[at - 1]
  sorted[at] = value
}

function rootOf(parents: Uint32Array, i: number): number {
  let at = i
  while (parents[at] !== at) {
    parents[at] = parents[parents[at]]
    at = parents[at]
  }
  return at
}

function join(parents: Uint32Array, i: number, j: number): void {
  const [a, b] = [rootOf(parents, i), rootOf(parents, j)]
  if (a < b) parents[b] = a
  else parents[a] = b
}

function medianOf(values: Float32Array, indices: Uint32Array): number {
  if (indices.length === 0) return 0
  return Float32Array.from(indices, (i) => values[i]).sort()[indices.length >> 1]
}
