import { symmetricEigen } from '../../math/symmetric-eigen.ts'
import type { CameraAxes } from './camera-axes.ts'

/** How much the mean of the photos' own up counts beside their horizons: decides only where these leave it open. */
const MEAN_UP_WEIGHT = 0.01
/** A photo tilted sideways by more than this (sine) is taken for turned on purpose and loses weight. */
const LEVEL = 0.1
const ROUNDS = 6

/**
 * The world's up direction (unit vector) as the photographer held the camera: photos are mostly level, so up is square
 * to the right-hand axes of the cameras (least squares, reweighted so that tilted photos lose their say), and points the
 * way the photos' own up does. Where all photos look the same way their horizons leave up open within a plane; then the
 * mean up of the photos decides.
 */
export function upDirection({ count, right, up }: CameraAxes): Float64Array {
  const mean = new Float64Array(3)
  for (let k = 0; k < 3 * count; k++) mean[k % 3] += up[k]
  const length = Math.hypot(mean[0], mean[1], mean[2]) || 1
  for (let k = 0; k < 3; k++) mean[k] /= length
  const matrix = new Float64Array(9)
  const vectors = new Float64Array(9)
  let direction = mean.slice()
  for (let round = 0; round < ROUNDS; round++) {
    matrix.fill(0)
    for (let i = 0; i < count; i++) {
      const x = right.subarray(3 * i, 3 * i + 3)
      const tilt = Math.abs(x[0] * direction[0] + x[1] * direction[1] + x[2] * direction[2])
      const weight = 1 / (count * Math.max(tilt / LEVEL, 1))
      for (let r = 0; r < 3; r++) for (let c = 0; c < 3; c++) matrix[3 * r + c] += weight * x[r] * x[c]
    }
    for (let r = 0; r < 3; r++) {
      for (let c = 0; c < 3; c++) matrix[3 * r + c] += MEAN_UP_WEIGHT * ((r === c ? 1 : 0) - mean[r] * mean[c])
    }
    symmetricEigen(matrix, 3, new Float64Array(3), vectors)
    direction = vectors.slice(0, 3)
    if (direction[0] * mean[0] + direction[1] * mean[1] + direction[2] * mean[2] < 0)
      direction = direction.map((v) => -v)
  }
  return direction
}
