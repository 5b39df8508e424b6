import type { Camera } from '../../src-shared/camera.ts'

/** A point or a direction in the world frame. */
export type Vec3 = readonly [number, number, number]

/** World position of the camera's centre: -R^T t. */
export function cameraCentre(camera: Camera): Vec3 {
  const m = camera.worldToCamera
  return [
    -(m[0] * m[3] + m[4] * m[7] + m[8] * m[11]),
    -(m[1] * m[3] + m[5] * m[7] + m[9] * m[11]),
    -(m[2] * m[3] + m[6] * m[7] + m[10] * m[11]),
  ]
}

/** World direction the camera looks in (its z axis), unit length. */
export function viewAxis(camera: Camera): Vec3 {
  const m = camera.worldToCamera
  return [m[8], m[9], m[10]]
}

/**
 * The 3x4 projection of an undistorted camera, row-major: with (a, b, c) = P (x, y, z, 1) a world point lies at pixel
 * (a / c, b / c) and at depth c along the camera's z axis.
 */
export function projectionMatrix(camera: Camera): Float64Array {
  const m = camera.worldToCamera
  const p = new Float64Array(12)
  for (let column = 0; column < 4; column++) {
    p[column] = camera.fx * m[column] + camera.cx * m[8 + column]
    p[4 + column] = camera.fy * m[4 + column] + camera.cy * m[8 + column]
    p[8 + column] = m[8 + column]
  }
  return p
}

/** World point at pixel (u, v), pixel centres at +0.5, and the given depth along the camera's z axis. */
export function backProject(camera: Camera, u: number, v: number, depth: number): Vec3 {
  const m = camera.worldToCamera
  const x = ((u - camera.cx) / camera.fx) * depth - m[3]
  const y = ((v - camera.cy) / camera.fy) * depth - m[7]
  const z = depth - m[11]
  return [m[0] * x + m[4] * y + m[8] * z, m[1] * x + m[5] * y + m[9] * z, m[2] * x + m[6] * y + m[10] * z]
}

/** The value a share `q` (0..1) of the way through the sorted values. Throws on an empty list. */
export function quantile(values: readonly number[], q: number): number {
  if (values.length === 0) throw new RangeError('quantile of nothing')
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))]
}
