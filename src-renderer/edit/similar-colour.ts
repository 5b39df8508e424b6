import { SH_C0, type SplatCloud, shCoefficientCount } from '../../src-shared/splat-cloud.ts'

/**
 * 1 for each splat of `candidates` whose base colour is within `tolerance` of the mean base colour of `like`: N.
 * Distance in display sRGB, 0 to 1 a channel. None where `like` is empty.
 */
export function similarColour(
  cloud: SplatCloud,
  like: Uint8Array,
  candidates: Uint8Array,
  tolerance: number,
): Uint8Array {
  const stride = 3 * shCoefficientCount(cloud.shDegree)
  const mean = [0, 0, 0]
  let number = 0
  for (let i = 0; i < cloud.count; i++) {
    if (!like[i]) continue
    number++
    for (let c = 0; c < 3; c++) mean[c] += cloud.sh[i * stride + c]
  }
  const similar = new Uint8Array(cloud.count)
  if (number === 0) return similar
  // Distances between the constant coefficients are those between the colours but for one factor.
  const squared = (tolerance / SH_C0) ** 2
  const [r, g, b] = mean.map((sum) => sum / number)
  for (let i = 0; i < cloud.count; i++) {
    const at = i * stride
    const distance = (cloud.sh[at] - r) ** 2 + (cloud.sh[at + 1] - g) ** 2 + (cloud.sh[at + 2] - b) ** 2
    if (candidates[i] && distance <= squared) similar[i] = 1
  }
  return similar
}
