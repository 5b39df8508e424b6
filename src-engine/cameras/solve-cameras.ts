import type { Photo } from '../../src-shared/photo.ts'
import type { ProgressListener } from '../../src-shared/progress.ts'
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
  const { onProgress, onPartial } = options
  const part = (from: number, to: number): ProgressListener => {
    return (fraction, detail) => onProgress?.(from + (to - from) * fraction, detail)
  }
  const features = await detectFeatures(photos, { ...options, onProgress: part(0, FEATURES_END) })
  const pairs = await matchFeatures(
    features,
    photos.map(({ focalPx }) => focalPx),
    { ...options, onProgress: part(FEATURES_END, MATCHING_END) },
  )
  const inFrame = provisionalFrames()
  const solution = await mapCameras(photos, features, pairs, {
    ...options,
    onProgress: part(MATCHING_END, 1),
    onPartial: onPartial && ((partial) => onPartial(inFrame(partial))),
  })
  return worldFrame(solution)
}
