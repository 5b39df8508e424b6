import { partOf, type WorkOptions } from '../../src-shared/progress.ts'
import type { ObjectPicture } from '../background/square-crop.ts'
import type { Model } from '../inference/sessions/inference.ts'
import { drawRig } from './draw-rig.ts'
import { drawView } from './draw-view.ts'
import type { FieldShapeOptions } from './field-shape.ts'
import { frontPsnr } from './front-psnr.ts'
import { inflatedShape } from './inflated-shape.ts'
import { photoCamera } from './rig.ts'
import { shapeByModel } from './shape-by-model.ts'
import { viewsByModel } from './views-by-model.ts'
import { type ViewsOfObject, viewsWithoutShape } from './views-of-object.ts'

interface ViewsOfPhotoOptions extends WorkOptions {
  /** Side of a view that is drawn, pixels. */
  readonly size: number
  /** Cells that a shape model is asked along its cube. */
  readonly grid: FieldShapeOptions['grid']
  /** The first there is makes the views; default: the built-in shape. */
  readonly viewsModel: Model<'views'> | null
  readonly shapeModel: Model<'shape'> | null
}

/** Width at which the shape is compared with the photo. */
const COMPARED_WIDTH = 256

/**
 * Sixteen views of the object in one photo: a `views` model's, or drawn from the shape that a `shape` model or the
 * built-in method makes of it. Throws `cancelled`, and what the models throw.
 */
export async function viewsOfPhoto(picture: ObjectPicture, options: ViewsOfPhotoOptions): Promise<ViewsOfObject> {
  const { size, grid, viewsModel, shapeModel, ...work } = options
  if (viewsModel) return viewsWithoutShape('views-model', await viewsByModel(viewsModel, picture, work))
  const shape = shapeModel
    ? await shapeByModel(shapeModel, picture, { ...partOf(work, 0, 0.8), grid })
    : await inflatedShape(picture, partOf(work, 0, 0.5))
  const views = await drawRig(shape.shape, size, partOf(work, shapeModel ? 0.8 : 0.5, 0.95))
  const front = drawView(shape.shape, photoCamera('front', COMPARED_WIDTH))
  return {
    source: shapeModel ? 'shape-model' : 'built-in',
    views,
    shape,
    frontPsnr: frontPsnr(front, picture),
  }
}
