import type { Camera } from '../../src-shared/camera.ts'

/**
 * The share, 0..1, of points (world x y z: 3N) that lie in front of at least one camera and within its photo. Lens
 * distortion is left out: it moves a point by a few percent of the photo at most. 0 without points.
 */
export function seenShare(positions: Float32Array, cameras: readonly Camera[]): number {
  const count = positions.length / 3
  let seen = 0
  for (let i = 0; i < positions.length; i += 3) {
    if (cameras.some((camera) => sees(camera, positions[i], positions[i + 1], positions[i + 2]))) seen++
  }
  return count > 0 ? seen / count : 0
}

function sees({ worldToCamera: m, fx, fy, cx, cy, width, height }: Camera, x: number, y: number, z: number): boolean {
  const depth = m[8] * x + m[9] * y + m[10] * z + m[11]
  if (depth <= 0) return false
  const u = (fx * (m[0] * x + m[1] * y + m[2] * z + m[3])) / depth + cx
  const v = (fy * (m[4] * x + m[5] * y + m[6] * z + m[7])) / depth + cy
  return u >= 0 && u <= width && v >= 0 && v <= height
}
