import type { GrayImage } from '../../../src-shared/photo.ts'
import { DESCRIPTOR_LENGTH, writeDescriptor } from './descriptor.ts'
import { findExtrema } from './extrema.ts'
import { dominantOrientations } from './orientation.ts'
import { recentre } from './recentre.ts'
import { createScaleSpaceBuilder } from './scale-space.ts'
import { selectExtrema } from './select-extrema.ts'

/** Features in pixels of the given image: x, y (pixel centres at +0.5), sigma, orientation; coarse to fine. */
export interface SiftFeatures {
  readonly count: number
  readonly keypoints: Float32Array
  readonly descriptors: Uint8Array
}

export interface SiftOptions {
  readonly maxFeatures: number
  /** Start at twice the image's resolution. */
  readonly enlarge: boolean
}

/**
 * Least contrast of a feature, of 0..1 luma. A third of what is usual, so that photos of plain, evenly lit objects still
 * give features; in textured photos the selection of the strongest leaves the weak ones out.
 */
const MIN_CONTRAST = 0.0023

let buildScaleSpace: ReturnType<typeof createScaleSpaceBuilder> | undefined
const orientations = new Float64Array(2)

/** Scale-invariant features (D. Lowe, "Distinctive image features from scale-invariant keypoints", 2004) with RootSIFT. */
export function sift(image: GrayImage, { maxFeatures, enlarge }: SiftOptions): SiftFeatures {
  buildScaleSpace ??= createScaleSpaceBuilder()
  const space = buildScaleSpace(image, enlarge)
  const selected = selectExtrema(space, findExtrema(space, MIN_CONTRAST), maxFeatures)
  const keypoints = new Float32Array(4 * 2 * selected.length)
  const descriptors = new Uint8Array(DESCRIPTOR_LENGTH * 2 * selected.length)
  let count = 0
  for (const found of selected) {
    const octave = space.octaves[found.octave]
    const extremum = recentre(octave, found)
    const peaks = dominantOrientations(octave, extremum, orientations)
    for (let p = 0; p < peaks && count < maxFeatures; p++) {
      keypoints[4 * count] = (extremum.x * octave.step + 0.5) * space.basePixel
      keypoints[4 * count + 1] = (extremum.y * octave.step + 0.5) * space.basePixel
      keypoints[4 * count + 2] = extremum.sigma * octave.step * space.basePixel
      keypoints[4 * count + 3] = orientations[p]
      writeDescriptor(octave, extremum, orientations[p], descriptors, DESCRIPTOR_LENGTH * count)
      count++
    }
  }
  return {
    count,
    keypoints: keypoints.slice(0, 4 * count),
    descriptors: descriptors.slice(0, DESCRIPTOR_LENGTH * count),
  }
}
