import type { RgbImage } from '../../src-shared/photo.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import type { RenderedView } from '../training/trainer.ts'
import type { ObjectView } from '../views/object-view.ts'
import { type DepthGate, depthGate } from './depth-gate.ts'
import { type FeatureGate, featureGate } from './feature-gate.ts'
import { overWhite } from './over-white.ts'
import { addSplatSums, emptySums, type SplatSums } from './splat-sums.ts'
import type { RefineView } from './types.ts'

/** What the gates say of an enhanced view, and what it wants of each splat where both accept it. */
export interface JudgedView {
  readonly depth: Omit<DepthGate, 'mask'>
  readonly features: FeatureGate
  readonly sums: SplatSums | null
}

/** Residuals are weighted by coverage, never less than this (the original's). */
const LEAST_COVERAGE = 0.1
const INSIDE = 0.5

/** Holds an enhanced render against the gates; what passes counts as far as depth and features agree. */
export function judgeView(cloud: SplatCloud, view: RefineView, render: RenderedView, enhanced: RgbImage): JudgedView {
  const { width, medianDepth, alpha } = render
  const { depth: estimated, confidence } = view
  const { mask, ...depth } = depthGate({ width, rendered: medianDepth, alpha, estimated, confidence })
  const features = featureGate(overWhite(render), enhanced, alpha)
  if (!depth.accepted || !features.accepted) return { depth, features, sums: null }
  const sums = emptySums(cloud.count)
  const counted = Float32Array.from(mask)
  const times = depth.score * features.similarity
  addSplatSums(sums, cloud, view.camera, residualOf(render, enhanced, counted), counted, times)
  return { depth, features, sums }
}

/** What the observed photo wants of each splat, `times` over. */
export function sumPhoto(cloud: SplatCloud, photo: ObjectView, render: RenderedView, times: number): SplatSums {
  const sums = emptySums(cloud.count)
  const seen = photo.alpha.map((value) => (value > INSIDE ? 1 : 0))
  addSplatSums(sums, cloud, photo.camera, residualOf(render, photo.image, seen), seen, times)
  return sums
}

/** (wanted - rendered) x mask x coverage, 0..1, both over white. */
function residualOf({ color, alpha }: RenderedView, wanted: RgbImage, mask: Float32Array): Float32Array {
  const residual = new Float32Array(color.length)
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 0) continue
    const weight = mask[i] * Math.min(1, Math.max(LEAST_COVERAGE, alpha[i]))
    for (let k = 3 * i; k < 3 * i + 3; k++) residual[k] = weight * (wanted.data[k] / 255 - (color[k] + 1 - alpha[i]))
  }
  return residual
}
