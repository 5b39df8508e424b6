import type { RgbImage } from '../../src-shared/photo.ts'
import type { Shape } from './shape.ts'

/** Writes the 8-bit sRGB colour of a point of the shape, as real numbers, into `out`. */
export type PaintAt = (triangle: number, second: number, third: number, out: Float32Array) => void

/** The shape's colour by triangle and the weights of its second and third corner. */
export function paintAt({ indices, paint }: Shape): PaintAt {
  const corners = (triangle: number) => [indices[3 * triangle], indices[3 * triangle + 1], indices[3 * triangle + 2]]
  if (paint.kind === 'vertices') {
    const { colours } = paint
    return (triangle, second, third, out) => {
      const [a, b, c] = corners(triangle)
      for (let k = 0; k < 3; k++)
        out[k] = colours[3 * a + k] * (1 - second - third) + colours[3 * b + k] * second + colours[3 * c + k] * third
    }
  }
  const { image, uvs } = paint
  return (triangle, second, third, out) => {
    const [a, b, c] = corners(triangle)
    const first = 1 - second - third
    const u = uvs[2 * a] * first + uvs[2 * b] * second + uvs[2 * c] * third
    const v = uvs[2 * a + 1] * first + uvs[2 * b + 1] * second + uvs[2 * c + 1] * third
    pixelAt(image, u * image.width, v * image.height, out)
  }
}

/** Bilinear colour at (x, y) pixels, centres at +0.5, edges held. */
function pixelAt({ width, height, data }: RgbImage, x: number, y: number, out: Float32Array): void {
  const u = Math.max(0, Math.min(width - 1, x - 0.5))
  const v = Math.max(0, Math.min(height - 1, y - 0.5))
  const [x0, y0] = [Math.floor(u), Math.floor(v)]
  const [x1, y1] = [Math.min(width - 1, x0 + 1), Math.min(height - 1, y0 + 1)]
  const [tx, ty] = [u - x0, v - y0]
  for (let k = 0; k < 3; k++) {
    const upper = data[3 * (y0 * width + x0) + k] * (1 - tx) + data[3 * (y0 * width + x1) + k] * tx
    const lower = data[3 * (y1 * width + x0) + k] * (1 - tx) + data[3 * (y1 * width + x1) + k] * tx
    out[k] = upper * (1 - ty) + lower * ty
  }
}
