import { type BundleOptions, bundleAdjust } from '../bundle-adjustment/bundle-adjustment.ts'
import type { BundleProblem } from '../bundle-adjustment/bundle-problem.ts'
import type { SceneModel } from './scene-model.ts'

/** Standard deviation of a focal prior, as a part of it: EXIF rounds, and makers read "35 mm equivalent" differently. */
const FOCAL_SIGMA = 0.1
/** The same where nothing is known of the lens. */
const GUESSED_FOCAL_SIGMA = 0.7
/** Standard deviation of k1 and k2 about zero: keeps them sane while few photos speak. */
const DISTORTION_SIGMA = 0.3
/** Photos through a lens from which on its focal length, and then its distortion, are refined. */
const PHOTOS_FOR_FOCAL = 3
const PHOTOS_FOR_DISTORTION = 5
/** Scale of the robust loss in standard deviations of an observation: features err more often by a lot than normal noise. */
const LOSS_SCALE = 1

/** Bundle adjustment of the whole model: all placed photos, their lenses, all points. */
export function refineGlobally(model: SceneModel, options: BundleOptions = {}): void {
  const free = Uint8Array.from(model.placed)
  const keep = new Uint8Array(model.pointCount).fill(1)
  refine(model, free, keep, true, options)
}

/**
 * Bundle adjustment of one photo and those that share most points with it; every other photo that sees the same points
 * is held, and so are the lenses.
 */
export function refineLocally(model: SceneModel, photo: number, neighbours: number, options: BundleOptions = {}): void {
  const free = new Uint8Array(model.placed.length)
  free[photo] = 1
  for (const other of mostShared(model, photo).slice(0, neighbours)) free[other] = 1
  const keep = new Uint8Array(model.pointCount)
  const { tracks, pointOf } = model
  for (let m = 0; m < pointOf.length; m++) if (pointOf[m] >= 0 && free[tracks.photoOf[m]]) keep[pointOf[m]] = 1
  refine(model, free, keep, false, options)
}

/** Placed photos by the number of points they share with `photo`, most first. */
function mostShared(model: SceneModel, photo: number): number[] {
  const { tracks, pointOf } = model
  const shared = new Uint32Array(model.placed.length)
  for (const m of tracks.byPhoto[photo]) {
    const point = pointOf[m]
    if (point < 0) continue
    const track = tracks.trackOf[m]
    for (let o = tracks.starts[track]; o < tracks.starts[track + 1]; o++) {
      if (pointOf[o] === point) shared[tracks.photoOf[o]]++
    }
  }
  return Array.from(shared.keys())
    .filter((other) => other !== photo && shared[other] > 0)
    .sort((a, b) => shared[b] - shared[a] || a - b)
}

/** Adjusts the chosen points and free photos. Photos and points are renumbered to those that take part. */
function refine(model: SceneModel, free: Uint8Array, keep: Uint8Array, lensesToo: boolean, options: BundleOptions) {
  const { tracks, pointOf } = model
  const chosen: number[] = []
  for (let i = 0; i < model.pointCount; i++) if (keep[i]) chosen.push(i)
  const cameraIndex = new Int32Array(model.placed.length).fill(-1)
  const photos: number[] = []
  const starts = new Uint32Array(chosen.length + 1)
  const observations: number[] = []
  chosen.forEach((point, i) => {
    const track = model.trackOfPoint[point]
    for (let m = tracks.starts[track]; m < tracks.starts[track + 1]; m++) {
      if (pointOf[m] !== point) continue
      const photo = tracks.photoOf[m]
      if (cameraIndex[photo] < 0) cameraIndex[photo] = photos.push(photo) - 1
      observations.push(m)
    }
    starts[i + 1] = observations.length
  })
  const problem: BundleProblem = {
    poses: Float64Array.from(photos.flatMap((p) => Array.from(model.poses.subarray(12 * p, 12 * p + 12)))),
    principalPoints: Float64Array.from(photos.flatMap((p) => [0, 1].map((k) => model.principalPoints[2 * p + k]))),
    lensOf: Int32Array.from(photos, (p) => model.lensOf[p]),
    lenses: model.lenses,
    points: Float64Array.from({ length: 3 * chosen.length }, (_, k) => model.points[3 * chosen[(k / 3) | 0] + (k % 3)]),
    starts,
    observedBy: Int32Array.from(observations, (m) => cameraIndex[tracks.photoOf[m]]),
    pixels: Float64Array.from({ length: 2 * observations.length }, (_, k) => {
      return tracks.pixels[2 * observations[k >> 1] + (k & 1)]
    }),
    weights: Float64Array.from(observations, (m) => 1 / tracks.sigmas[m]),
    poseFree: Uint8Array.from(photos, (p) => free[p]),
    lensFree: lensesToo ? freeLensParameters(model) : new Uint8Array(model.lenses.length),
    lensPriors: lensPriors(model),
  }
  bundleAdjust(problem, { lossScale: LOSS_SCALE, ...options })
  photos.forEach((p, c) => {
    model.poses.set(problem.poses.subarray(12 * c, 12 * c + 12), 12 * p)
  })
  chosen.forEach((point, i) => {
    model.points.set(problem.points.subarray(3 * i, 3 * i + 3), 3 * point)
  })
}

function freeLensParameters(model: SceneModel): Uint8Array {
  const photos = new Uint32Array(model.lenses.length / 3)
  for (let c = 0; c < model.placed.length; c++) if (model.placed[c]) photos[model.lensOf[c]]++
  return Uint8Array.from(model.lenses, (_, k) => {
    const needed = k % 3 === 0 ? PHOTOS_FOR_FOCAL : PHOTOS_FOR_DISTORTION
    return photos[Math.floor(k / 3)] >= needed ? 1 : 0
  })
}

function lensPriors(model: SceneModel): Float64Array {
  return Float64Array.from(
    model.groups.groups.flatMap(({ focalPx, guessed }) => {
      const sigma = focalPx * (guessed ? GUESSED_FOCAL_SIGMA : FOCAL_SIGMA)
      return [focalPx, 1 / sigma, 0, 1 / DISTORTION_SIGMA, 0, 1 / DISTORTION_SIGMA]
    }),
  )
}
