import type { RgbImage } from '../../src-shared/photo.ts'
import type { WorkOptions } from '../../src-shared/progress.ts'
import type { ObjectView } from '../views/object-view.ts'

/** A view that refinement looks at. */
export interface RefineView extends ObjectView {
  /** Its depth, see `estimateDepths`: along z, world units, 0 where there is none: width * height. */
  readonly depth: Float32Array
  /** How far each depth is to be believed, 0..1: width * height. */
  readonly confidence: Float32Array
}

/** Adds detail to a render (over white): a picture of the same size. */
export type Enhance = (render: RgbImage, alpha: Float32Array, work: WorkOptions) => Promise<RgbImage>

/** How different two pictures of one size look to a person, 0 for the same (LPIPS). */
export type Perceptual = (first: RgbImage, second: RgbImage, work: WorkOptions) => Promise<number>
