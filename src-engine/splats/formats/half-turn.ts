import { type SplatCloud, shCoefficientCount } from '../../../src-shared/splat-cloud.ts'

/**
 * The cloud turned by 180 degrees about z, (x, y, z) -> (-x, -y, z): between our world (+Y up) and the frame of splat
 * files (y down). It is a rotation, not a mirroring, its own inverse, and exact: signs change and quaternion components
 * swap places, nothing is rounded. Quaternions come out with w >= 0.
 */
export function halfTurnAboutZ(cloud: SplatCloud): SplatCloud {
  const { count, shDegree } = cloud
  const positions = cloud.positions.slice()
  const rotations = new Float32Array(4 * count)
  const sh = cloud.sh.slice()
  const coefficients = shCoefficientCount(shDegree)
  for (let i = 0; i < count; i++) {
    positions[3 * i] *= -1
    positions[3 * i + 1] *= -1
    const q = 4 * i
    const z = cloud.rotations[q + 3]
    // (0, 0, 0, 1) * (w, x, y, z) = (-z, -y, x, w); a quaternion and its negative are one rotation.
    const sign = z > 0 ? -1 : 1
    rotations[q] = -sign * z
    rotations[q + 1] = -sign * cloud.rotations[q + 2]
    rotations[q + 2] = sign * cloud.rotations[q + 1]
    rotations[q + 3] = sign * cloud.rotations[q]
    // The basis function (l, m) stands at k = l (l + 1) + m and is multiplied by (-1)^m; l (l + 1) is even.
    for (let k = 1; k < coefficients; k += 2) {
      const p = 3 * (i * coefficients + k)
      sh[p] *= -1
      sh[p + 1] *= -1
      sh[p + 2] *= -1
    }
  }
  return { ...cloud, positions, rotations, sh }
}
