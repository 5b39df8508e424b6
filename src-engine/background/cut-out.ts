import { StudioError } from '../../src-shared/errors.ts'
import type { GrayImage, Photo, RgbImage } from '../../src-shared/photo.ts'
import type { WorkOptions } from '../../src-shared/progress.ts'
import { loadPhoto } from '../photos/load-photo.ts'
import { betweenLongSteps } from '../threads/between-long-steps.ts'
import { loadMatte } from './load-matte.ts'
import { cropSquare, type ObjectPicture, type Square, squareAround } from './square-crop.ts'
import type { Stroke } from './strokes.ts'
import { adviceOn, type OnePhotoWeakness, onePhotoWeaknesses } from './upload-checks.ts'
import { cutByGrabCut, cutByModel, cutByOwnMatte } from './ways-to-cut.ts'

/** A model of the `background` slot: photo in, how much of each pixel is the object (0..1, as large as the photo) out. */
export type MatteModel = (photo: RgbImage, options: WorkOptions) => Promise<GrayImage>

export interface CutOutOptions extends WorkOptions {
  /** Default: the built-in method, GrabCut. */
  readonly model?: MatteModel
  /** Corrections by hand. */
  readonly strokes?: readonly Stroke[]
}

/** An object cut out of its photo. */
export interface CutOut extends ObjectPicture {
  /** How it was found: by the picture's own alpha channel, a model, or GrabCut. */
  readonly method: 'alpha' | 'model' | 'grabcut'
  /** Of the whole photo, its longer side at most `WORKING_EDGE` pixels. */
  readonly matte: GrayImage
  /** Where the object's picture lies in the matte, pixels of the matte. */
  readonly square: Square
  readonly weaknesses: readonly OnePhotoWeakness[]
}

/** Longer side of the photo that is worked on: twice what is kept of an object that fills half of it. */
export const WORKING_EDGE = 1024

/**
 * Cuts the object out of one photo: an alpha channel is taken as it is, else the model or GrabCut finds the object;
 * soft outline, the largest object alone, 10 % room around it, square, at most 512 pixels. What is poor about the photo
 * goes to `onWarning`, with advice.
 *
 * @throws StudioError `photo_unreadable`, `validation_failed` when no object is found, `cancelled`.
 */
export async function cutOut(photo: Pick<Photo, 'path' | 'width' | 'height'>, options: CutOutOptions): Promise<CutOut> {
  const image = await loadPhoto(photo.path, { maxEdge: WORKING_EDGE })
  const own = await loadMatte(photo.path, image.width, image.height)
  await betweenLongSteps(options)
  options.onProgress?.(0.1, 'Finding the object')
  const { strokes = [], model } = options
  const method = own ? 'alpha' : model ? 'model' : 'grabcut'
  const data = own
    ? await cutByOwnMatte(image, own, strokes, options)
    : model
      ? await cutByModel(image, await model(image, options), strokes, options)
      : await cutByGrabCut(image, strokes, options)
  await betweenLongSteps(options)
  options.onProgress?.(0.9, 'Cutting it out')
  const matte = { width: image.width, height: image.height, data }
  const square = squareAround(matte)
  if (!square) {
    throw new StudioError(
      'validation_failed',
      'No object was found in the photo.',
      'Paint over the object by hand, or take the photo before a plain background of another colour.',
    )
  }
  const weaknesses = onePhotoWeaknesses(photo, image, matte)
  for (const advice of adviceOn(weaknesses)) options.onWarning?.(advice)
  return { ...cropSquare(image, matte, square), method, matte, square, weaknesses }
}
