/**
 * What robust estimation needs to know of a problem. Observations are ordered best first: half of the samples are drawn
 * from the first third, which finds a good model sooner (after PROSAC, Chum and Matas 2005).
 */
export interface RansacProblem {
  /** Number of observations. */
  readonly count: number
  readonly sampleSize: number
  /** Models through a minimal sample of observation indices. */
  readonly solve: (sample: Int32Array) => readonly Float64Array[]
  /** Writes the squared residual of every observation. */
  readonly residuals: (model: Float64Array, out: Float64Array) => void
  /** A better model from the `inlierCount` observations listed first in `inliers`, or null when they are degenerate. */
  readonly refine: (model: Float64Array, inliers: Int32Array, inlierCount: number) => Float64Array | null
}

export interface RansacOptions {
  /** Largest squared residual of an inlier. */
  readonly threshold: number
  readonly random: () => number
  readonly maxIterations: number
  /** Fewer inliers than this are not worth finding: bounds the iterations. */
  readonly minInliers: number
}

export interface RansacResult {
  readonly model: Float64Array
  /** Indices of the inliers, ascending. */
  readonly inliers: Int32Array
}

const CONFIDENCE = 0.999
const REFINEMENTS = 4

/**
 * Locally optimised random sample consensus (Chum, Matas and Kittler 2003) with the MSAC cost, the sum of squared
 * residuals cut off at the threshold. Null when no model reaches `minInliers`. Deterministic for a seeded `random`.
 */
export function loRansac(problem: RansacProblem, options: RansacOptions): RansacResult | null {
  const { count, sampleSize, solve, residuals, refine } = problem
  const { threshold, random, maxIterations, minInliers } = options
  if (count < Math.max(sampleSize, minInliers)) return null
  const errors = new Float64Array(count)
  const inliers = new Int32Array(count)
  const sample = new Int32Array(sampleSize)
  let inlierCount = 0
  const costOf = (model: Float64Array) => {
    residuals(model, errors)
    let cost = 0
    inlierCount = 0
    for (let i = 0; i < count; i++) {
      if (errors[i] <= threshold) {
        inliers[inlierCount++] = i
        cost += errors[i]
      } else cost += threshold
    }
    return cost
  }

  let best: Float64Array | null = null
  let bestCost = Number.POSITIVE_INFINITY
  let needed = Math.min(maxIterations, iterationsFor(minInliers / count, sampleSize))
  for (let iteration = 0; iteration < needed; iteration++) {
    const range = iteration % 2 === 0 ? count : Math.min(count, Math.max(3 * sampleSize, Math.ceil(count / 3)))
    draw(sample, range, random)
    for (const candidate of solve(sample)) {
      let cost = costOf(candidate)
      if (cost >= bestCost) continue
      let model = candidate
      for (let step = 0; step < REFINEMENTS && inlierCount > sampleSize; step++) {
        const refined = refine(model, inliers, inlierCount)
        if (!refined) break
        const refinedCost = costOf(refined)
        if (refinedCost >= cost) break
        model = refined
        cost = refinedCost
      }
      best = model
      bestCost = cost
      costOf(model)
      const share = Math.max(inlierCount, minInliers) / count
      needed = Math.min(maxIterations, iterationsFor(share, sampleSize))
    }
  }
  if (!best) return null
  costOf(best)
  return inlierCount >= minInliers ? { model: best, inliers: inliers.slice(0, inlierCount) } : null
}

/** Samples to draw until one without outliers has come up with the wanted confidence. */
function iterationsFor(inlierShare: number, sampleSize: number): number {
  const clean = Math.min(inlierShare, 1) ** sampleSize
  if (clean >= 1) return 1
  return Math.ceil(Math.log(1 - CONFIDENCE) / Math.log(1 - clean))
}

/** Distinct indices below `range`. */
function draw(sample: Int32Array, range: number, random: () => number): void {
  for (let i = 0; i < sample.length; i++) {
    let pick: number
    do pick = Math.floor(random() * range)
    while (sample.indexOf(pick) >= 0 && sample.indexOf(pick) < i)
    sample[i] = pick
  }
}
