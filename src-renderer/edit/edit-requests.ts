import type { Transform, Volume } from '../../src-shared/edits.ts'
import type { ScreenView } from './project-centres.ts'
import type { ScreenShape } from './screen-shape.ts'

/** What a new pick does to the selection there is. */
export type SelectMode = 'replace' | 'add' | 'subtract'

/** A way of choosing splats; only those that can be seen (not deleted, cropped or hidden) are ever chosen. */
export type Pick =
  /** Those whose centre lies within the shape; with `front` only those that no other splat hides. */
  | { readonly by: 'screen'; readonly shape: ScreenShape; readonly view: ScreenView; readonly front: boolean }
  | { readonly by: 'volume'; readonly volume: Volume }
  /** Opacity below this, 0 to 1. */
  | { readonly by: 'opacity'; readonly below: number }
  /** Longest standard deviation above so many typical ones. */
  | { readonly by: 'size'; readonly above: number }
  /** Of about the mean colour of those that are selected; 0 to 1 a channel. */
  | { readonly by: 'colour'; readonly tolerance: number }
  | { readonly by: 'all' }
  | { readonly by: 'none' }
  | { readonly by: 'invert' }
  | { readonly by: 'grow' }
  | { readonly by: 'shrink' }
  | { readonly by: 'floaters'; readonly strength: number }

/** The next bit of a brush stroke. */
export interface Paint {
  /** The first bit: sets the view, which then stays, and forgets the stroke before. */
  readonly begin: { readonly view: ScreenView; readonly front: boolean; readonly mode: SelectMode } | null
  /** x y pairs, from the last point of the bit before on. */
  readonly points: readonly number[]
  readonly radius: number
}

/** A splat's mark, for drawing. */
export const FLAG_GONE = 1
export const FLAG_SELECTED = 2
export const FLAG_FLOATER = 4

/** What the edits so far come to. */
export interface EditView {
  /** Flags of each splat, one byte; room for `packedCapacity(count)`. */
  readonly flags: Uint8Array<ArrayBuffer>
  readonly selected: number
  readonly deleted: number
  readonly hidden: number
  /** Neither deleted nor cropped. */
  readonly left: number
  readonly crop: Volume | null
  readonly transform: Transform
}
