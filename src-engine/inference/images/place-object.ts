import type { GrayImage, RgbImage } from '../../../src-shared/photo.ts'

/** A photo and the opacity of its object, 0..1, in one size. */
export interface CutOut {
  readonly image: RgbImage
  readonly matte: GrayImage
}

/** The square of the photo that a network was shown, in the photo's pixels; it may reach beyond the photo. */
export interface Placement {
  readonly left: number
  readonly top: number
  readonly side: number
}

export interface PlacedObject {
  readonly image: RgbImage
  readonly placement: Placement
}

/** Opacity from which a pixel counts as the object's when its extent is measured. */
const SEEN = 0.1

/**
 * Lays the object over a plain backdrop (sRGB, 0..1), in the middle of a square of which its longer side takes
 * `objectShare`. Where the matte is empty the whole photo counts as the object.
 */
export function placeObject(
  { image, matte }: CutOut,
  backdrop: readonly [number, number, number],
  objectShare: number,
): PlacedObject {
  const box = extentOf(matte)
  const side = Math.round(Math.max(box.right - box.left, box.bottom - box.top) / objectShare)
  const left = Math.round((box.left + box.right - side) / 2)
  const top = Math.round((box.top + box.bottom - side) / 2)
  const data = new Uint8Array(3 * side * side)
  for (let y = 0; y < side; y++) {
    for (let x = 0; x < side; x++) {
      const from = inside(image, left + x, top + y)
      const opacity = from < 0 ? 0 : box.empty ? 1 : matte.data[from]
      for (let c = 0; c < 3; c++) {
        const colour = from < 0 ? 0 : image.data[3 * from + c]
        data[3 * (y * side + x) + c] = opacity * colour + (1 - opacity) * 255 * backdrop[c] + 0.5
      }
    }
  }
  return { image: { width: side, height: side, data }, placement: { left, top, side } }
}

function inside({ width, height }: RgbImage, x: number, y: number): number {
  return x >= 0 && y >= 0 && x < width && y < height ? y * width + x : -1
}

/** The smallest rectangle around all that is seen; right and bottom are the first beyond it. */
function extentOf({ width, height, data }: GrayImage) {
  let [left, top, right, bottom] = [width, height, 0, 0]
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if (data[y * width + x] < SEEN) continue
      left = Math.min(left, x)
      right = Math.max(right, x + 1)
      top = Math.min(top, y)
      bottom = y + 1
    }
  }
  return right > 0
    ? { left, top, right, bottom, empty: false }
    : { left: 0, top: 0, right: width, bottom: height, empty: true }
}
