import type { Camera } from '../../src-shared/camera.ts'
import { projectionMatrix } from '../mesh/view-geometry.ts'
import type { HullPoints } from './visual-hull.ts'

/**
 * The depth of a visual hull as an undistorted camera sees it: its nearest point at each pixel, each drawn as a square
 * as large as a cell. Distance along the camera's z axis, 0 where there is none: width * height.
 */
export function hullDepth({ positions, spacing }: HullPoints, camera: Camera): Float32Array {
  const { width, height } = camera
  const p = projectionMatrix(camera)
  const nearest = new Float32Array(width * height)
  for (let i = 0; i < positions.length; i += 3) {
    const [x, y, z] = [positions[i], positions[i + 1], positions[i + 2]]
    const depth = p[8] * x + p[9] * y + p[10] * z + p[11]
    if (depth <= 0) continue
    const u = (p[0] * x + p[1] * y + p[2] * z + p[3]) / depth
    const v = (p[4] * x + p[5] * y + p[6] * z + p[7]) / depth
    // Half a cell's diagonal, so that neighbours leave no gap between them from any side.
    const reach = (0.87 * spacing * camera.fx) / depth
    for (let row = Math.max(0, Math.round(v - reach)); row < Math.min(height, Math.round(v + reach)); row++)
      for (let column = Math.max(0, Math.round(u - reach)); column < Math.min(width, Math.round(u + reach)); column++) {
        const at = row * width + column
        if (nearest[at] === 0 || depth < nearest[at]) nearest[at] = depth
      }
  }
  return nearest
}
