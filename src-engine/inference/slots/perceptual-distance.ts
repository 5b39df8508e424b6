import type { RgbImage } from '../../../src-shared/photo.ts'
import { imageTensor } from '../images/image-tensor.ts'
import { checkFinite, floatsOf, unusable } from '../images/tensor-map.ts'
import type { Model, RunOptions } from '../sessions/inference.ts'

/**
 * How different two pictures of one size look to a person (LPIPS): 0 for the same, about 1 for unlike ones.
 * Throws as `Model.run`.
 */
export async function perceptualDistance(
  model: Model<'perceptual'>,
  first: RgbImage,
  second: RgbImage,
  options: RunOptions = {},
): Promise<number> {
  const { card } = model
  const feeds = { first: await imageTensor(first, card.image), second: await imageTensor(second, card.image) }
  const values = floatsOf((await model.run('distance', feeds, options)).distance)
  if (values.length !== 1) throw unusable(card.title, `it gave ${values.length} numbers where one was expected`)
  checkFinite(card.title, values)
  return values[0]
}
