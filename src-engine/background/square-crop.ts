import type { GrayImage, RgbImage } from '../../src-shared/photo.ts'
import { fillTexture } from '../mesh/fill-texture.ts'
import { areaResize } from '../photos/area-resize.ts'

/** Room on each side as a share of the object's longer side, and the largest picture, pixels (the original's figures). */
const PADDING = 0.1
const LARGEST = 512
/** Pixels less covered than this hold some of the background's colour; theirs is pulled in from the object. */
const PURE = 0.98
/** Rings in which colours are carried outwards pixel by pixel; beyond, they spread out smoothly. */
const RINGS = 6
/** Covered less than this, a pixel does not count towards the object's box. */
const SEEN = 0.5

/** A square of the photo; it may reach beyond the photo's edges. Pixels of the photo, top left corner. */
export interface Square {
  readonly x: number
  readonly y: number
  readonly side: number
}

/** The object alone: colours without a trace of the background, straight (not multiplied by alpha), and the alpha. */
export interface ObjectPicture {
  readonly image: RgbImage
  /** 0..1: width * height. */
  readonly alpha: Float32Array
}

/** The square around the object of a matte, with room around it; null when there is no object. */
export function squareAround({ width, height, data }: GrayImage): Square | null {
  let [left, right, top, bottom] = [width, -1, height, -1]
  for (let i = 0; i < data.length; i++) {
    if (data[i] < SEEN) continue
    const [x, y] = [i % width, Math.floor(i / width)]
    left = Math.min(left, x)
    right = Math.max(right, x)
    top = Math.min(top, y)
    bottom = Math.max(bottom, y)
  }
  if (right < 0) return null
  const longer = Math.max(right + 1 - left, bottom + 1 - top)
  const side = Math.ceil(longer * (1 + 2 * PADDING))
  return { x: Math.floor((left + right + 1 - side) / 2), y: Math.floor((top + bottom + 1 - side) / 2), side }
}

/** Cuts the square out of the photo and shrinks it to at most 512 x 512 pixels. */
export function cropSquare(photo: RgbImage, matte: GrayImage, { x: left, y: top, side }: Square): ObjectPicture {
  const rgb = new Uint8Array(3 * side * side)
  const alpha = new Uint8Array(3 * side * side)
  const pure = new Uint8Array(side * side)
  for (let y = Math.max(0, -top); y < Math.min(side, photo.height - top); y++)
    for (let x = Math.max(0, -left); x < Math.min(side, photo.width - left); x++) {
      const from = (y + top) * photo.width + x + left
      const to = y * side + x
      for (let c = 0; c < 3; c++) rgb[3 * to + c] = photo.data[3 * from + c]
      alpha.fill(Math.round(255 * matte.data[from]), 3 * to, 3 * to + 3)
      pure[to] = matte.data[from] > PURE ? 1 : 0
    }
  if (pure.includes(1)) fillTexture(rgb, pure, side, RINGS)
  const size = Math.min(side, LARGEST)
  const cover = areaResize({ width: side, height: side, data: alpha }, size, size).data
  return {
    image: areaResize({ width: side, height: side, data: rgb }, size, size),
    alpha: Float32Array.from({ length: size * size }, (_, i) => cover[3 * i] / 255),
  }
}
