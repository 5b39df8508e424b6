import { type SplatCloud, shCoefficientCount } from '../../src-shared/splat-cloud.ts'

/** The cloud with spherical harmonics of at most that degree; the same cloud where it has no more. */
export function truncateHarmonics(cloud: SplatCloud, degree: SplatCloud['shDegree']): SplatCloud {
  return degree >= cloud.shDegree ? cloud : withHarmonicsDegree(cloud, degree)
}

/** The cloud with spherical harmonics of just that degree: higher bands are cut off, missing ones are zero. */
export function withHarmonicsDegree(cloud: SplatCloud, degree: SplatCloud['shDegree']): SplatCloud {
  if (degree === cloud.shDegree) return cloud
  const from = 3 * shCoefficientCount(cloud.shDegree)
  const to = 3 * shCoefficientCount(degree)
  const sh = new Float32Array(to * cloud.count)
  for (let i = 0; i < cloud.count; i++) sh.set(cloud.sh.subarray(from * i, from * i + Math.min(from, to)), to * i)
  return { ...cloud, shDegree: degree, sh }
}
