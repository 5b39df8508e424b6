import type { Quaternion, Vector3 } from 'three'
import type { Pose } from './photo-pose.ts'
import type { PhotoProjection, StudioCamera } from './studio-camera.ts'

/** Long enough to follow where one is taken, short enough not to wait. */
const FLIGHT_MS = 650

interface Place {
  readonly position: Vector3
  readonly quaternion: Quaternion
  readonly share: number
}

export interface CameraFlight {
  /** Flies to a photo's camera and stays there, or with null back to where `home` says. */
  lookThrough(photo: { readonly pose: Pose; readonly project: PhotoProjection } | null): void
  /** Moves the camera while it flies or looks; false when it is free. `moving` while it has not arrived. */
  update(now: number): { readonly held: boolean; readonly moving: boolean }
}

/** Takes the camera from wherever it is into a photo's camera and back, smoothly. */
export function createCameraFlight(camera: StudioCamera, home: () => Pose): CameraFlight {
  let target: Pose | null = null
  let from: Place | null = null
  let started: number | null = null
  return {
    lookThrough: (photo) => {
      if (!photo && !target) return
      const still = photo && target && photo.pose.position.equals(target.position)
      if (photo) camera.photoProjection = photo.project
      target = photo?.pose ?? null
      camera.updateProjectionMatrix()
      // Only the viewport's size or its bars have changed.
      if (still) return
      from = { position: camera.position.clone(), quaternion: camera.quaternion.clone(), share: camera.photoShare }
      started = null
    },
    update: (now) => {
      if (!from) return { held: target !== null, moving: false }
      started ??= now
      const t = prefersStillness() ? 1 : Math.min((now - started) / FLIGHT_MS, 1)
      const eased = t * t * (3 - 2 * t)
      const { position, quaternion } = target ?? home()
      camera.position.lerpVectors(from.position, position, eased)
      camera.quaternion.slerpQuaternions(from.quaternion, quaternion, eased)
      camera.photoShare = from.share + ((target ? 1 : 0) - from.share) * eased
      camera.updateProjectionMatrix()
      if (t === 1) {
        from = null
        if (!target) camera.photoProjection = null
      }
      return { held: true, moving: t < 1 }
    },
  }
}

function prefersStillness(): boolean {
  return matchMedia('(prefers-reduced-motion: reduce)').matches
}
