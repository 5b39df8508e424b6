import { type SplatCloud, shCoefficientCount } from '../../src-shared/splat-cloud.ts'

/** The cloud with spherical harmonics of at most that degree; the same cloud where it has no more. */
export function truncateHarmonics(cloud: SplatCloud, degree: SplatCloud['shDegree']): SplatCloud {
  if (degree >= cloud.shDegree) return cloud
  const from = 3 * shCoefficientCount(cloud.shDegree)
  const to = 3 * shCoefficientCount(degree)
  const sh = new Float32Array(to * cloud.count)
  for (let i = 0; i < cloud.count; i++) sh.set(cloud.sh.subarray(from * i, from * i + to), to * i)
  return { ...cloud, shDegree: degree, sh }
}
