import { type SplatCloud, shCoefficientCount } from '../../../src-shared/splat-cloud.ts'

/**
 * What the turn does to each spherical-harmonics basis function, in the order of the 3DGS reference: y and z change
 * sign, so a function is multiplied by -1 to the power of its degree in y plus its degree in z.
 */
const SH_SIGNS = [
  1, // 1
  ...[-1, -1, 1], // y, z, x
  ...[-1, 1, 1, -1, 1], // xy, yz, 2zz-xx-yy, xz, xx-yy
  ...[-1, 1, -1, -1, 1, -1, 1], // y(3xx-yy), xyz, y(4zz-xx-yy), z(2zz-3xx-3yy), x(4zz-xx-yy), z(xx-yy), x(xx-3yy)
]

/**
 * The cloud turned by 180 degrees about x, (x, y, z) -> (x, -y, -z): between our world (x right, +y up, z towards the
 * viewer) and the frame of splat files (x right, y down, z forward). It is a rotation, not a mirroring, its own
 * inverse, and exact: only signs change.
 */
export function halfTurnAboutX(cloud: SplatCloud): SplatCloud {
  const { count, shDegree } = cloud
  const positions = cloud.positions.slice()
  const rotations = cloud.rotations.slice()
  const sh = cloud.sh.slice()
  const coefficients = shCoefficientCount(shDegree)
  for (let i = 0; i < count; i++) {
    positions[3 * i + 1] *= -1
    positions[3 * i + 2] *= -1
    // D q D with D = (0, 1, 0, 0): the splat is turned in space and, which changes nothing in an ellipsoid, in itself.
    rotations[4 * i + 2] *= -1
    rotations[4 * i + 3] *= -1
    for (let k = 1; k < coefficients; k++) {
      if (SH_SIGNS[k] > 0) continue
      const p = 3 * (i * coefficients + k)
      sh[p] *= -1
      sh[p + 1] *= -1
      sh[p + 2] *= -1
    }
  }
  return { ...cloud, positions, rotations, sh }
}
