import type { RgbImage } from '../../src-shared/photo.ts'
import type { WorkOptions } from '../../src-shared/progress.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { betweenLongSteps } from '../threads/between-long-steps.ts'
import type { RenderedView } from '../training/trainer.ts'
import type { ObjectView } from '../views/object-view.ts'
import { depthGate } from './depth-gate.ts'
import { featureGate } from './feature-gate.ts'
import { overWhite } from './over-white.ts'
import { addSplatSums, emptySums, type SplatSums } from './splat-sums.ts'
import type { Enhance, RefineView } from './types.ts'

/** A render, what it was made into, and whether that was used. */
export interface EnhancedView {
  /** Of the views refined. */
  readonly viewIndex: number
  readonly rendered: RgbImage
  readonly enhanced: RgbImage
  readonly depthScore: number
  readonly depthAccepted: boolean
  readonly featureSimilarity: number
  readonly featureDrift: number
  readonly featuresAccepted: boolean
}

/** How many enhanced views the observed photo counts as: what it shows is known, the rest is guessed. */
const PHOTO_WEIGHT = 8
/** Residuals are weighted by coverage, never less than this (the original's). */
const LEAST_COVERAGE = 0.1
const INSIDE = 0.5

/**
 * Enhances the render of each view, keeps what passes the depth and the feature gate, and sums up what that and the
 * observed photo want of each splat. Throws `cancelled`, and whatever `enhance` throws.
 */
export async function collectSums(
  cloud: SplatCloud,
  views: readonly { readonly index: number; readonly view: RefineView; readonly render: RenderedView }[],
  photo: { readonly view: ObjectView; readonly render: RenderedView },
  enhance: Enhance,
  work: WorkOptions,
): Promise<{ readonly sums: SplatSums; readonly enhanced: EnhancedView[] }> {
  const sums = emptySums(cloud.count)
  const enhanced: EnhancedView[] = []
  for (const { index, view, render } of views) {
    await betweenLongSteps(work)
    const rendered = overWhite(render)
    const picture = await enhance(rendered, render.alpha, { signal: work.signal, pause: work.pause })
    const { width, medianDepth, alpha } = render
    const { depth: estimated, confidence } = view
    const depth = depthGate({ width, rendered: medianDepth, alpha, estimated, confidence })
    const features = featureGate(rendered, picture, alpha)
    if (depth.accepted && features.accepted) {
      const mask = Float32Array.from(depth.mask)
      const times = depth.score * features.similarity
      addSplatSums(sums, cloud, view.camera, residualOf(render, picture, mask), mask, times)
    }
    enhanced.push({
      viewIndex: index,
      rendered,
      enhanced: picture,
      depthScore: depth.score,
      depthAccepted: depth.accepted,
      featureSimilarity: features.similarity,
      featureDrift: features.drift,
      featuresAccepted: features.accepted,
    })
    work.onProgress?.(enhanced.length / views.length, `view ${enhanced.length} of ${views.length}`)
  }
  await betweenLongSteps(work)
  const seen = photo.view.alpha.map((value) => (value > INSIDE ? 1 : 0))
  const missing = residualOf(photo.render, photo.view.image, seen)
  addSplatSums(sums, cloud, photo.view.camera, missing, seen, PHOTO_WEIGHT)
  return { sums, enhanced }
}

/** (wanted - rendered) x mask x coverage, 0..1, both over white. */
function residualOf({ color, alpha }: RenderedView, wanted: RgbImage, mask: Float32Array): Float32Array {
  return color.map((value, k) => {
    const i = Math.floor(k / 3)
    if (mask[i] === 0) return 0
    const residual = wanted.data[k] / 255 - (value + 1 - alpha[i])
    return residual * mask[i] * Math.min(1, Math.max(LEAST_COVERAGE, alpha[i]))
  })
}
