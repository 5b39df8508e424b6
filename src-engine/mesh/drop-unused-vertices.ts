import type { TexturedMesh } from '../../src-shared/mesh.ts'

/** The mesh with only the vertices that its triangles use, in their order. */
export function dropUnusedVertices(mesh: TexturedMesh): TexturedMesh {
  const { positions, normals, uvs, indices } = mesh
  const renamed = new Uint32Array(positions.length / 3)
  for (const v of indices) renamed[v] = 1
  let used = 0
  for (let v = 0; v < renamed.length; v++) if (renamed[v]) renamed[v] = ++used
  if (used === renamed.length) return mesh
  const gather = (from: Float32Array, size: number) => {
    const out = new Float32Array(size * used)
    renamed.forEach((name, v) => {
      if (name > 0) out.set(from.subarray(size * v, size * (v + 1)), size * (name - 1))
    })
    return out
  }
  return {
    ...mesh,
    positions: gather(positions, 3),
    normals: gather(normals, 3),
    uvs: gather(uvs, 2),
    indices: indices.map((v) => renamed[v] - 1),
  }
}
