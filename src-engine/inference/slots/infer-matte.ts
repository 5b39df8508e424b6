import type { GrayImage, RgbImage } from '../../../src-shared/photo.ts'
import { imageTensor } from '../images/image-tensor.ts'
import { resizeMap } from '../images/resize-map.ts'
import { tensorMap } from '../images/tensor-map.ts'
import type { Model, RunOptions } from '../sessions/inference.ts'

/**
 * The object of a photo: its opacity at every pixel, 0..1, in the photo's size. Networks of the U2-Net family give values
 * of a range of their own, which is stretched; a photo in which they find nothing gives zeros.
 * Throws `model_unusable`, `model_missing`, `out_of_memory`, `cancelled`.
 */
export async function inferMatte(
  model: Model<'background'>,
  image: RgbImage,
  options: RunOptions = {},
): Promise<GrayImage> {
  const { card } = model
  const { matte } = await model.run('matte', { image: await imageTensor(image, card.image) }, options)
  const map = tensorMap(card.title, matte)
  const data =
    card.matte === 'stretch' ? stretched(map.data) : map.data.map(card.matte === 'sigmoid' ? sigmoid : clamped)
  return resizeMap({ ...map, data }, image.width, image.height)
}

/** Its least value becomes 0 and its greatest 1. */
function stretched(values: Float32Array): Float32Array {
  let least = Number.POSITIVE_INFINITY
  let most = Number.NEGATIVE_INFINITY
  for (const value of values) {
    least = Math.min(least, value)
    most = Math.max(most, value)
  }
  return most > least ? values.map((value) => (value - least) / (most - least)) : new Float32Array(values.length)
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value))
}

function clamped(value: number): number {
  return Math.min(Math.max(value, 0), 1)
}
