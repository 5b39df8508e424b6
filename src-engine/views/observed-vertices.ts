import type { Camera } from '../../src-shared/camera.ts'
import type { Surface } from '../mesh/marching-cubes.ts'
import { vertexNormals } from '../mesh/normals.ts'
import { cameraCentre, projectionMatrix } from '../mesh/view-geometry.ts'
import { drawTriangles } from './draw-triangles.ts'

/** A vertex this much farther than what the camera sees there, as a share of the distance, is hidden. */
const SLACK = 0.01
/** Seen flatter than this (cosine between its normal and the ray) a vertex is only guessed. */
const LEAST_FACING = 0.2

/** 1 for the vertices of a surface that an undistorted camera sees: V. */
export function observedVertices(surface: Surface, camera: Camera): Uint8Array {
  const { positions, indices } = surface
  const normals = vertexNormals(positions, indices)
  const { depth } = drawTriangles(surface, camera)
  const [cx, cy, cz] = cameraCentre(camera)
  const p = projectionMatrix(camera)
  const observed = new Uint8Array(positions.length / 3)
  for (let v = 0; v < observed.length; v++) {
    const [x, y, z] = [positions[3 * v], positions[3 * v + 1], positions[3 * v + 2]]
    const away = normals[3 * v] * (cx - x) + normals[3 * v + 1] * (cy - y) + normals[3 * v + 2] * (cz - z)
    if (away < LEAST_FACING * Math.hypot(cx - x, cy - y, cz - z)) continue
    const c = p[8] * x + p[9] * y + p[10] * z + p[11]
    const column = Math.floor((p[0] * x + p[1] * y + p[2] * z + p[3]) / c)
    const row = Math.floor((p[4] * x + p[5] * y + p[6] * z + p[7]) / c)
    if (column < 0 || row < 0 || column >= camera.width || row >= camera.height) continue
    const seen = depth[row * camera.width + column]
    observed[v] = seen === 0 || c < seen * (1 + SLACK) ? 1 : 0
  }
  return observed
}
