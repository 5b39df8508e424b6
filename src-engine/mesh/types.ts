import type { Camera } from '../../src-shared/camera.ts'

/** Depth as seen by one undistorted camera (k1 = k2 = 0), its size the camera's. */
export interface DepthView {
  readonly camera: Camera
  /** Distance along the camera's z axis in world units, 0 where unknown: width * height. */
  readonly depth: Float32Array
  /** 0..1, how much the depth is to be trusted (accumulated opacity of the splats): width * height. */
  readonly weight: Float32Array
}
