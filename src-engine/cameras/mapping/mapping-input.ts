import type { Photo } from '../../../src-shared/photo.ts'
import type { PairMatches } from '../types.ts'

/** What the mapper needs to know of the photos, their features and their matches; crosses to the worker thread. */
export interface MappingInput {
  readonly photos: readonly MappedPhoto[]
  /** Per photo: x y (pixels), scale (pixels), orientation of each feature, 4N. */
  readonly keypoints: readonly Float32Array[]
  readonly pairs: readonly PairMatches[]
  readonly seed: number
}

export type MappedPhoto = Pick<Photo, 'width' | 'height' | 'focalPx' | 'focalSource' | 'cameraModel'>
