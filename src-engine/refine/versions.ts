import type { WorkOptions } from '../../src-shared/progress.ts'
import type { RefinementQuality } from '../../src-shared/refinement.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { renderSplats } from '../training/cpu/render-splats.ts'
import type { RenderedView } from '../training/trainer.ts'
import type { ObjectView } from '../views/object-view.ts'
import type { EnhancedView } from './collect-sums.ts'
import { meanQuality, withPhoto } from './measure-quality.ts'
import { overWhite } from './over-white.ts'
import { photoWeight } from './photo-weight.ts'
import { overallQuality } from './quality.ts'
import type { Perceptual, RefineView } from './types.ts'
import type { ViewPool } from './view-pool.ts'

/** One state of the splats. Names are those of the cloud's `enhancement_iterations`. */
export interface RefinedVersion extends RefinementQuality {
  /** 0: as they came. */
  readonly iterationNumber: number
  readonly cloud: SplatCloud
  readonly learningRate: number
  readonly viewsProcessed: number
  /** Of the views and of the photo (photo-weight.ts). */
  readonly overallQuality: number
  /** Of each chosen view, in their order. */
  readonly viewQualities: readonly RefinementQuality[]
  /** Against the observed photo, inside its object, dB. */
  readonly photoPsnr: number
  /** The photo would have been matched worse, however small the step: the splats are those of the version before. */
  readonly rolledBack: boolean
  /** Whether it was the last because no more was to be had. */
  readonly converged: boolean
  /** Seconds, pauses left out. */
  readonly processingTime: number
  /** What the iteration saw; empty for version 0. */
  readonly enhanced: readonly EnhancedView[]
}

/** A version's figures, without the splats and the pictures. */
export type VersionFigures = Omit<RefinedVersion, 'cloud' | 'enhanced'>

/** Splats as their views and the photo's camera see them. */
export interface MeasuredSplats {
  readonly cloud: SplatCloud
  /** Of each view, then of the photo's camera. */
  readonly renders: readonly RenderedView[]
  readonly viewQualities: readonly RefinementQuality[]
  readonly quality: RefinementQuality
  readonly overallQuality: number
  readonly photoPsnr: number
}

/**
 * Renders splats and compares them with the views and the photo. Throws `cancelled`, `out_of_memory`, and whatever the
 * perceptual model throws.
 */
export async function measureSplats(
  pool: ViewPool,
  cloud: SplatCloud,
  views: readonly RefineView[],
  photo: ObjectView,
  perceptual: Perceptual | undefined,
  work: WorkOptions,
): Promise<MeasuredSplats> {
  const cameras = [...views, photo].map(({ camera }) => camera)
  const renders = await renderSplats(cloud, cameras, work)
  const distance = async (render: RenderedView, view: ObjectView) =>
    perceptual ? perceptual(overWhite(render), view.image, work) : null
  const photoRender = renders[views.length]
  const [lpipsOfPhoto, { photoPsnr, ...likeness }, ...qualities] = await Promise.all([
    distance(photoRender, photo),
    pool.measurePhoto(photoRender),
    ...views.map(async (view, i): Promise<RefinementQuality> => {
      const [measured, lpips] = await Promise.all([pool.measure(renders[i], view), distance(renders[i], view)])
      return { ...measured, lpips }
    }),
  ])
  const quality = meanQuality(qualities)
  const withPhotos = withPhoto(quality, views.length, { ...likeness, lpips: lpipsOfPhoto }, photoWeight(photo, views))
  return { cloud, renders, viewQualities: qualities, quality, overallQuality: overallQuality(withPhotos), photoPsnr }
}
