import { Vector3 } from 'three'
import { poseOf } from './camera/photo-pose.ts'
import type { Bounds } from './load/bounds.ts'
import type { LoadedScene } from './load/load-requests.ts'

/** Where the object is and from where it is seen first; world units. */
export interface Framing {
  readonly centre: Vector3
  readonly radius: number
  readonly floor: number
  /** From the object to where a photo was taken; null until a camera is known. */
  readonly direction: Vector3 | null
}

/** Beyond this much the cloud is more than the object: a table, a room. World units. */
const LARGEST = 1.3

/** The object is about one unit in radius around the origin; where nothing is around it, its bounds say it exactly. */
export function frameObject(bounds: Bounds | null, scene: LoadedScene | null): Framing {
  const first = scene?.cameras[0]
  const direction = first ? poseOf(first).position.normalize() : null
  const object = { centre: new Vector3(), radius: 1, floor: bounds ? Math.max(bounds.min[1], -2) : -1, direction }
  if (!bounds) return object
  const min = new Vector3(...bounds.min)
  const max = new Vector3(...bounds.max)
  const radius = max.distanceTo(min) / 2
  if (radius > LARGEST || radius === 0) return object
  return { ...object, centre: max.add(min).divideScalar(2), radius }
}

/** How high above the object the cameras are looked at from, radians. */
const ABOVE = 0.6

/** All cameras and what they look at, while there is nothing but points. */
export function frameCameras(scene: LoadedScene): Framing {
  const object = frameObject(scene.bounds, scene)
  const positions = scene.cameras.map((camera) => poseOf(camera).position)
  const radius = Math.max(...positions.map((position) => position.length()), 1)
  const { x, z } = positions[0] ?? new Vector3(0, 0, 1)
  const direction = new Vector3(x, Math.hypot(x, z) * Math.tan(ABOVE), z).normalize()
  return { ...object, centre: new Vector3(), radius, direction }
}
