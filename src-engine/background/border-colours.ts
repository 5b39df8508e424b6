import type { LabImage } from './lab-image.ts'

/** Width of the frame of pixels that count as background, as a share of the shorter side. */
const FRAME_SHARE = 0.02
/** At most this many of its pixels are compared with. */
const SAMPLES = 200
/** The nearest colours up to this share of the frame are passed over: an object may touch the border. */
const PASSED_OVER = 0.03
/** A pixel across the picture counts as this much different (L*a*b* units): backgrounds change from side to side. */
const ACROSS = 12

/**
 * How little each pixel looks like the frame of the picture: the distance in L*a*b* and in place to the nearest of the
 * frame's pixels but a few.
 *
 * @returns L*a*b* units: width * height.
 */
export function distanceToBorderColours({ width, height, data }: LabImage): Float32Array {
  const frame = Math.max(1, Math.round(FRAME_SHARE * Math.min(width, height)))
  const places: number[] = []
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      if (x < frame || y < frame || x >= width - frame || y >= height - frame) places.push(y * width + x)
  const step = Math.max(1, places.length / SAMPLES)
  const chosen = Array.from({ length: Math.floor(places.length / step) }, (_, n) => places[Math.floor(n * step)])
  const rank = Math.floor(PASSED_OVER * chosen.length)
  const across = (ACROSS / Math.max(width, height)) ** 2
  // The smallest squares so far, in order.
  const nearest = new Float32Array(rank + 1)
  const result = new Float32Array(width * height)
  for (let i = 0; i < result.length; i++) {
    const [x, y] = [i % width, Math.floor(i / width)]
    nearest.fill(Number.POSITIVE_INFINITY)
    for (let n = 0; n < chosen.length; n++) {
      const j = chosen[n]
      const [dx, dy] = [x - (j % width), y - Math.floor(j / width)]
      const dl = data[3 * i] - data[3 * j]
      const da = data[3 * i + 1] - data[3 * j + 1]
      const db = data[3 * i + 2] - data[3 * j + 2]
      const square = dl * dl + da * da + db * db + across * (dx * dx + dy * dy)
      if (square >= nearest[rank]) continue
      let slot = rank
      for (; slot > 0 && nearest[slot - 1] > square; slot--) nearest[slot] = nearest[slot - 1]
      nearest[slot] = square
    }
    result[i] = Math.sqrt(nearest[rank])
  }
  return result
}
