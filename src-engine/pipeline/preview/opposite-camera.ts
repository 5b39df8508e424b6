import type { Camera } from '../../../src-shared/camera.ts'

/** Of the cameras the one that stands farthest from `from`: it sees a side of the object that `from` does not. */
export function oppositeCamera(from: Camera, cameras: readonly Camera[]): Camera {
  const here = centreOf(from)
  const distance = (camera: Camera) => Math.hypot(...centreOf(camera).map((value, i) => value - here[i]))
  return cameras.reduce((best, camera) => (distance(camera) > distance(best) ? camera : best), from)
}

/** Where a camera stands in the world: -R^T t. */
function centreOf({ worldToCamera: m }: Camera): number[] {
  return [0, 1, 2].map((column) => -(m[column] * m[3] + m[4 + column] * m[7] + m[8 + column] * m[11]))
}
