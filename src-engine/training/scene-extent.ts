import type { Camera } from '../../src-shared/camera.ts'

/** Centre of a camera in the world: -R^T t. */
function cameraPosition(camera: Camera): [number, number, number] {
  const m = camera.worldToCamera
  return [
    -(m[0] * m[3] + m[4] * m[7] + m[8] * m[11]),
    -(m[1] * m[3] + m[5] * m[7] + m[9] * m[11]),
    -(m[2] * m[3] + m[6] * m[7] + m[10] * m[11]),
  ]
}

/** The scene's size in world units as the 3DGS reference takes it: 1.1 x the farthest camera from the cameras' mean. */
export function sceneExtent(cameras: readonly Camera[]): number {
  const centers = cameras.map(cameraPosition)
  const mean = [0, 1, 2].map((axis) => centers.reduce((sum, c) => sum + c[axis], 0) / centers.length)
  const farthest = Math.max(...centers.map((c) => Math.hypot(c[0] - mean[0], c[1] - mean[1], c[2] - mean[2])))
  return 1.1 * farthest || 1
}
