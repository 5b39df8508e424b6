import type { Camera } from '../../../src-shared/camera.ts'

/** World-frame axes and centres of cameras: 3 numbers a camera each. */
export interface CameraAxes {
  readonly count: number
  readonly centres: Float64Array
  /** Unit vectors: to the right of the photo, up in it, and along the optical axis. */
  readonly right: Float64Array
  readonly up: Float64Array
  readonly forward: Float64Array
}

export function cameraAxes(cameras: readonly Camera[]): CameraAxes {
  const axes = {
    count: cameras.length,
    centres: new Float64Array(3 * cameras.length),
    right: new Float64Array(3 * cameras.length),
    up: new Float64Array(3 * cameras.length),
    forward: new Float64Array(3 * cameras.length),
  }
  cameras.forEach(({ worldToCamera: m }, i) => {
    for (let k = 0; k < 3; k++) {
      axes.centres[3 * i + k] = -(m[k] * m[3] + m[4 + k] * m[7] + m[8 + k] * m[11])
      axes.right[3 * i + k] = m[k]
      axes.up[3 * i + k] = -m[4 + k]
      axes.forward[3 * i + k] = m[8 + k]
    }
  })
  return axes
}
