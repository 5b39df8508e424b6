import { choleskyFactor, choleskySolve } from '../../math/cholesky.ts'
import { multiply3, orthonormalizeRotation, rotationFromVector } from '../../math/rotation.ts'
import { JACOBIAN_STRIDE, projectPoint, projectWithJacobian } from '../bundle-adjustment/radial-camera.ts'

/** World points and where one photo sees them. */
export interface PoseObservations {
  readonly count: number
  /** World x y z: 3N. */
  readonly points: Float64Array
  /** Pixel x y: 2N. */
  readonly pixels: Float64Array
  /** Principal point of the photo, pixels. */
  readonly cx: number
  readonly cy: number
}

const jacobian = new Float64Array(JACOBIAN_STRIDE)
const pixel = new Float64Array(2)
const normal = new Float64Array(81)
const factor = new Float64Array(81)
const step = new Float64Array(9)
const gradient = new Float64Array(9)
const turn = new Float64Array(9)
const turned = new Float64Array(9)

/**
 * Refines one pose (12 numbers) in place against the observations whose `use` is not 0, and the focal length with it
 * where `refineFocal`: Levenberg-Marquardt under Cauchy's loss with scale `lossScale` pixels. Points are held.
 */
export function refinePose(
  pose: Float64Array,
  lens: Float64Array,
  seen: PoseObservations,
  use: Uint8Array,
  lossScale: number,
  refineFocal = false,
): void {
  const n = refineFocal ? 7 : 6
  let cost = poseCost(pose, lens, seen, use, lossScale)
  let damping = 1e-4
  const savedPose = pose.slice()
  const savedFocal = new Float64Array(1)
  for (let iteration = 0; iteration < 20; iteration++) {
    accumulate(pose, lens, seen, use, lossScale)
    let improved = false
    while (!improved && damping < 1e8) {
      for (let r = 0; r < n; r++) {
        for (let c = 0; c < n; c++) factor[n * r + c] = normal[9 * r + c]
        factor[n * r + r] *= 1 + damping
        step[r] = -gradient[r]
      }
      if (!choleskyFactor(factor, n)) {
        damping *= 10
        continue
      }
      choleskySolve(factor, n, step)
      savedPose.set(pose)
      savedFocal[0] = lens[0]
      multiply3(rotationFromVector(step[0], step[1], step[2], turn), pose, turned)
      pose.set(turned)
      orthonormalizeRotation(pose)
      for (let k = 0; k < 3; k++) pose[9 + k] += step[3 + k]
      if (refineFocal) lens[0] += step[6]
      const next = poseCost(pose, lens, seen, use, lossScale)
      if (next < cost) {
        improved = true
        damping = Math.max(damping * 0.2, 1e-10)
        if (cost - next < 1e-7 * cost) iteration = 20
        cost = next
      } else {
        pose.set(savedPose)
        lens[0] = savedFocal[0]
        damping *= 10
      }
    }
    if (!improved) return
  }
}

function poseCost(
  pose: Float64Array,
  lens: Float64Array,
  seen: PoseObservations,
  use: Uint8Array,
  lossScale: number,
): number {
  const c2 = lossScale * lossScale
  let cost = 0
  for (let i = 0; i < seen.count; i++) {
    if (!use[i]) continue
    projectPoint(pose, 0, lens, 0, seen.cx, seen.cy, seen.points, 3 * i, pixel)
    const dx = pixel[0] - seen.pixels[2 * i]
    const dy = pixel[1] - seen.pixels[2 * i + 1]
    cost += c2 * Math.log1p((dx * dx + dy * dy) / c2)
  }
  return cost
}

/** Normal equations in the order rotation (3), translation (3), focal length, k1, k2; lower triangle and upper alike. */
function accumulate(
  pose: Float64Array,
  lens: Float64Array,
  seen: PoseObservations,
  use: Uint8Array,
  lossScale: number,
): void {
  const c2 = lossScale * lossScale
  normal.fill(0)
  gradient.fill(0)
  for (let i = 0; i < seen.count; i++) {
    if (!use[i]) continue
    projectWithJacobian(pose, 0, lens, 0, seen.cx, seen.cy, seen.points, 3 * i, jacobian, 0)
    const ex = jacobian[0] - seen.pixels[2 * i]
    const ey = jacobian[1] - seen.pixels[2 * i + 1]
    const w = 1 / (1 + (ex * ex + ey * ey) / c2)
    for (let r = 0; r < 7; r++) {
      const ja = w * jacobian[2 + r]
      const jb = w * jacobian[14 + r]
      gradient[r] += ja * ex + jb * ey
      for (let c = 0; c < 7; c++) normal[9 * r + c] += ja * jacobian[2 + c] + jb * jacobian[14 + c]
    }
  }
}
