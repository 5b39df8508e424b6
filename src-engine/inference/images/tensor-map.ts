import { StudioError } from '../../../src-shared/errors.ts'
import type { GrayImage } from '../../../src-shared/photo.ts'
import type { Tensor } from '../cards/tensor-spec.ts'

/** The values of a tensor that has to be of floats; its card has made sure of that. */
export function floatsOf({ data }: Tensor): Float32Array {
  if (!(data instanceof Float32Array)) throw new Error('A tensor of floats was expected')
  return data
}

/** A map that a network gave, of any leading sizes of 1. Throws `model_unusable` where it is no single map or not finite. */
export function tensorMap(title: string, tensor: Tensor): GrayImage {
  const [height, width] = tensor.dims.slice(-2)
  const data = floatsOf(tensor)
  if (tensor.dims.length < 2 || data.length !== width * height) {
    throw unusable(title, `it gave [${tensor.dims.join(', ')}] where one map was expected`)
  }
  checkFinite(title, data)
  return { width, height, data }
}

/** Throws `model_unusable` where a network gave something that is no number. */
export function checkFinite(title: string, data: Float32Array): void {
  for (let i = 0; i < data.length; i++) {
    if (!Number.isFinite(data[i])) throw unusable(title, 'it gave values that are no numbers')
  }
}

export function unusable(title: string, what: string): StudioError {
  return new StudioError(
    'model_unusable',
    `${title} cannot be used: ${what}.`,
    'Verify it under Models, or remove it: then the built-in method is used.',
  )
}
