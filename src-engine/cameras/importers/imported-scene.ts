import type { Camera } from '../../../src-shared/camera.ts'

/** A camera as a file describes it: our conventions, but in the file's own world frame and at the file's photo size. */
export interface ImportedView {
  /** The photo's name in the file, perhaps with folders, perhaps without extension. */
  readonly name: string
  /** The camera; files that do not give the photo's size take it from the photo. */
  readonly camera: (photo: { readonly width: number; readonly height: number }) => Camera
}

/** Triangulated points. Observations of point i are entries trackStarts[i] .. trackStarts[i + 1]. */
export interface ImportedPoints {
  readonly count: number
  /** x y z in the file's world frame: 3N. */
  readonly positions: Float64Array
  /** 8-bit sRGB: 3N. */
  readonly colors: Uint8Array
  readonly trackStarts: Uint32Array
  /** Index into `views`. */
  readonly observedBy: Uint32Array
  /** Pixel x y at the file's photo size: 2 per entry. */
  readonly observedAt: Float32Array
}

/** What an importer reads from a file, before it is matched to photos and taken to our world. */
export interface ImportedScene {
  readonly views: readonly ImportedView[]
  readonly points: ImportedPoints
}

export const NO_POINTS: ImportedPoints = {
  count: 0,
  positions: new Float64Array(0),
  colors: new Uint8Array(0),
  trackStarts: new Uint32Array(1),
  observedBy: new Uint32Array(0),
  observedAt: new Float32Array(0),
}
