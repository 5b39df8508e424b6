import type { RgbImage } from '../../../src-shared/photo.ts'
import { imageTensor } from '../images/image-tensor.ts'
import { type CutOut, type Placement, placeObject } from '../images/place-object.ts'
import { planesToImage } from '../images/tensor-image.ts'
import { floatsOf, unusable } from '../images/tensor-map.ts'
import type { Model, RunOptions } from '../sessions/inference.ts'

/** Views of the rig: azimuth 22.5 degrees apart, elevation 30. */
const VIEWS = 16

export interface InferredViews {
  /** Square, in the rig's order. */
  readonly views: readonly RgbImage[]
  /** What the network was shown of the photo. */
  readonly placement: Placement
}

/** Sixteen views of a cut-out object. Throws `model_unusable`, `model_missing`, `out_of_memory`, `cancelled`. */
export async function inferViews(
  model: Model<'views'>,
  cutOut: CutOut,
  options: RunOptions = {},
): Promise<InferredViews> {
  const { card } = model
  const { image, placement } = placeObject(cutOut, card.backdrop, card.objectShare)
  const { views } = await model.run('views', { image: await imageTensor(image, card.image) }, options)
  const [height, width] = views.dims.slice(-2)
  const all = floatsOf(views)
  const values = 3 * width * height
  if (all.length !== VIEWS * values)
    throw unusable(card.title, `it gave [${views.dims.join(', ')}], not ${VIEWS} views`)
  return {
    views: Array.from({ length: VIEWS }, (_, i) =>
      planesToImage(card.title, all.subarray(i * values, (i + 1) * values), { width, height }, card.range),
    ),
    placement,
  }
}
