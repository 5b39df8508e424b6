import type { FloaterFeatures } from './floater-features.ts'

/** Why a splat is taken for a floater. */
export type FloaterReason = 'lonely' | 'oversized' | 'faint' | 'detached'

export interface Floaters {
  /** 1 for each floater: N. */
  readonly mask: Uint8Array
  readonly count: number
  /** How many for each reason; a splat counts for the first that holds. */
  readonly reasons: Readonly<Record<FloaterReason, number>>
}

/** Thresholds at strength 0 and at 1; between them they move evenly on a logarithmic scale. */
const RANGES = {
  /** Mean neighbour distance, in typical ones or own sizes. */
  lonely: [7, 1.8],
  /** Longest deviation, in typical ones or distances to its neighbours: a backdrop's splats are large and far apart. */
  long: [20, 4],
  /** Longest over middle deviation: a needle. Training makes surfaces of discs, which are no needles. */
  needle: [40, 8],
  /** Opacity. */
  faint: [0.01, 0.12],
  /** Share of all splats a detached cluster may have. */
  detached: [0.0005, 0.05],
} as const

/** A needle that is not even longer than this many typical splats spoils nothing. */
const NEEDLE_FROM = 2.5

/** The floaters at a strength, 0 (only what is certain) to 1 (whatever stands out). `opacityLogits`: N. */
export function findFloaters(features: FloaterFeatures, opacityLogits: Float32Array, strength: number): Floaters {
  const { included, loneliness, clusterSize, middle, longest, typical } = features
  const at = ([gentle, strong]: readonly [number, number]) => gentle * (strong / gentle) ** strength
  const [lonely, long, needle, faint] = [at(RANGES.lonely), at(RANGES.long), at(RANGES.needle), at(RANGES.faint)]
  const faintLogit = Math.log(faint / (1 - faint))
  const largestCluster = at(RANGES.detached) * typical.count
  const mask = new Uint8Array(included.length)
  const reasons = { lonely: 0, oversized: 0, faint: 0, detached: 0 }
  for (let i = 0; i < included.length; i++) {
    if (!included[i]) continue
    const usual = Math.max(typical.longest, loneliness[i])
    const isNeedle = longest[i] > needle * middle[i] && longest[i] > NEEDLE_FROM * usual
    let reason: FloaterReason
    if (loneliness[i] > lonely * Math.max(typical.loneliness, middle[i])) reason = 'lonely'
    else if (longest[i] > long * usual || isNeedle) reason = 'oversized'
    else if (opacityLogits[i] < faintLogit) reason = 'faint'
    else if (clusterSize[i] < largestCluster) reason = 'detached'
    else continue
    mask[i] = 1
    reasons[reason]++
  }
  const count = reasons.lonely + reasons.oversized + reasons.faint + reasons.detached
  return { mask, count, reasons }
}
