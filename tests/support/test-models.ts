import sharp from 'sharp'
import { seededNormal, seededRandom } from '../../src-engine/math/random.ts'
import type { TexturedMesh } from '../../src-shared/mesh.ts'
import { type SplatCloud, shCoefficientCount } from '../../src-shared/splat-cloud.ts'

/** A tetrahedron standing on the ground, one corner up, each face with vertices of its own, and a 4 x 2 texture. */
export async function tetrahedron(): Promise<TexturedMesh> {
  const corners = [
    [0, 1, 0], // top
    [1, 0, 0],
    [-0.5, 0, 0.8660254],
    [-0.5, 0, -0.8660254],
  ]
  // Counter-clockwise seen from outside.
  const faces = [
    [0, 2, 1],
    [0, 3, 2],
    [0, 1, 3],
    [1, 2, 3],
  ]
  const positions: number[] = []
  const normals: number[] = []
  for (const face of faces) {
    const [a, b, c] = face.map((i) => corners[i])
    const u = b.map((v, i) => v - a[i])
    const v = c.map((w, i) => w - a[i])
    const n = [u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]]
    for (const corner of [a, b, c]) {
      positions.push(...corner)
      normals.push(...n.map((x) => x / Math.hypot(...n)))
    }
  }
  const uvs = faces.flatMap((_, i) => [i / 4, 0, (i + 1) / 4, 0, i / 4, 1])
  const bytes = await sharp({ create: { width: 4, height: 2, channels: 3, background: '#c84' } })
    .jpeg()
    .toBuffer()
  return {
    positions: Float32Array.from(positions),
    normals: Float32Array.from(normals),
    uvs: Float32Array.from(uvs),
    indices: Uint32Array.from({ length: 12 }, (_, i) => i),
    baseColor: { mimeType: 'image/jpeg', width: 4, height: 2, bytes },
  }
}

/** Random splats as a trained cloud has them; quaternions with positive w, so that there is one way to write each. */
export function randomSplats(count: number, shDegree: SplatCloud['shDegree'], seed = 1): SplatCloud {
  const uniform = seededRandom(seed)
  const normal = seededNormal(uniform)
  const fill = (length: number, value: () => number) => Float32Array.from({ length }, value)
  const rotations = fill(4 * count, normal)
  for (let i = 0; i < rotations.length; i += 4) {
    const length = Math.hypot(...rotations.subarray(i, i + 4)) * Math.sign(rotations[i])
    for (let j = 0; j < 4; j++) rotations[i + j] /= length
  }
  return {
    count,
    shDegree,
    positions: fill(3 * count, () => 2 * uniform() - 1),
    logScales: fill(3 * count, () => -5 + 2 * uniform()),
    rotations,
    opacityLogits: fill(count, () => 3 * normal()),
    sh: fill(3 * count * shCoefficientCount(shDegree), () => 0.3 * normal()),
  }
}
