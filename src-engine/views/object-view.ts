import type { Camera } from '../../src-shared/camera.ts'
import type { RgbImage } from '../../src-shared/photo.ts'

/** One view of the object, drawn, made by a model or at hand. */
export interface ObjectView {
  /** Undistorted, its size the picture's. */
  readonly camera: Camera
  /** Over white. */
  readonly image: RgbImage
  /** How much of each pixel is the object, 0..1: width * height. */
  readonly alpha: Float32Array
}

/** A view drawn from a shape. */
export interface DrawnView extends ObjectView {
  /** Distance along the camera's z axis, world units, 0 beside the object: width * height. */
  readonly depth: Float32Array
  /** How much of what each pixel shows of the object was seen in the photo, 0..1; the rest is guessed: width * height. */
  readonly observed: Float32Array
  /** Whether most of the view is: more than half of what it shows of the object was seen in the photo. */
  readonly origin: 'observed' | 'guessed'
}
