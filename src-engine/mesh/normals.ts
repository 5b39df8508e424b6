/**
 * Vertex normals: the mean of the face normals around a vertex, weighted by their areas.
 *
 * @returns Unit vectors, 3V; (0, 1, 0) where a vertex has no area around it.
 */
export function vertexNormals(positions: Float32Array, indices: Uint32Array): Float32Array {
  const normals = new Float32Array(positions.length)
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [3 * indices[t], 3 * indices[t + 1], 3 * indices[t + 2]]
    const ux = positions[b] - positions[a]
    const uy = positions[b + 1] - positions[a + 1]
    const uz = positions[b + 2] - positions[a + 2]
    const vx = positions[c] - positions[a]
    const vy = positions[c + 1] - positions[a + 1]
    const vz = positions[c + 2] - positions[a + 2]
    const nx = uy * vz - uz * vy
    const ny = uz * vx - ux * vz
    const nz = ux * vy - uy * vx
    for (const v of [a, b, c]) {
      normals[v] += nx
      normals[v + 1] += ny
      normals[v + 2] += nz
    }
  }
  for (let v = 0; v < normals.length; v += 3) {
    const length = Math.hypot(normals[v], normals[v + 1], normals[v + 2])
    if (length < 1e-30) {
      normals[v] = 0
      normals[v + 1] = 1
      normals[v + 2] = 0
    } else {
      normals[v] /= length
      normals[v + 1] /= length
      normals[v + 2] /= length
    }
  }
  return normals
}
