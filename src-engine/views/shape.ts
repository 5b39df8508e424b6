import type { RgbImage } from '../../src-shared/photo.ts'
import type { Surface } from '../mesh/marching-cubes.ts'

/** Where a shape's colours come from. */
type Paint =
  /** A picture, and each vertex's place in it, shares of its width and height from the top left: 2V. */
  | { readonly kind: 'picture'; readonly image: RgbImage; readonly uvs: Float32Array }
  /** 8-bit sRGB of each vertex: 3V. */
  | { readonly kind: 'vertices'; readonly colours: Uint8Array }

/** A closed, painted surface made from one photo, in the world frame. */
export interface Shape extends Surface {
  readonly paint: Paint
  /** 1 where the photo shows the vertex, 0 where it was guessed: V. */
  readonly observed: Uint8Array
}
