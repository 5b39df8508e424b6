import type { RgbImage } from '../../src-shared/photo.ts'
import type { RefinementQuality } from '../../src-shared/refinement.ts'
import { psnrOfError } from '../metrics/psnr.ts'
import { ssim } from '../metrics/ssim.ts'
import { toGray } from '../photos/load-photo.ts'
import type { RenderedView } from '../training/trainer.ts'
import type { ObjectView } from '../views/object-view.ts'
import { depthGate } from './depth-gate.ts'
import { featureGate } from './feature-gate.ts'
import { overWhite } from './over-white.ts'
import type { RefineView } from './types.ts'

/** A render that equals its view has no finite PSNR; 8-bit pictures are no finer than about 59 dB. */
const MOST_DB = 100

/** How well a render matches a picture. */
type PictureQuality = Omit<RefinementQuality, 'avgDepthConsistency'>

/** What of the quality takes no model. */
export function likeness(render: RenderedView, view: ObjectView): Omit<PictureQuality, 'lpips'> {
  const { width, height } = render
  const picture = overWhite(render)
  return {
    psnr: picturePsnr(picture, view.image),
    ssim: ssim(toGray(picture).data, toGray(view.image).data, width, height, 1),
    avgFeatureSimilarity: featureGate(view.image, picture, view.alpha).similarity,
  }
}

/** How well the depth of a render agrees with its view's, 0..1. */
export function depthConsistency({ width, medianDepth, alpha }: RenderedView, view: RefineView): number {
  return depthGate({ width, rendered: medianDepth, alpha, estimated: view.depth, confidence: view.confidence }).score
}

/** The figures of some views with the photo's among them, which counts as `weight` views. */
export function withPhoto(
  quality: RefinementQuality,
  views: number,
  photo: PictureQuality,
  weight: number,
): RefinementQuality {
  const mean = (a: number, b: number) => (views * a + weight * b) / (views + weight)
  return {
    psnr: mean(quality.psnr, photo.psnr),
    ssim: mean(quality.ssim, photo.ssim),
    lpips: quality.lpips === null || photo.lpips === null ? null : mean(quality.lpips, photo.lpips),
    avgDepthConsistency: quality.avgDepthConsistency,
    avgFeatureSimilarity: mean(quality.avgFeatureSimilarity, photo.avgFeatureSimilarity),
  }
}

/** The mean over the views of each figure. */
export function meanQuality(qualities: readonly RefinementQuality[]): RefinementQuality {
  const mean = (take: (quality: RefinementQuality) => number) =>
    qualities.reduce((sum, quality) => sum + take(quality), 0) / qualities.length
  return {
    psnr: mean((quality) => quality.psnr),
    ssim: mean((quality) => quality.ssim),
    lpips: qualities.some(({ lpips }) => lpips === null) ? null : mean(({ lpips }) => lpips ?? 0),
    avgDepthConsistency: mean((quality) => quality.avgDepthConsistency),
    avgFeatureSimilarity: mean((quality) => quality.avgFeatureSimilarity),
  }
}

/** PSNR in dB of two pictures of one size. */
export function picturePsnr({ data }: RgbImage, other: RgbImage): number {
  let sum = 0
  for (let k = 0; k < data.length; k++) sum += (data[k] - other.data[k]) ** 2
  return Math.min(MOST_DB, psnrOfError(sum / (255 ** 2 * data.length)))
}

/** PSNR in dB of a render over white against the observed photo, where the photo shows the object. */
export function photoPsnr(render: RenderedView, photo: { image: RgbImage; alpha: Float32Array }): number {
  let [sum, count] = [0, 0]
  for (let k = 0; k < photo.image.data.length; k++) {
    const i = Math.floor(k / 3)
    if (photo.alpha[i] <= 0.5) continue
    // Unrounded, so that a change for the worse is seen however small it is.
    const value = Math.min(1, Math.max(0, render.color[k] + 1 - render.alpha[i]))
    sum += (value - photo.image.data[k] / 255) ** 2
    count++
  }
  return Math.min(MOST_DB, psnrOfError(sum / count))
}
