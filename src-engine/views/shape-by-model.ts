import type { ObjectPicture } from '../background/square-crop.ts'
import type { Model } from '../inference/sessions/inference.ts'
import { encodeShape, queryShape } from '../inference/slots/query-shape.ts'
import { type FieldShapeOptions, fieldShape } from './field-shape.ts'
import type { ShapeOfPhoto } from './inflated-shape.ts'

/** The shape that a model of the `shape` slot sees in the object's picture. Throws as `fieldShape` and `Model.run`. */
export async function shapeByModel(
  model: Model<'shape'>,
  picture: ObjectPicture,
  options: FieldShapeOptions,
): Promise<ShapeOfPhoto> {
  const { image, alpha } = picture
  const matte = { width: image.width, height: image.height, data: alpha }
  const code = await encodeShape(model, { image, matte }, options)
  return fieldShape((points, work) => queryShape(model, code, points, work), picture, options)
}
