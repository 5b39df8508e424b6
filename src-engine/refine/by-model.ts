import type { Model } from '../inference/sessions/inference.ts'
import { enhanceImage } from '../inference/slots/enhance-image.ts'
import { perceptualDistance } from '../inference/slots/perceptual-distance.ts'
import { areaResize } from '../photos/area-resize.ts'
import type { Enhance, Perceptual } from './types.ts'

/**
 * Renders enhanced by a model. What it makes larger is brought back to the size of the render by the mean of its pixels: of
 * detail finer than that nothing could be told to the splats. Throws as `Model.run`.
 */
export function enhanceByModel(model: Model<'enhance'>): Enhance {
  return async (render, _alpha, { signal, pause }) =>
    areaResize(await enhanceImage(model, render, { signal, pause }), render.width, render.height)
}

/** Pictures compared by a model. Throws as `Model.run`. */
export function perceptualByModel(model: Model<'perceptual'>): Perceptual {
  return (first, second, { signal, pause }) => perceptualDistance(model, first, second, { signal, pause })
}
