import { type Camera, resizeCamera } from '../../../src-shared/camera.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import type { Photo } from '../../../src-shared/photo.ts'
import type { CameraSolution, SparsePoints } from '../types.ts'
import type { ImportedScene } from './imported-scene.ts'
import { matchPhotos } from './match-photos.ts'

const MIN_CAMERAS = 3
/** Sizes may differ by rounding when photos were resized. */
const ASPECT_TOLERANCE = 0.01

/**
 * Gives each photo the camera that the scene has for it, at the photo's size and in the photos' order, and keeps the points that these cameras
 * see, with reprojection errors measured anew (pixels of the photo); all in the file's own world frame. Throws `validation_failed` where fewer than three
 * photos are found in the scene or a photo has another shape than its camera says.
 */
export function placePhotos(scene: ImportedScene, photos: readonly Photo[]): CameraSolution {
  const matched = matchPhotos(
    scene.views.map(({ name }) => name),
    photos,
  )
  const cameras: Camera[] = []
  const scales: [number, number][] = []
  const cameraOfView = new Int32Array(scene.views.length).fill(-1)
  for (const photo of photos) {
    const view = matched.indexOf(photo)
    if (view < 0) continue
    const camera = scene.views[view].camera(photo)
    requireSameShape(camera, photo)
    cameraOfView[view] = cameras.length
    cameras.push({ ...resizeCamera(camera, photo.width, photo.height), file: photo.file })
    scales.push([photo.width / camera.width, photo.height / camera.height])
  }
  if (cameras.length < MIN_CAMERAS) {
    throw new StudioError(
      'validation_failed',
      `Only ${cameras.length} of the ${photos.length} photos have a camera in the file (it names ${scene.views[0]?.name ?? 'none'}, ...; the photos are ${photos[0]?.file ?? 'none'}, ...).`,
      'Give the photos that the cameras were solved from, under their original names.',
    )
  }
  const points = keepPoints(scene, cameraOfView, cameras, scales)
  const observations = points.observedBy.length
  let total = 0
  for (let i = 0; i < points.count; i++) total += points.errors[i] * (points.trackStarts[i + 1] - points.trackStarts[i])
  const placed = new Set(cameras.map(({ file }) => file))
  return {
    cameras,
    points,
    reprojectionErrorPx: observations > 0 ? total / observations : 0,
    unplaced: photos
      .filter(({ file }) => !placed.has(file))
      .map(({ file }) => ({ file, reason: 'it is not among the imported cameras' })),
    toWorld: { scale: 1, rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1], translation: [0, 0, 0] },
  }
}

function requireSameShape(camera: Camera, photo: Photo): void {
  const ratio = camera.width / camera.height / (photo.width / photo.height)
  if (Math.abs(ratio - 1) < ASPECT_TOLERANCE) return
  const turned = Math.abs((camera.height / camera.width) * (photo.height / photo.width) - 1) < ASPECT_TOLERANCE
  throw new StudioError(
    'validation_failed',
    `${photo.file} is ${photo.width} x ${photo.height} pixels, but its camera was solved for ${camera.width} x ${camera.height}.`,
    turned
      ? 'The cameras were solved from photos lying on their side. Turn the photos themselves upright, and solve again.'
      : 'Give the photos that the cameras were solved from, neither cropped nor undistorted since.',
  )
}

function keepPoints(
  { points }: ImportedScene,
  cameraOfView: Int32Array,
  cameras: readonly Camera[],
  scales: readonly (readonly [number, number])[],
): SparsePoints {
  const positions: number[] = []
  const colors: number[] = []
  const errors: number[] = []
  const trackStarts = [0]
  const observedBy: number[] = []
  const observedAt: number[] = []
  for (let i = 0; i < points.count; i++) {
    const position = points.positions.subarray(3 * i, 3 * i + 3)
    const start = observedBy.length
    let error = 0
    for (let o = points.trackStarts[i]; o < points.trackStarts[i + 1]; o++) {
      const camera = cameraOfView[points.observedBy[o]]
      if (camera < 0) continue
      const [sx, sy] = scales[camera]
      const [u, v] = [points.observedAt[2 * o] * sx, points.observedAt[2 * o + 1] * sy]
      observedBy.push(camera)
      observedAt.push(u, v)
      error += reprojectionError(cameras[camera], position, u, v)
    }
    const seen = observedBy.length - start
    if (seen === 0) continue
    positions.push(...position)
    colors.push(...points.colors.subarray(3 * i, 3 * i + 3))
    errors.push(error / seen)
    trackStarts.push(observedBy.length)
  }
  return {
    count: errors.length,
    positions: Float64Array.from(positions),
    colors: Uint8Array.from(colors),
    errors: Float32Array.from(errors),
    trackStarts: Uint32Array.from(trackStarts),
    observedBy: Uint32Array.from(observedBy),
    observedAt: Float32Array.from(observedAt),
  }
}

/** Distance in pixels between where a camera sees a point and (u, v). */
function reprojectionError(
  camera: Camera,
  [x, y, z]: ArrayLike<number> & Iterable<number>,
  u: number,
  v: number,
): number {
  const m = camera.worldToCamera
  const depth = m[8] * x + m[9] * y + m[10] * z + m[11]
  const a = (m[0] * x + m[1] * y + m[2] * z + m[3]) / depth
  const b = (m[4] * x + m[5] * y + m[6] * z + m[7]) / depth
  const r2 = a * a + b * b
  const radial = 1 + r2 * (camera.k1 + r2 * camera.k2)
  return Math.hypot(camera.fx * a * radial + camera.cx - u, camera.fy * b * radial + camera.cy - v)
}
