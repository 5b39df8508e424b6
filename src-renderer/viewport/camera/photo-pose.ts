import { Matrix4, Quaternion, Vector3 } from 'three'
import type { Camera } from '../../../src-shared/camera.ts'

export interface Pose {
  readonly position: Vector3
  /** Of a three.js camera: x right, y up, looking along -z. */
  readonly quaternion: Quaternion
}

/** Where a photo's camera stands and how it is turned, in the world. */
export function poseOf({ worldToCamera: m }: Pick<Camera, 'worldToCamera'>): Pose {
  const [x, y, z] = [0, 4, 8].map((row) => new Vector3(m[row], m[row + 1], m[row + 2]))
  const position = new Vector3().addScaledVector(x, -m[3]).addScaledVector(y, -m[7]).addScaledVector(z, -m[11])
  // From OpenCV's camera frame (y down, z forward) to three.js's (y up, z backward).
  const basis = new Matrix4().makeBasis(x, y.negate(), z.negate())
  return { position, quaternion: new Quaternion().setFromRotationMatrix(basis) }
}
