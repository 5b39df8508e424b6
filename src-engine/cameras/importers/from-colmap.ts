import { fromColmapModel } from './camera-models.ts'
import type { ColmapModel } from './colmap-model.ts'
import type { ImportedPoints, ImportedScene } from './imported-scene.ts'

/** A COLMAP model as an imported scene. COLMAP's camera and pixel conventions are ours; nothing is turned. */
export function fromColmap(model: ColmapModel): ImportedScene {
  const views = model.images.map(({ name, cameraId, rotation, translation }) => {
    const camera = model.cameras.get(cameraId)
    if (!camera) throw new Error(`image ${name} refers to camera ${cameraId}, which is missing`)
    const intrinsics = fromColmapModel(camera.model, camera.width, camera.height, camera.params)
    const worldToCamera = rigidMatrix(rotation, translation)
    return { name, camera: () => ({ file: name, ...intrinsics, worldToCamera }) }
  })
  return { views, points: importPoints(model) }
}

function importPoints({ images, points }: ColmapModel): ImportedPoints {
  const indexOf = new Map(images.map(({ id }, index) => [id, index]))
  const observations = points.reduce((sum, { track }) => sum + track.length / 2, 0)
  const positions = new Float64Array(3 * points.length)
  const colors = new Uint8Array(3 * points.length)
  const trackStarts = new Uint32Array(points.length + 1)
  const observedBy = new Uint32Array(observations)
  const observedAt = new Float32Array(2 * observations)
  let next = 0
  points.forEach(({ position, color, track }, i) => {
    positions.set(position, 3 * i)
    colors.set(color, 3 * i)
    for (let t = 0; t < track.length; t += 2) {
      const image = indexOf.get(track[t])
      const feature = 2 * track[t + 1]
      if (image === undefined || feature + 1 >= images[image].features.length) continue
      observedBy[next] = image
      observedAt.set(images[image].features.subarray(feature, feature + 2), 2 * next)
      next++
    }
    trackStarts[i + 1] = next
  })
  return {
    count: points.length,
    positions,
    colors,
    trackStarts,
    observedBy: observedBy.slice(0, next),
    observedAt: observedAt.slice(0, 2 * next),
  }
}

/** 4x4 row-major matrix of a quaternion w x y z (made unit) and a translation. */
function rigidMatrix(quaternion: readonly number[], [tx, ty, tz]: readonly number[]): number[] {
  const length = Math.hypot(...quaternion)
  const [w, x, y, z] = quaternion.map((q) => q / length)
  return [
    ...[1 - 2 * (y * y + z * z), 2 * (x * y - w * z), 2 * (x * z + w * y), tx],
    ...[2 * (x * y + w * z), 1 - 2 * (x * x + z * z), 2 * (y * z - w * x), ty],
    ...[2 * (x * z - w * y), 2 * (y * z + w * x), 1 - 2 * (x * x + y * y), tz],
    ...[0, 0, 0, 1],
  ]
}
