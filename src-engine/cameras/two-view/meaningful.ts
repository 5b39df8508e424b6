/**
 * How surely `inliers` of `count` correspondences agree with an epipolar geometry by more than chance: log10 of the
 * expected number of equally good geometries among random matches (a-contrario model, Moisan and Stival 2004). Below
 * zero is better than chance. `chance` is the probability that a random match lies within the inlier threshold,
 * `sampleSize` the number of matches that fix a geometry.
 */
export function logFalseAlarms(inliers: number, count: number, sampleSize: number, chance: number): number {
  return (
    Math.log10(count - sampleSize + 1) +
    logChoose(count, inliers) +
    logChoose(inliers, sampleSize) +
    (inliers - sampleSize) * Math.log10(chance)
  )
}

function logChoose(n: number, k: number): number {
  let sum = 0
  for (let i = 1; i <= Math.min(k, n - k); i++) sum += Math.log10((n + 1 - i) / i)
  return sum
}
