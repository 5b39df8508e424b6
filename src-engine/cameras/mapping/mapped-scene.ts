import type { Camera } from '../../../src-shared/camera.ts'
import type { Photo } from '../../../src-shared/photo.ts'
import { squaredReprojectionError } from '../triangulation.ts'
import type { CameraSolution, FeatureSet } from '../types.ts'
import type { MappingInput } from './mapping-input.ts'
import { rankNextViews } from './next-best-view.ts'
import type { SceneModel } from './scene-model.ts'

/** A model, small enough to leave the worker thread. Arrays as in SceneModel. */
export interface MappedScene {
  readonly poses: Float64Array
  readonly lenses: Float64Array
  readonly lensOf: Int32Array
  readonly placed: Uint8Array
  /** World x y z: 3P. */
  readonly points: Float64Array
  /** Observations of point i are starts[i] .. starts[i + 1]: P + 1. */
  readonly starts: Uint32Array
  readonly photoOf: Uint32Array
  readonly featureOf: Uint32Array
  /** Reprojection error of each observation, pixels. */
  readonly errors: Float64Array
  /** Why each photo that is not placed is not; empty for the placed. */
  readonly reasons: readonly string[]
}

/** Copies a model out of its working arrays, of its points every `nth`. `reasons`: why photos are not placed. */
export function packScene(model: SceneModel, reasons: readonly string[], nth = 1): MappedScene {
  const { tracks, pointOf, points } = model
  const count = Math.ceil(model.pointCount / nth)
  const chosen = new Float64Array(3 * count)
  const starts = new Uint32Array(count + 1)
  const observations: number[] = []
  const errors: number[] = []
  for (let c = 0; c < count; c++) {
    const i = c * nth
    chosen.set(points.subarray(3 * i, 3 * i + 3), 3 * c)
    const track = model.trackOfPoint[i]
    for (let m = tracks.starts[track]; m < tracks.starts[track + 1]; m++) {
      if (pointOf[m] !== i) continue
      observations.push(m)
      const [x, y] = tracks.pixels.subarray(2 * m, 2 * m + 2)
      errors.push(Math.sqrt(squaredReprojectionError(model, tracks.photoOf[m], points, 3 * i, x, y)))
    }
    starts[c + 1] = observations.length
  }
  return {
    poses: model.poses,
    lenses: model.lenses,
    lensOf: model.lensOf,
    placed: model.placed,
    points: chosen,
    starts,
    photoOf: Uint32Array.from(observations, (m) => tracks.photoOf[m]),
    featureOf: Uint32Array.from(observations, (m) => tracks.featureOf[m]),
    errors: Float64Array.from(errors),
    reasons,
  }
}

/** Why each photo could not be placed, when all has been tried; empty for the placed. */
export function reasonsNotPlaced(model: SceneModel, input: MappingInput): string[] {
  const matched = new Set(input.pairs.flatMap(({ a, b }) => [a, b]))
  const visible = new Map(rankNextViews(model, input.photos).map((next) => [next.photo, next.visible]))
  return input.photos.map((_, i) => {
    if (model.placed[i]) return ''
    if (!matched.has(i)) return 'it shows nothing that another photo shows too'
    const seen = visible.get(i) ?? 0
    if (seen === 0) return 'it overlaps only with photos that are not part of the main scene'
    return `the ${seen} points it shares with the placed photos do not tell where it was taken`
  })
}

/** The mapper's result as cameras and points, in the mapper's own frame. */
export function toCameraSolution(
  scene: MappedScene,
  photos: readonly Photo[],
  features: readonly FeatureSet[],
): CameraSolution {
  const cameraIndex = new Int32Array(photos.length).fill(-1)
  const cameras: Camera[] = []
  photos.forEach(({ file, width, height }, i) => {
    if (!scene.placed[i]) return
    const [focal, k1, k2] = scene.lenses.subarray(3 * scene.lensOf[i])
    const p = scene.poses.subarray(12 * i, 12 * i + 12)
    const row = (r: number) => [p[3 * r], p[3 * r + 1], p[3 * r + 2], p[9 + r]]
    const worldToCamera = [...row(0), ...row(1), ...row(2), 0, 0, 0, 1]
    const pinhole = { fx: focal, fy: focal, cx: width / 2, cy: height / 2, k1, k2 }
    cameraIndex[i] = cameras.push({ file, width, height, ...pinhole, worldToCamera }) - 1
  })
  const { starts, photoOf, featureOf, errors } = scene
  const count = starts.length - 1
  const total = photoOf.length
  const colors = new Uint8Array(3 * count)
  const pointErrors = new Float32Array(count)
  const observedAt = new Float32Array(2 * total)
  let errorSum = 0
  for (let i = 0; i < count; i++) {
    const sum = [0, 0, 0]
    let error = 0
    for (let m = starts[i]; m < starts[i + 1]; m++) {
      const set = features[photoOf[m]]
      const f = featureOf[m]
      for (let k = 0; k < 3; k++) sum[k] += set.colors[3 * f + k]
      observedAt[2 * m] = set.keypoints[4 * f]
      observedAt[2 * m + 1] = set.keypoints[4 * f + 1]
      error += errors[m]
    }
    const seen = starts[i + 1] - starts[i]
    for (let k = 0; k < 3; k++) colors[3 * i + k] = Math.round(sum[k] / seen)
    pointErrors[i] = error / seen
    errorSum += error
  }
  return {
    cameras,
    points: {
      count,
      positions: scene.points,
      colors,
      errors: pointErrors,
      trackStarts: starts,
      observedBy: Uint32Array.from(photoOf, (photo) => cameraIndex[photo]),
      observedAt,
    },
    reprojectionErrorPx: total > 0 ? errorSum / total : 0,
    unplaced: photos.flatMap(({ file }, i) => (scene.placed[i] ? [] : [{ file, reason: scene.reasons[i] }])),
    toWorld: { scale: 1, rotation: [1, 0, 0, 0, 1, 0, 0, 0, 1], translation: [0, 0, 0] },
  }
}
