import type { Surface } from './marching-cubes.ts'
import type { SignedField } from './voxel-field.ts'

/** The surface of the triangles for which `keep` holds, without the vertices nobody uses any more. */
function filterTriangles(surface: Surface, keep: (triangle: number) => boolean): Surface {
  const { positions, indices } = surface
  const renamed = new Int32Array(positions.length / 3).fill(-1)
  const keptIndices: number[] = []
  const keptVertices: number[] = []
  for (let t = 0; t < indices.length; t += 3) {
    if (!keep(t / 3)) continue
    for (let c = 0; c < 3; c++) {
      const v = indices[t + c]
      if (renamed[v] < 0) {
        renamed[v] = keptVertices.length
        keptVertices.push(v)
      }
      keptIndices.push(renamed[v])
    }
  }
  const kept = new Float32Array(3 * keptVertices.length)
  keptVertices.forEach((v, i) => {
    kept.set(positions.subarray(3 * v, 3 * v + 3), 3 * i)
  })
  return { positions: kept, indices: Uint32Array.from(keptIndices) }
}

/** Takes away separate pieces with fewer than `share` of the largest piece's triangles: floaters that survived. */
export function dropSmallPieces(surface: Surface, share: number): Surface {
  const { positions, indices } = surface
  const parent = new Uint32Array(positions.length / 3)
  for (let v = 0; v < parent.length; v++) parent[v] = v
  const root = (v: number) => {
    while (parent[v] !== v) {
      parent[v] = parent[parent[v]]
      v = parent[v]
    }
    return v
  }
  for (let t = 0; t < indices.length; t += 3)
    for (const other of [indices[t + 1], indices[t + 2]]) {
      const a = root(indices[t])
      const b = root(other)
      if (a !== b) parent[Math.max(a, b)] = Math.min(a, b)
    }
  const triangles = new Uint32Array(parent.length)
  for (let t = 0; t < indices.length; t += 3) triangles[root(indices[t])]++
  const largest = triangles.reduce((most, count) => Math.max(most, count), 0)
  return filterTriangles(surface, (t) => triangles[root(indices[3 * t])] >= share * largest)
}

/** Takes away triangles that no view saw: the made-up back of a wall, the rim between seen and unseen space. */
export function dropUnseen(surface: Surface, field: SignedField): Surface {
  const { positions, indices } = surface
  const { grid, support } = field
  const seen = (vertex: number) => {
    const cell = [0, 1, 2].map((axis) => Math.round((positions[3 * vertex + axis] - grid.origin[axis]) / grid.voxel))
    return support[cell[0] + grid.nx * (cell[1] + grid.ny * cell[2])] > 0
  }
  return filterTriangles(surface, (t) => seen(indices[3 * t]) && seen(indices[3 * t + 1]) && seen(indices[3 * t + 2]))
}
