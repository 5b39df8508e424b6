import type { Camera } from '../../../src-shared/camera.ts'
import type { Mesh } from '../../../src-shared/mesh.ts'
import type { RgbImage } from '../../../src-shared/photo.ts'

/** Triangles nearer than this (world units along the camera's z axis) are left out rather than clipped. */
const NEAR = 1e-3

/**
 * Draws a textured mesh as a pinhole camera sees it (k1 and k2 are ignored), unlit, over a background of one grey
 * (0..255): a z-buffer with perspective-correct texture coordinates and the nearest texel. For pictures to look at; draw
 * at twice the size and shrink for smooth edges.
 */
export function renderMesh(
  mesh: Mesh & { readonly uvs: Float32Array },
  texture: RgbImage,
  camera: Camera,
  background: number,
): RgbImage {
  const { width, height } = camera
  const data = new Uint8Array(3 * width * height).fill(background)
  const nearest = new Float32Array(width * height)
  const { x, y, inverseZ } = projectVertices(mesh.positions, camera)
  const { indices, uvs } = mesh
  for (let t = 0; t < indices.length; t += 3) {
    const a = indices[t]
    const b = indices[t + 1]
    const c = indices[t + 2]
    const za = inverseZ[a]
    const zb = inverseZ[b]
    const zc = inverseZ[c]
    if (za === 0 || zb === 0 || zc === 0) continue
    const area = (x[b] - x[a]) * (y[c] - y[a]) - (x[c] - x[a]) * (y[b] - y[a])
    if (area === 0) continue
    const left = Math.max(0, Math.ceil(Math.min(x[a], x[b], x[c]) - 0.5))
    const right = Math.min(width - 1, Math.floor(Math.max(x[a], x[b], x[c]) - 0.5))
    const top = Math.max(0, Math.ceil(Math.min(y[a], y[b], y[c]) - 0.5))
    const bottom = Math.min(height - 1, Math.floor(Math.max(y[a], y[b], y[c]) - 0.5))
    for (let v = top; v <= bottom; v++) {
      for (let u = left; u <= right; u++) {
        const px = u + 0.5
        const py = v + 0.5
        const wa = ((x[b] - px) * (y[c] - py) - (x[c] - px) * (y[b] - py)) / area
        const wb = ((x[c] - px) * (y[a] - py) - (x[a] - px) * (y[c] - py)) / area
        const wc = 1 - wa - wb
        if (wa < 0 || wb < 0 || wc < 0) continue
        const z = wa * za + wb * zb + wc * zc
        const pixel = v * width + u
        if (z <= nearest[pixel]) continue
        nearest[pixel] = z
        const s = (wa * za * uvs[2 * a] + wb * zb * uvs[2 * b] + wc * zc * uvs[2 * c]) / z
        const r = (wa * za * uvs[2 * a + 1] + wb * zb * uvs[2 * b + 1] + wc * zc * uvs[2 * c + 1]) / z
        const column = Math.min(texture.width - 1, Math.max(0, Math.floor(s * texture.width)))
        const row = Math.min(texture.height - 1, Math.max(0, Math.floor(r * texture.height)))
        const texel = 3 * (row * texture.width + column)
        for (let i = 0; i < 3; i++) data[3 * pixel + i] = texture.data[texel + i]
      }
    }
  }
  return { width, height, data }
}

/** Pixel positions and 1/z of the vertices; 0 for those behind or at the camera. */
function projectVertices(positions: Float32Array, { fx, fy, cx, cy, worldToCamera: m }: Camera) {
  const count = positions.length / 3
  const x = new Float64Array(count)
  const y = new Float64Array(count)
  const inverseZ = new Float64Array(count)
  for (let i = 0; i < count; i++) {
    const [X, Y, Z] = [positions[3 * i], positions[3 * i + 1], positions[3 * i + 2]]
    const z = m[8] * X + m[9] * Y + m[10] * Z + m[11]
    if (z < NEAR) continue
    inverseZ[i] = 1 / z
    x[i] = (fx * (m[0] * X + m[1] * Y + m[2] * Z + m[3])) / z + cx
    y[i] = (fy * (m[4] * X + m[5] * Y + m[6] * Z + m[7])) / z + cy
  }
  return { x, y, inverseZ }
}
