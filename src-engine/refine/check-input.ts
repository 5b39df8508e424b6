import { StudioError } from '../../src-shared/errors.ts'
import type { ObjectView } from '../views/object-view.ts'

/** Throws `validation_failed` when there is nothing to refine, or a picture or its alpha has not its camera's size. */
export function checkInput(views: readonly (ObjectView | undefined)[], photo: ObjectView): void {
  if (views.length === 0 || views.includes(undefined)) {
    throw new StudioError(
      'validation_failed',
      'There is no such view to refine.',
      'Choose at least one of the views there are.',
    )
  }
  for (const view of [...views, photo]) {
    if (!view) continue
    const { camera, image, alpha } = view
    if (image.width === camera.width && image.height === camera.height && alpha.length === image.width * image.height) {
      continue
    }
    throw new StudioError(
      'validation_failed',
      `The view ${camera.file} is ${image.width} x ${image.height} pixels and its camera ${camera.width} x ${camera.height}.`,
      'Make the views again, so that each fits its camera.',
    )
  }
}
