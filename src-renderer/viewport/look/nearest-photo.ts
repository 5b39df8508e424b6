import { Vector3 } from 'three'
import type { Camera } from '../../../src-shared/camera.ts'
import { poseOf } from '../camera/photo-pose.ts'

/** How many world units a camera that looks the opposite way counts as farther off. */
const TURN_WEIGHT = 2

/** The photo taken from nearest to where the view is, and looking most nearly the same way; null where there is none. */
export function nearestPhoto(cameras: readonly Camera[], position: Vector3, ahead: Vector3): string | null {
  let nearest: string | null = null
  let least = Infinity
  for (const camera of cameras) {
    const pose = poseOf(camera)
    const turned = 1 - ahead.dot(new Vector3(0, 0, -1).applyQuaternion(pose.quaternion))
    const cost = pose.position.distanceTo(position) + TURN_WEIGHT * turned
    if (cost < least) {
      least = cost
      nearest = camera.file
    }
  }
  return nearest
}
