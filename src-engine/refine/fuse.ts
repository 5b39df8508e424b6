import { SH_C0, type SplatCloud, shCoefficientCount } from '../../src-shared/splat-cloud.ts'
import { NEIGHBOURS } from './splat-neighbours.ts'
import type { SplatSums } from './splat-sums.ts'

/** How far each splat is to move. */
export interface SplatSteps {
  /** Of the colour, sRGB 0..1: 3N. */
  readonly colour: Float32Array
  /** Of the opacity, 0..1: N. */
  readonly opacity: Float32Array
}

/** The original's figures: the longest step of a colour, and the opacity's rate as a share of half the colour's. */
const LONGEST_STEP = 0.5
const OPACITY_RATE = 0.5 * 0.1
/** A splat of which the views show less, in pixels, stays as it is. */
const LEAST_SEEN = 0.05
/** How far a step gives way to those of its neighbours, and the difference in colour at which one counts 0.6 of a twin. */
const SMOOTHING = 0.5
const COLOUR_DIFFERENCE = 0.1
/** Opacities stay clear of what a logit cannot hold, and of vanishing. */
const LEAST_OPACITY = 0.005
const MOST_OPACITY = 0.995
/** Bounds of a splat's size in medians of its neighbours' (the original's). */
const SIZE_BOUND = Math.log(3)

/**
 * Steps from what the pixels say: colour by rate x mean residual; opacity by a twentieth of that, up where a more opaque
 * splat would lessen the residuals and down where a fainter one would, never by more than their mean size.
 */
export function fuseSums({ weight, residual, size, opacity }: SplatSums, rate: number): SplatSteps {
  const count = weight.length
  const colourStep = new Float32Array(3 * count)
  const opacityStep = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    if (weight[i] < LEAST_SEEN) continue
    const mean = [0, 1, 2].map((k) => (rate * residual[3 * i + k]) / weight[i])
    const hold = Math.min(1, LONGEST_STEP / (Math.hypot(...mean) || 1))
    for (let k = 0; k < 3; k++) colourStep[3 * i + k] = hold * mean[k]
    const most = size[i] / weight[i]
    opacityStep[i] = OPACITY_RATE * rate * Math.max(-most, Math.min(most, opacity[i] / weight[i]))
  }
  return { colour: colourStep, opacity: opacityStep }
}

/**
 * Colour-aware Laplacian smoothing over the eight neighbours: each splat's colour step gives way to its neighbours',
 * the more the more alike their colours are. The steps are smoothed and not the colours: what the photos have
 * taught the splats stays.
 */
export function smoothSteps({ colour, opacity }: SplatSteps, cloud: SplatCloud, neighbours: Uint32Array): SplatSteps {
  const stride = 3 * shCoefficientCount(cloud.shDegree)
  const smooth = colour.slice()
  for (let i = 0; i < cloud.count; i++) {
    for (let n = NEIGHBOURS * i; n < NEIGHBOURS * (i + 1); n++) {
      const j = neighbours[n]
      let difference = 0
      for (let k = 0; k < 3; k++) difference += (SH_C0 * (cloud.sh[stride * i + k] - cloud.sh[stride * j + k])) ** 2
      const share = (SMOOTHING / NEIGHBOURS) * Math.exp(-difference / (2 * COLOUR_DIFFERENCE ** 2))
      for (let k = 0; k < 3; k++) smooth[3 * i + k] += share * (colour[3 * j + k] - colour[3 * i + k])
    }
  }
  return { colour: smooth, opacity }
}

/** The splats moved by so many times the steps. */
export function moved(cloud: SplatCloud, { colour, opacity }: SplatSteps, times: number): SplatCloud {
  const stride = 3 * shCoefficientCount(cloud.shDegree)
  const sh = cloud.sh.slice()
  const opacityLogits = cloud.opacityLogits.slice()
  for (let i = 0; i < cloud.count; i++) {
    for (let k = 0; k < 3; k++) sh[stride * i + k] += (times * colour[3 * i + k]) / SH_C0
    if (opacity[i] === 0) continue
    const before = 1 / (1 + Math.exp(-cloud.opacityLogits[i]))
    const after = Math.min(MOST_OPACITY, Math.max(LEAST_OPACITY, before + times * opacity[i]))
    // A splat that is already beyond the bounds is not drawn back into them.
    if (Math.sign(after - before) === Math.sign(opacity[i])) opacityLogits[i] = Math.log(after / (1 - after))
  }
  return { ...cloud, sh, opacityLogits }
}

/** The splats, none of which is larger or smaller than three times the median of its neighbours; shapes stay. */
export function withClampedSizes(cloud: SplatCloud, neighbours: Uint32Array): SplatCloud {
  const sizes = Float32Array.from({ length: cloud.count }, (_, i) =>
    Math.max(...cloud.logScales.subarray(3 * i, 3 * i + 3)),
  )
  const logScales = cloud.logScales.slice()
  const near = new Float32Array(NEIGHBOURS)
  for (let i = 0; i < cloud.count; i++) {
    for (let n = 0; n < NEIGHBOURS; n++) near[n] = sizes[neighbours[NEIGHBOURS * i + n]]
    const median = near.sort()[NEIGHBOURS >> 1]
    const change = Math.max(median - SIZE_BOUND, Math.min(median + SIZE_BOUND, sizes[i])) - sizes[i]
    for (let k = 3 * i; k < 3 * i + 3; k++) logScales[k] += change
  }
  return { ...cloud, logScales }
}
