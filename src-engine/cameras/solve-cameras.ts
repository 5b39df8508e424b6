import type { Photo } from '../../src-shared/photo.ts'
import { partOf } from '../../src-shared/progress.ts'
import { detectFeatures } from './features/detect-features.ts'
import { type MapCamerasOptions, mapCameras } from './mapping/map-cameras.ts'
import { matchFeatures } from './matching/match-features.ts'
import type { CameraSolution } from './types.ts'
import { provisionalFrames } from './world-frame/provisional-frame.ts'
import { worldFrame } from './world-frame/world-frame.ts'

/** Where in the whole each step ends; matching takes about half of the time. */
const FEATURES_END = 0.3
const MATCHING_END = 0.85

/**
 * Where the photos were taken, from the photos alone: features, matches, incremental mapping, world frame. Photos that
 * could not be placed are listed in the result; `onPartial` is given provisional world frames. Throws `no_overlap` where fewer than three can be placed,
 * `photo_unreadable`, `cancelled`.
 */
export async function solveCameras(photos: readonly Photo[], options: MapCamerasOptions = {}): Promise<CameraSolution> {
  const { onPartial } = options
  const features = await detectFeatures(photos, partOf(options, 0, FEATURES_END))
  const pairs = await matchFeatures(
    features,
    photos.map(({ focalPx }) => focalPx),
    partOf(options, FEATURES_END, MATCHING_END),
  )
  const inFrame = provisionalFrames()
  const solution = await mapCameras(photos, features, pairs, {
    ...partOf(options, MATCHING_END, 1),
    onPartial: onPartial && ((partial) => onPartial(inFrame(partial))),
  })
  return worldFrame(solution)
}
