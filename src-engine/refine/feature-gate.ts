import type { RgbImage } from '../../src-shared/photo.ts'
import { FEATURE_LENGTH, type PatchFeatures, patchFeatures } from './patch-features.ts'

export interface FeatureGate {
  /** Mean cosine of the patches' features, 0..1. */
  readonly similarity: number
  /** How far the picture as a whole has moved: distance of the mean features over the length of the first's. */
  readonly drift: number
  readonly accepted: boolean
}

/** The original's figures. */
const LEAST_SIMILARITY = 0.7
const MOST_DRIFT = 0.5

/** Whether a picture still shows what the first shows; both of one size, compared where the object is. */
export function featureGate(first: RgbImage, second: RgbImage, alpha: Float32Array): FeatureGate {
  const [a, b] = [patchFeatures(first, alpha), patchFeatures(second, alpha)]
  if (a.count === 0) return { similarity: 0, drift: 0, accepted: false }
  let similarity = 0
  for (let i = 0; i < a.features.length; i++) similarity += (a.features[i] * b.features[i]) / a.count
  const [from, to] = [meanFeature(a), meanFeature(b)]
  const drift = Math.hypot(...from.map((value, k) => to[k] - value)) / Math.hypot(...from)
  return { similarity, drift, accepted: similarity >= LEAST_SIMILARITY && drift < MOST_DRIFT }
}

function meanFeature({ count, features }: PatchFeatures): number[] {
  const sum = new Array<number>(FEATURE_LENGTH).fill(0)
  features.forEach((value, i) => {
    sum[i % FEATURE_LENGTH] += value / count
  })
  return sum
}
