import type { Camera } from '../../src-shared/camera.ts'

/** The features of one photo. */
export interface FeatureSet {
  /** Size of the photo the coordinates refer to (the full photo, whatever the detection resolution). */
  readonly width: number
  readonly height: number
  readonly count: number
  /** x, y (pixels of the full photo, pixel centres at +0.5), scale (pixels, standard deviation), orientation (radians): 4N. */
  readonly keypoints: Float32Array
  /** 128 bytes a feature, RootSIFT quantised to 0..255: 128N. */
  readonly descriptors: Uint8Array
  /** 8-bit sRGB of the pixel under the feature: 3N. */
  readonly colors: Uint8Array
}

/** Feature matches of two photos that agree with one two-view geometry. `a` < `b` index the photo list. */
export interface PairMatches {
  readonly a: number
  readonly b: number
  /** Feature index in a, feature index in b: 2M. */
  readonly matches: Uint32Array
  /** `general`: an epipolar geometry with parallax; `planar`: also explained by one homography; `rotation`: no parallax. */
  readonly geometry: 'general' | 'planar' | 'rotation'
}

/** Triangulated points. Observations of point i are entries trackStarts[i] .. trackStarts[i + 1]. */
export interface SparsePoints {
  readonly count: number
  /** World x y z: 3N. */
  readonly positions: Float64Array
  /** 8-bit sRGB: 3N. */
  readonly colors: Uint8Array
  /** Mean reprojection error in pixels: N. */
  readonly errors: Float32Array
  /** N + 1 offsets into the observation arrays. */
  readonly trackStarts: Uint32Array
  /** Index into `CameraSolution.cameras`. */
  readonly observedBy: Uint32Array
  /** Pixel x y of each observation: 2 per entry. */
  readonly observedAt: Float32Array
}

/** The similarity that took the solver's or importer's frame to the world: x_world = scale * R x + t. */
export interface Similarity {
  readonly scale: number
  /** 3x3 row-major. */
  readonly rotation: readonly number[]
  readonly translation: readonly number[]
}

/** Where the photos were taken, in the world frame (+Y up, origin at the object, object about one unit in radius). */
export interface CameraSolution {
  readonly cameras: readonly Camera[]
  readonly points: SparsePoints
  /** Mean over all observations, pixels. */
  readonly reprojectionErrorPx: number
  /** Photos that could not be placed. */
  readonly unplaced: readonly { readonly file: string; readonly reason: string }[]
  readonly toWorld: Similarity
}
