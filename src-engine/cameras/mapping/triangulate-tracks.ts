import {
  makeTrackObservations,
  squaredReprojectionError,
  type TrackObservations,
  type TriangulationOptions,
  triangulateRobust,
} from '../triangulation.ts'
import { addPoint, keepPoints, type SceneModel } from './scene-model.ts'

/** Working memory for one model: observations of a track gathered, and which observation each is. */
export interface TriangulationScratch {
  readonly gathered: TrackObservations
  readonly observation: Uint32Array
}

export function makeTriangulationScratch(model: SceneModel): TriangulationScratch {
  const longest = model.placed.length
  return { gathered: makeTrackObservations(longest), observation: new Uint32Array(longest) }
}

const position = new Float64Array(3)

/**
 * Brings one track up to date: placed observations without a point join a point of the track that they agree with; of
 * those left, robust triangulation makes a new point (a track whose matches went astray can so hold several).
 * Returns how many observations found a point.
 */
function triangulateTrack(
  model: SceneModel,
  scratch: TriangulationScratch,
  track: number,
  options: TriangulationOptions,
): number {
  const { tracks, placed, pointOf } = model
  const { gathered, observation } = scratch
  const first = tracks.starts[track]
  const end = tracks.starts[track + 1]
  const cut = options.inlierPx * options.inlierPx
  let found = 0
  gathered.count = 0
  for (let m = first; m < end; m++) {
    const photo = tracks.photoOf[m]
    if (!placed[photo] || pointOf[m] >= 0) continue
    const x = tracks.pixels[2 * m]
    const y = tracks.pixels[2 * m + 1]
    let best = -1
    let bestError = cut
    for (let other = first; model.pointsOfTrack[track] > 0 && other < end; other++) {
      const point = pointOf[other]
      if (point < 0 || point === best) continue
      const error = squaredReprojectionError(model, photo, model.points, 3 * point, x, y)
      if (error > bestError) continue
      best = point
      bestError = error
    }
    if (best >= 0) {
      pointOf[m] = best
      found++
      continue
    }
    const i = gathered.count++
    observation[i] = m
    gathered.cameras[i] = photo
    gathered.pixels[2 * i] = x
    gathered.pixels[2 * i + 1] = y
  }
  if (gathered.count < 2) return found
  const agreeing = triangulateRobust(model, gathered, options, position)
  if (agreeing === 0) return found
  const point = addPoint(model, track, position[0], position[1], position[2])
  for (let i = 0; i < gathered.count; i++) if (gathered.inliers[i]) pointOf[observation[i]] = point
  return found + agreeing
}

/** Brings the tracks seen by one photo up to date. */
export function triangulatePhoto(
  model: SceneModel,
  scratch: TriangulationScratch,
  photo: number,
  options: TriangulationOptions,
): number {
  let found = 0
  for (const m of model.tracks.byPhoto[photo]) {
    found += triangulateTrack(model, scratch, model.tracks.trackOf[m], options)
  }
  return found
}

/** Brings all tracks up to date, after joining points of one track that by now agree. Returns observations won. */
export function retriangulate(model: SceneModel, scratch: TriangulationScratch, options: TriangulationOptions): number {
  mergePoints(model, scratch, options)
  let found = 0
  for (let t = 0; t < model.tracks.count; t++) found += triangulateTrack(model, scratch, t, options)
  return found
}

/** Where a track holds several points, one point of all their observations takes over if every one of them agrees. */
function mergePoints(model: SceneModel, scratch: TriangulationScratch, options: TriangulationOptions): void {
  const { tracks, pointOf, pointsOfTrack } = model
  const { gathered, observation } = scratch
  const before = model.pointCount
  const keep = new Uint8Array(2 * before).fill(1)
  let merged = false
  for (let t = 0; t < tracks.count; t++) {
    if (pointsOfTrack[t] < 2) continue
    gathered.count = 0
    for (let m = tracks.starts[t]; m < tracks.starts[t + 1]; m++) {
      if (pointOf[m] < 0) continue
      const i = gathered.count++
      observation[i] = m
      gathered.cameras[i] = tracks.photoOf[m]
      gathered.pixels[2 * i] = tracks.pixels[2 * m]
      gathered.pixels[2 * i + 1] = tracks.pixels[2 * m + 1]
    }
    if (triangulateRobust(model, gathered, options, position) < gathered.count) continue
    for (let i = 0; i < gathered.count; i++) keep[pointOf[observation[i]]] = 0
    const point = addPoint(model, t, position[0], position[1], position[2])
    for (let i = 0; i < gathered.count; i++) pointOf[observation[i]] = point
    merged = true
  }
  if (merged) keepPoints(model, keep)
}
