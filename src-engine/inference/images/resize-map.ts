import type { GrayImage } from '../../../src-shared/photo.ts'

/** A map of values at another size, bilinear between pixel centres, the border repeated. For enlarging, or shrinking to half at most. */
export function resizeMap(map: GrayImage, width: number, height: number): GrayImage {
  if (map.width === width && map.height === height) return map
  const columns = weights(map.width, width)
  const rows = weights(map.height, height)
  const data = new Float32Array(width * height)
  for (let y = 0; y < height; y++) {
    const top = rows.first[y] * map.width
    const bottom = Math.min(rows.first[y] + 1, map.height - 1) * map.width
    const down = rows.share[y]
    for (let x = 0; x < width; x++) {
      const left = columns.first[x]
      const right = Math.min(left + 1, map.width - 1)
      const across = columns.share[x]
      const above = map.data[top + left] * (1 - across) + map.data[top + right] * across
      const below = map.data[bottom + left] * (1 - across) + map.data[bottom + right] * across
      data[y * width + x] = above * (1 - down) + below * down
    }
  }
  return { width, height, data }
}

/** For each output cell the input cell before its centre, and how far it lies on the way to the next. */
function weights(from: number, to: number): { first: Int32Array; share: Float32Array } {
  const first = new Int32Array(to)
  const share = new Float32Array(to)
  for (let i = 0; i < to; i++) {
    const at = Math.min(Math.max(((i + 0.5) * from) / to - 0.5, 0), from - 1)
    first[i] = Math.floor(at)
    share[i] = at - first[i]
  }
  return { first, share }
}
