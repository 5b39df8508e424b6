import type { ObjectPicture } from '../background/square-crop.ts'
import type { Model, RunOptions } from '../inference/sessions/inference.ts'
import { inferViews } from '../inference/slots/infer-views.ts'
import { alphaOnPlain } from './alpha-on-plain.ts'
import type { ObjectView } from './object-view.ts'
import { rigCameras } from './rig.ts'

/** The sixteen views that a model of the `views` slot makes of the object's picture. Throws as `Model.run`. */
export async function viewsByModel(
  model: Model<'views'>,
  { image, alpha }: ObjectPicture,
  options: RunOptions = {},
): Promise<ObjectView[]> {
  const matte = { width: image.width, height: image.height, data: alpha }
  const { views } = await inferViews(model, { image, matte }, options)
  const cameras = rigCameras(views[0].width)
  return views.map((view, k) => ({ camera: cameras[k], image: view, alpha: alphaOnPlain(view) }))
}
