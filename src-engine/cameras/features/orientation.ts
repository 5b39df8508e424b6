import type { Extremum } from './extrema.ts'
import type { Octave } from './scale-space.ts'

const BINS = 36
/** The histogram's Gaussian window and reach, in keypoint sigmas (Lowe 2004, section 5). */
const WINDOW_SIGMAS = 1.5
const REACH_SIGMAS = 4.5
const SECOND_PEAK = 0.8

const histogram = new Float64Array(BINS)
const smoothed = new Float64Array(BINS)

/**
 * Dominant gradient directions around an extremum, radians in [0, 2 pi), x right and y down: the highest peak of the
 * histogram and at most one other within 80 % of it. Writes to `out`, returns how many (0 on flat surroundings).
 */
export function dominantOrientations(octave: Octave, { x, y, level, sigma }: Extremum, out: Float64Array): number {
  collect(octave, octave.gaussians[Math.round(level)], x, y, sigma)
  smooth()
  let first = -1
  let second = -1
  for (let b = 0; b < BINS; b++) {
    if (!isPeak(b)) continue
    if (first < 0 || smoothed[b] > smoothed[first]) {
      second = first
      first = b
    } else if (second < 0 || smoothed[b] > smoothed[second]) second = b
  }
  if (first < 0) return 0
  out[0] = peakAngle(first)
  if (second < 0 || smoothed[second] < SECOND_PEAK * smoothed[first]) return 1
  out[1] = peakAngle(second)
  return 2
}

function collect({ width, height, stride }: Octave, image: Float32Array, x: number, y: number, sigma: number): void {
  histogram.fill(0)
  const reach = REACH_SIGMAS * sigma
  const falloff = -0.5 / (WINDOW_SIGMAS * sigma) ** 2
  const top = Math.max(1, Math.ceil(y - reach))
  const bottom = Math.min(height - 2, Math.floor(y + reach))
  const left = Math.max(1, Math.ceil(x - reach))
  const right = Math.min(width - 2, Math.floor(x + reach))
  for (let row = top; row <= bottom; row++) {
    for (let column = left; column <= right; column++) {
      const squared = (column - x) ** 2 + (row - y) ** 2
      if (squared > reach * reach) continue
      const at = row * stride + column
      const gx = image[at + 1] - image[at - 1]
      const gy = image[at + stride] - image[at - stride]
      const weight = Math.exp(falloff * squared) * Math.sqrt(gx * gx + gy * gy)
      // Shared between the two nearest bins, so that the peak does not jump with noise.
      const position = (Math.atan2(gy, gx) / (2 * Math.PI)) * BINS + BINS - 0.5
      const bin = Math.floor(position)
      const part = position - bin
      histogram[bin % BINS] += weight * (1 - part)
      histogram[(bin + 1) % BINS] += weight * part
    }
  }
}

/** Three passes of a circular three-tap mean. */
function smooth(): void {
  smoothed.set(histogram)
  for (let pass = 0; pass < 3; pass++) {
    const first = smoothed[0]
    let previous = smoothed[BINS - 1]
    for (let b = 0; b < BINS; b++) {
      const here = smoothed[b]
      smoothed[b] = (previous + here + (b + 1 < BINS ? smoothed[b + 1] : first)) / 3
      previous = here
    }
  }
}

function isPeak(b: number): boolean {
  return smoothed[b] > smoothed[(b + BINS - 1) % BINS] && smoothed[b] > smoothed[(b + 1) % BINS]
}

/** Vertex of the parabola through a peak and its neighbours. Bin b holds directions around (b + 0.5) / BINS turns. */
function peakAngle(b: number): number {
  const before = smoothed[(b + BINS - 1) % BINS]
  const after = smoothed[(b + 1) % BINS]
  const offset = (0.5 * (before - after)) / (before + after - 2 * smoothed[b])
  return (((b + 0.5 + offset) / BINS + 1) % 1) * 2 * Math.PI
}
