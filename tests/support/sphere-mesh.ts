import type { TexturedMesh } from '../../src-shared/mesh.ts'

/**
 * A sphere of radius 1 around the origin, +Y up: rings of latitude from the south pole to the north, `2 * rings`
 * meridians, closed by a seam at which the texture begins anew.
 */
export function sphereMesh(rings: number, baseColor: TexturedMesh['baseColor']): TexturedMesh {
  const around = 2 * rings
  const positions: number[] = []
  const uvs: number[] = []
  const indices: number[] = []
  for (let r = 0; r <= rings; r++) {
    for (let m = 0; m <= around; m++) {
      const [latitude, longitude] = [Math.PI * (r / rings - 0.5), (2 * Math.PI * (m % around)) / around]
      const ring = Math.cos(latitude)
      positions.push(ring * Math.sin(longitude), Math.sin(latitude), ring * Math.cos(longitude))
      uvs.push(m / around, 1 - r / rings)
      const [a, b] = [r * (around + 1) + m, (r + 1) * (around + 1) + m]
      if (r < rings && m < around) {
        if (r > 0) indices.push(a, a + 1, b + 1)
        if (r < rings - 1) indices.push(a, b + 1, b)
      }
    }
  }
  return {
    positions: Float32Array.from(positions),
    normals: Float32Array.from(positions),
    uvs: Float32Array.from(uvs),
    indices: Uint32Array.from(indices),
    baseColor,
  }
}

/** Sum of the triangles' areas, square units. */
export function areaOf({ positions, indices }: Pick<TexturedMesh, 'positions' | 'indices'>): number {
  let area = 0
  for (let i = 0; i < indices.length; i += 3) {
    const [a, b, c] = [0, 1, 2].map((k) => positions.subarray(3 * indices[i + k], 3 * indices[i + k] + 3))
    const [u, v] = [b, c].map((p) => [p[0] - a[0], p[1] - a[1], p[2] - a[2]])
    area += Math.hypot(u[1] * v[2] - u[2] * v[1], u[2] * v[0] - u[0] * v[2], u[0] * v[1] - u[1] * v[0]) / 2
  }
  return area
}
