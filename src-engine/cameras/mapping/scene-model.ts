import type { PosedCameras } from '../triangulation.ts'
import type { LensGroups } from './lens-groups.ts'
import type { MappingInput } from './mapping-input.ts'
import type { Tracks } from './tracks.ts'

/**
 * A scene in the making: which photos are placed and which tracks are triangulated. The frame is the mapper's own: the
 * first photo of the initial pair at the origin, its distance to the second one unit at first.
 */
export interface SceneModel extends PosedCameras {
  readonly tracks: Tracks
  readonly groups: LensGroups
  /** 1 where the photo is placed. */
  readonly placed: Uint8Array
  placedCount: number
  /** Point that each observation belongs to, -1 for none. */
  readonly pointOf: Int32Array
  /** Points that each track has: more than one where its observations disagree. */
  readonly pointsOfTrack: Uint8Array
  /** World x y z of each point, room for more than `pointCount`. */
  points: Float64Array
  /** Track of each point. */
  readonly trackOfPoint: number[]
  pointCount: number
  /** What one pixel is taken for when features are no finer than that: grows with photos beyond 1600 pixels. */
  readonly unitPx: number
}

/** Longer side, in pixels, up to which features are about as exact as the pixels are fine. */
const FINE_EDGE = 1600

/** A model with no photo placed; `focalPx` is the starting focal length of each lens group. */
export function emptyModel(
  input: MappingInput,
  tracks: Tracks,
  groups: LensGroups,
  focalPx: readonly number[],
): SceneModel {
  const { photos } = input
  const edges = photos.map(({ width, height }) => Math.max(width, height)).sort((a, b) => a - b)
  return {
    tracks,
    groups,
    poses: new Float64Array(12 * photos.length),
    lenses: Float64Array.from(focalPx.flatMap((f) => [f, 0, 0])),
    lensOf: groups.lensOf,
    principalPoints: Float64Array.from(photos.flatMap(({ width, height }) => [width / 2, height / 2])),
    placed: new Uint8Array(photos.length),
    placedCount: 0,
    pointOf: new Int32Array(tracks.photoOf.length).fill(-1),
    pointsOfTrack: new Uint8Array(tracks.count),
    points: new Float64Array(3 * 1024),
    trackOfPoint: [],
    pointCount: 0,
    unitPx: Math.max(1, edges[edges.length >> 1] / FINE_EDGE),
  }
}

/** Places a photo: world to camera, 12 numbers. */
export function placePhoto(model: SceneModel, photo: number, pose: ArrayLike<number>): void {
  model.poses.set(pose, 12 * photo)
  if (!model.placed[photo]) model.placedCount++
  model.placed[photo] = 1
}

/** Adds a point to a track and returns its number; the caller assigns the observations. */
export function addPoint(model: SceneModel, track: number, x: number, y: number, z: number): number {
  const point = model.pointCount++
  if (3 * model.pointCount > model.points.length) {
    const grown = new Float64Array(2 * model.points.length)
    grown.set(model.points)
    model.points = grown
  }
  model.points[3 * point] = x
  model.points[3 * point + 1] = y
  model.points[3 * point + 2] = z
  model.trackOfPoint[point] = track
  model.pointsOfTrack[track]++
  return point
}

/** Removes the points that `keep` does not hold, frees their observations and renumbers the rest. */
export function keepPoints(model: SceneModel, keep: Uint8Array): void {
  const { points, trackOfPoint, pointsOfTrack, pointOf } = model
  const renumbered = new Int32Array(model.pointCount).fill(-1)
  let count = 0
  for (let i = 0; i < model.pointCount; i++) {
    if (!keep[i]) {
      pointsOfTrack[trackOfPoint[i]]--
      continue
    }
    renumbered[i] = count
    trackOfPoint[count] = trackOfPoint[i]
    points.copyWithin(3 * count, 3 * i, 3 * i + 3)
    count++
  }
  trackOfPoint.length = count
  model.pointCount = count
  for (let m = 0; m < pointOf.length; m++) if (pointOf[m] >= 0) pointOf[m] = renumbered[pointOf[m]]
}
