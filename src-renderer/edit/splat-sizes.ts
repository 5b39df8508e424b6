import type { SplatCloud } from '../../src-shared/splat-cloud.ts'

/** Sizes of N splats, in the splat frame. */
export interface SplatSizes {
  /** Middle one of the three standard deviations: of a disc its radius, of a needle its thickness. */
  readonly middle: Float32Array
  readonly typicalMiddle: number
  /** Median of the longest deviation. */
  readonly typicalLongest: number
}

export function splatSizes({ count, logScales }: SplatCloud): SplatSizes {
  const middle = new Float32Array(count)
  const longest = new Float32Array(count)
  for (let i = 0; i < count; i++) {
    const [a, b, c] = [logScales[3 * i], logScales[3 * i + 1], logScales[3 * i + 2]]
    const most = Math.max(a, b, c)
    longest[i] = Math.exp(most)
    middle[i] = Math.exp(a + b + c - most - Math.min(a, b, c))
  }
  return { middle, typicalMiddle: medianOf(middle), typicalLongest: medianOf(longest) }
}

/** Enough for a median; sorting a million takes a second. */
const SAMPLES = 50_000

function medianOf(values: Float32Array): number {
  const step = Math.max(1, Math.floor(values.length / SAMPLES))
  const sample = values.filter((_, i) => i % step === 0).sort()
  return sample[sample.length >> 1] ?? 0
}
