import type { GrayImage } from '../../../src-shared/photo.ts'
import { DESCRIPTOR_LENGTH, writeDescriptor } from './descriptor.ts'
import { type Extremum, findExtrema } from './extrema.ts'
import { dominantOrientations } from './orientation.ts'
import { rankExtrema } from './rank-extrema.ts'
import { recentre } from './recentre.ts'
import { createScaleSpaceBuilder, type ScaleSpace } from './scale-space.ts'

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
  const found = orientBest(space, rankExtrema(space, findExtrema(space, MIN_CONTRAST)), maxFeatures)
  const scale = ({ extremum }: Oriented) => extremum.sigma * space.octaves[extremum.octave].step
  // Coarse to fine, so that the first few hundred are the ones that survive the largest changes of distance.
  found.sort((a, b) => scale(b) - scale(a))
  const keypoints = new Float32Array(4 * found.length)
  const descriptors = new Uint8Array(DESCRIPTOR_LENGTH * found.length)
  found.forEach(({ extremum, orientation }, i) => {
    const octave = space.octaves[extremum.octave]
    keypoints[4 * i] = (extremum.x * octave.step + 0.5) * space.basePixel
    keypoints[4 * i + 1] = (extremum.y * octave.step + 0.5) * space.basePixel
    keypoints[4 * i + 2] = extremum.sigma * octave.step * space.basePixel
    keypoints[4 * i + 3] = orientation
    writeDescriptor(octave, extremum, orientation, descriptors, DESCRIPTOR_LENGTH * i)
  })
  return { count: found.length, keypoints, descriptors }
}

interface Oriented {
  readonly extremum: Extremum
  readonly orientation: number
}

/** Exact places and orientations of the best extrema. A blob with two orientations gives two features in a row. */
function orientBest({ octaves }: ScaleSpace, ranked: readonly Extremum[], maxFeatures: number): Oriented[] {
  const found: Oriented[] = []
  for (const rough of ranked) {
    if (found.length >= maxFeatures) break
    const octave = octaves[rough.octave]
    const extremum = recentre(octave, rough)
    const peaks = Math.min(dominantOrientations(octave, extremum, orientations), maxFeatures - found.length)
    for (let p = 0; p < peaks; p++) found.push({ extremum, orientation: orientations[p] })
  }
  return found
}
