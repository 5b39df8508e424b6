import type { PhotoPixels, Visibility } from './visibility.ts'

/** All that baking threads share. Surface arrays are the closed surface's; `uvs`, `source`, `corners` the unwrapped one's. */
export interface BakeScene {
  readonly positions: Float32Array
  readonly normals: Float32Array
  readonly indices: Uint32Array
  readonly uvs: Float32Array
  /** Vertex of the closed surface for each unwrapped vertex. */
  readonly source: Uint32Array
  /** Three unwrapped vertices a triangle. */
  readonly corners: Uint32Array
  readonly views: readonly (Visibility & PhotoPixels)[]
  /** World units: a larger step in depth is an outline. */
  readonly jump: number
  /** World units a point may lie behind a depth buffer and still count as seen. */
  readonly slack: number
  /** The weight (see `weighView`) of a square, clear look from the median distance. */
  readonly fullWeight: number
  /** Samples of the closed surface's vertices, see `PointColours`, and how little the photo varies around each. */
  readonly colours: Float32Array
  readonly weights: Float32Array
  readonly confidence: Float32Array
  /** One factor a view and channel. */
  readonly gains: Float32Array
  /** Colour of each closed vertex by all photos: R G B weight. */
  readonly consensus: Float32Array
  /** Correction of view v at closed vertex p: 3 * (v * vertices + p). */
  readonly corrections: Int8Array
  /** Neighbours of the closed surface's vertices. */
  readonly starts: Uint32Array
  readonly neighbours: Uint32Array
  /** The texture, 3 * size * size, and where charts have written, size * size. */
  readonly size: number
  readonly rgb: Uint8Array
  readonly covered: Uint8Array
}
