import type { RgbImage } from '../../src-shared/photo.ts'
import { softEdge } from '../background/soft-edge.ts'

/** A channel may differ this much (8 bit) from the backdrop: noise of generated pictures and of JPEG. */
const TOLERANCE = 10

/**
 * The alpha of an object on a plain backdrop: what is joined to the picture's border and has its colour (the median of
 * the border's) is backdrop; an object of nearly that colour stays, as long as its outline can be seen.
 */
export function alphaOnPlain(image: RgbImage): Float32Array {
  const { width, height, data } = image
  const border: number[] = []
  for (let x = 0; x < width; x++) border.push(x, (height - 1) * width + x)
  for (let y = 0; y < height; y++) border.push(y * width, y * width + width - 1)
  const backdrop = [0, 1, 2].map((c) => border.map((i) => data[3 * i + c]).sort((a, b) => a - b)[border.length >> 1])
  const plain = (i: number) => backdrop.every((value, c) => Math.abs(data[3 * i + c] - value) <= TOLERANCE)
  const mask = new Uint8Array(width * height).fill(1)
  const stack = border.filter(plain)
  for (const i of stack) mask[i] = 0
  for (let i = stack.pop(); i !== undefined; i = stack.pop()) {
    const [x, y] = [i % width, Math.floor(i / width)]
    const step = (n: number, within: boolean) => {
      if (!within || mask[n] === 0 || !plain(n)) return
      mask[n] = 0
      stack.push(n)
    }
    step(i - 1, x > 0)
    step(i + 1, x < width - 1)
    step(i - width, y > 0)
    step(i + width, y < height - 1)
  }
  return softEdge(image, mask)
}
