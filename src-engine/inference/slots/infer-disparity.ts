import type { GrayImage, RgbImage } from '../../../src-shared/photo.ts'
import { imageTensor } from '../images/image-tensor.ts'
import { resizeMap } from '../images/resize-map.ts'
import { tensorMap } from '../images/tensor-map.ts'
import type { Model, RunOptions } from '../sessions/inference.ts'

/**
 * Relative disparity of a picture in its size: inverse depth up to an unknown scale and shift, greater is nearer.
 * Throws `model_unusable`, `model_missing`, `out_of_memory`, `cancelled`.
 */
export async function inferDisparity(
  model: Model<'depth'>,
  image: RgbImage,
  options: RunOptions = {},
): Promise<GrayImage> {
  const { card } = model
  const { disparity } = await model.run('disparity', { image: await imageTensor(image, card.image) }, options)
  return resizeMap(tensorMap(card.title, disparity), image.width, image.height)
}
