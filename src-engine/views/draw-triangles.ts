import type { Camera } from '../../src-shared/camera.ts'
import type { Surface } from '../mesh/marching-cubes.ts'
import { projectionMatrix } from '../mesh/view-geometry.ts'

/** What each pixel of a view shows. */
export interface DrawnTriangles {
  readonly width: number
  readonly height: number
  /** The nearest triangle, -1 for none: width * height. */
  readonly triangle: Int32Array
  /** Where on it: the weights of its second and third corner on the surface (not in the picture): width * height. */
  readonly second: Float32Array
  readonly third: Float32Array
  /** Distance along the camera's z axis, world units, 0 for none: width * height. */
  readonly depth: Float32Array
}

/**
 * Finds the nearest triangle at each pixel centre of an undistorted camera. Triangles that reach behind the camera are
 * left out. Both sides are drawn.
 */
export function drawTriangles({ positions, indices }: Surface, camera: Camera): DrawnTriangles {
  const { width, height } = camera
  const p = projectionMatrix(camera)
  const count = positions.length / 3
  const us = new Float64Array(count)
  const vs = new Float64Array(count)
  const qs = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const [x, y, z] = [positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]]
    const c = p[8] * x + p[9] * y + p[10] * z + p[11]
    qs[i] = c > 1e-6 ? 1 / c : 0
    us[i] = (p[0] * x + p[1] * y + p[2] * z + p[3]) / c
    vs[i] = (p[4] * x + p[5] * y + p[6] * z + p[7]) / c
  }
  const triangle = new Int32Array(width * height).fill(-1)
  const second = new Float32Array(width * height)
  const third = new Float32Array(width * height)
  const inverse = new Float64Array(width * height)
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [indices[t], indices[t + 1], indices[t + 2]]
    const [qa, qb, qc] = [qs[a], qs[b], qs[c]]
    if (qa === 0 || qb === 0 || qc === 0) continue
    const u0 = Math.max(0, Math.ceil(Math.min(us[a], us[b], us[c]) - 0.5))
    const u1 = Math.min(width - 1, Math.floor(Math.max(us[a], us[b], us[c]) - 0.5))
    const v0 = Math.max(0, Math.ceil(Math.min(vs[a], vs[b], vs[c]) - 0.5))
    const v1 = Math.min(height - 1, Math.floor(Math.max(vs[a], vs[b], vs[c]) - 0.5))
    const area = (us[b] - us[a]) * (vs[c] - vs[a]) - (us[c] - us[a]) * (vs[b] - vs[a])
    if (u0 > u1 || v0 > v1 || area === 0) continue
    for (let v = v0; v <= v1; v++)
      for (let u = u0; u <= u1; u++) {
        const [x, y] = [u + 0.5 - us[a], v + 0.5 - vs[a]]
        const wb = (x * (vs[c] - vs[a]) - (us[c] - us[a]) * y) / area
        const wc = ((us[b] - us[a]) * y - x * (vs[b] - vs[a])) / area
        if (wb < -1e-9 || wc < -1e-9 || wb + wc > 1 + 1e-9) continue
        // Inverse depth is linear in the picture.
        const q = (1 - wb - wc) * qa + wb * qb + wc * qc
        const i = v * width + u
        if (q <= inverse[i]) continue
        inverse[i] = q
        triangle[i] = t / 3
        second[i] = (wb * qb) / q
        third[i] = (wc * qc) / q
      }
  }
  return { width, height, triangle, second, third, depth: Float32Array.from(inverse, (q) => (q > 0 ? 1 / q : 0)) }
}
