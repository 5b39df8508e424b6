import type { Camera } from '../../src-shared/camera.ts'

/** Views in the rig, one every 22.5 degrees. */
export const RIG_VIEWS = 16
/** Degrees above the horizon from which they look down. */
const RIG_ELEVATION = 30
/** World units from the camera to the world's origin, about which they look. */
const RIG_DISTANCE = 1.5
/** Focal length of a view 256 pixels wide. */
const RIG_FOCAL = 280
const RIG_SIZE = 256
/** Most product photos are taken from several times the object's size away, with little perspective. */
const PHOTO_DISTANCE = 4

export interface Orbit {
  /** Degrees about the world's up axis: at 0 the camera stands on +Z, in front of the object as glTF has it, at 90 on +X. */
  readonly azimuth: number
  /** Degrees above the horizon. */
  readonly elevation: number
  readonly distance: number
  /** Pixels. */
  readonly focal: number
  /** Side of the square picture, pixels. */
  readonly size: number
}

/**
 * A camera that looks at the world's origin, its top towards +Y. The rig's own world has z up and its first camera on
 * +x; its axes (x, y, z) are (z, x, y) of ours.
 */
export function orbitCamera(file: string, { azimuth, elevation, distance, focal, size }: Orbit): Camera {
  const [a, e] = [(azimuth * Math.PI) / 180, (elevation * Math.PI) / 180]
  const [sa, ca, se, ce] = [Math.sin(a), Math.cos(a), Math.sin(e), Math.cos(e)]
  // biome-ignore format: a matrix, row by row
  const worldToCamera = [
    ca,       0,   -sa,      0,
    se * sa,  -ce, se * ca,  0,
    -ce * sa, -se, -ce * ca, distance,
    0,        0,   0,        1,
  ]
  const middle = size / 2
  return { file, width: size, height: size, fx: focal, fy: focal, cx: middle, cy: middle, k1: 0, k2: 0, worldToCamera }
}

/** Names a view as the project's folders and the cloud do. */
export function viewName(index: number): string {
  return `view_${String(index).padStart(2, '0')}.png`
}

/** The sixteen cameras of the rig, `size` pixels square: azimuth k x 22.5 degrees, elevation 30 degrees. */
export function rigCameras(size = RIG_SIZE): Camera[] {
  return Array.from({ length: RIG_VIEWS }, (_, k) =>
    orbitCamera(viewName(k), {
      azimuth: (360 * k) / RIG_VIEWS,
      elevation: RIG_ELEVATION,
      distance: RIG_DISTANCE,
      focal: (RIG_FOCAL * size) / RIG_SIZE,
      size,
    }),
  )
}

/**
 * The camera of the one photo, for its square picture of `size` pixels: azimuth 0, level unless `elevation` (degrees)
 * says otherwise; or one as far away on another side. At the origin it shows as much as the rig's cameras do.
 */
export function photoCamera(file: string, size: number, elevation = 0, azimuth = 0): Camera {
  const focal = ((RIG_FOCAL * size) / RIG_SIZE) * (PHOTO_DISTANCE / RIG_DISTANCE)
  return orbitCamera(file, { azimuth, elevation, distance: PHOTO_DISTANCE, focal, size })
}
