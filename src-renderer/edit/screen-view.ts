import { Matrix4, type OrthographicCamera, type PerspectiveCamera, Quaternion, Vector3 } from 'three'
import type { Transform } from '../../src-shared/edits.ts'
import type { ScreenView } from './project-centres.ts'

/** The matrix of a model's transform: splat frame to world. */
function transformMatrix({ translation, rotation, scale }: Transform): Matrix4 {
  const [w, x, y, z] = rotation
  const turn = new Quaternion(x, y, z, w).normalize()
  return new Matrix4().compose(new Vector3(...translation), turn, new Vector3(scale, scale, scale))
}

/**
 * How a camera sees a model that is moved so, on a viewport of that size in CSS pixels. Also right while it looks
 * through a photo: only the camera's matrices count.
 */
export function screenView(
  camera: PerspectiveCamera | OrthographicCamera,
  transform: Transform,
  width: number,
  height: number,
): ScreenView {
  const modelView = camera.matrixWorldInverse.clone().multiply(transformMatrix(transform))
  const clip = camera.projectionMatrix.clone().multiply(modelView)
  const m = modelView.elements
  return {
    clip: clip.elements,
    depth: [-m[2], -m[6], -m[10], -m[14]],
    width,
    height,
    pixelsPerUnit: (camera.projectionMatrix.elements[5] * height * transform.scale) / 2,
    perspective: camera.projectionMatrix.elements[11] !== 0,
  }
}
