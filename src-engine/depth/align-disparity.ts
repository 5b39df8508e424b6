import { seededRandom } from '../math/random.ts'

/** True inverse depth = scale * relative disparity + shift. */
export interface DisparityFit {
  readonly scale: number
  readonly shift: number
}

/** Fewer pixels than this say nothing. */
const FEWEST = 30
/** More pixels than this tell no more. */
const ENOUGH = 4000
/** Lines through two pixels that are tried, of which 0.66^2 miss outliers that are a third; pixels they are judged on. */
const TRIES = 100
const JUDGES = 1000
/** Least squares over what the best of them explains, and again over what that explains. */
const ROUNDS = 8
/** A normal error's standard deviation in medians of its size. */
const SIGMAS_A_MEDIAN = 1.4826
/** Tukey's constant: errors of more than so many standard deviations count nothing, at 95 % efficiency. */
const TUKEY = 4.685

/**
 * Fits relative disparity (greater is nearer) to depth along z, where both are there, by robust least squares in
 * disparity: from the line through two pixels with the least median error (Rousseeuw 1984; seeded), iteratively
 * reweighted by Tukey's biweight. Up to a third of the pixels may be anything. Null when too few pixels have both or the
 * disparity runs the wrong way.
 *
 * @param depth World units along z; 0 where there is none.
 * @param weights How much each pixel counts.
 */
export function alignDisparity(
  disparity: Float32Array,
  depth: Float32Array,
  weights: Float32Array,
): DisparityFit | null {
  const pixels: number[] = []
  for (let i = 0; i < depth.length; i++) if (depth[i] > 0 && weights[i] > 0 && disparity[i] !== 0) pixels.push(i)
  if (pixels.length < FEWEST) return null
  const stride = Math.ceil(pixels.length / ENOUGH)
  const some = pixels.filter((_, n) => n % stride === 0)
  const x = Float64Array.from(some, (i) => disparity[i])
  const y = Float64Array.from(some, (i) => 1 / depth[i])
  const given = Float64Array.from(some, (i) => weights[i])
  const w = given.slice()
  let fit = leastMedian(x, y)
  for (let round = 0; round < ROUNDS && fit; round++) {
    const { scale, shift } = fit
    const errors = x.map((value, i) => Math.abs(scale * value + shift - y[i]))
    const cut = TUKEY * (SIGMAS_A_MEDIAN * errors.slice().sort()[errors.length >> 1] + 1e-9)
    for (let i = 0; i < w.length; i++) w[i] = given[i] * Math.max(0, 1 - (errors[i] / cut) ** 2) ** 2
    fit = leastSquares(x, y, w)
  }
  return fit && fit.scale > 0 ? fit : null
}

/** The line through two points that has the least median error; null when all points have one x. */
function leastMedian(x: Float64Array, y: Float64Array): DisparityFit | null {
  const random = seededRandom(x.length)
  const any = () => Math.floor(random() * x.length)
  const judges = Int32Array.from({ length: Math.min(x.length, JUDGES) }, any)
  const errors = new Float64Array(judges.length)
  let least = Number.POSITIVE_INFINITY
  let best: DisparityFit | null = null
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const [a, b] = [any(), any()]
    if (x[a] === x[b]) continue
    const scale = (y[b] - y[a]) / (x[b] - x[a])
    const shift = y[a] - scale * x[a]
    for (let j = 0; j < judges.length; j++) errors[j] = Math.abs(scale * x[judges[j]] + shift - y[judges[j]])
    const median = errors.sort()[errors.length >> 1]
    if (median >= least) continue
    least = median
    best = { scale, shift }
  }
  return best
}

/** The line through weighted points; null when they have one x. */
function leastSquares(x: Float64Array, y: Float64Array, w: Float64Array): DisparityFit | null {
  let [sum, sx, sy] = [0, 0, 0]
  for (let i = 0; i < x.length; i++) {
    sum += w[i]
    sx += w[i] * x[i]
    sy += w[i] * y[i]
  }
  const [mx, my] = [sx / sum, sy / sum]
  let [xx, xy] = [0, 0]
  for (let i = 0; i < x.length; i++) {
    xx += w[i] * (x[i] - mx) ** 2
    xy += w[i] * (x[i] - mx) * (y[i] - my)
  }
  if (!(xx > 1e-12 * sum * (mx * mx + 1e-12))) return null
  return { scale: xy / xx, shift: my - (xy / xx) * mx }
}
