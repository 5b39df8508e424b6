import type { Volume } from '../../src-shared/edits.ts'
import type { TexturedMesh } from '../../src-shared/mesh.ts'
import { rotationMatrix } from '../../src-shared/quaternion.ts'

type Geometry = Pick<TexturedMesh, 'positions' | 'normals' | 'uvs' | 'indices'>

/** One border of a volume: what lies where the value is negative is cut away. */
interface Cut {
  readonly value: (x: number, y: number, z: number) => number
  /** How the value bends: along a line it is a + b s - bend s^2 of the length s. */
  readonly bend: 0 | 1
}

/**
 * The part of a mesh within a volume, cut exactly at its border: triangles that cross it are split there, with normals
 * and texture coordinates in between. A sphere's border is exact at the mesh's edges and straight between them.
 */
export function cutMesh<Mesh extends Geometry>(mesh: Mesh, volume: Volume): Mesh {
  let left: Geometry = mesh
  for (const cut of cutsOf(volume)) left = cutOnce(left, cut)
  return { ...mesh, ...left }
}

function cutsOf(volume: Volume): Cut[] {
  const [cx, cy, cz] = volume.centre
  if (volume.kind === 'sphere') {
    const squared = volume.radius ** 2
    return [{ value: (x, y, z) => squared - (x - cx) ** 2 - (y - cy) ** 2 - (z - cz) ** 2, bend: 1 }]
  }
  const r = rotationMatrix(volume.rotation)
  return [0, 1, 2].flatMap((axis) =>
    [1, -1].map((side): Cut => {
      const [nx, ny, nz] = [r[axis], r[3 + axis], r[6 + axis]].map((value) => side * value)
      const half = volume.half[axis]
      return { value: (x, y, z) => half - nx * (x - cx) - ny * (y - cy) - nz * (z - cz), bend: 0 }
    }),
  )
}

function cutOnce({ positions, normals, uvs, indices }: Geometry, { value, bend }: Cut): Geometry {
  const vertices = positions.length / 3
  const values = new Float64Array(vertices)
  for (let v = 0; v < vertices; v++) values[v] = value(positions[3 * v], positions[3 * v + 1], positions[3 * v + 2])
  const added = { positions: [] as number[], normals: [] as number[], uvs: [] as number[] }
  const onEdges = new Map<number, number>()

  /** The vertex where the edge from one within to one without crosses the border; the same for both triangles at it. */
  const crossing = (inner: number, outer: number): number => {
    const key = Math.min(inner, outer) * vertices + Math.max(inner, outer)
    const known = onEdges.get(key)
    if (known !== undefined) return known
    const at = (array: Float32Array, size: number, t: number) =>
      Array.from({ length: size }, (_, k) => array[size * inner + k] * (1 - t) + array[size * outer + k] * t)
    const length = at(positions, 3, 1).map((p, k) => p - positions[3 * inner + k])
    const t = crossingShare(values[inner], values[outer], bend * length.reduce((sum, d) => sum + d * d, 0))
    const normal = at(normals, 3, t)
    const size = Math.hypot(...normal) || 1
    added.positions.push(...at(positions, 3, t))
    added.normals.push(...normal.map((n) => n / size))
    added.uvs.push(...at(uvs, 2, t))
    const made = vertices + onEdges.size
    onEdges.set(key, made)
    return made
  }
  const kept: number[] = []
  for (let i = 0; i < indices.length; i += 3) {
    const corners = [indices[i], indices[i + 1], indices[i + 2]]
    const outline: number[] = []
    for (let k = 0; k < 3; k++) {
      const [here, next] = [corners[k], corners[(k + 1) % 3]]
      const [valueHere, valueNext] = [values[here], values[next]]
      if (valueHere >= 0) outline.push(here)
      // A corner that lies on the border is itself where the edge ends.
      if (valueHere > 0 && valueNext < 0) outline.push(crossing(here, next))
      else if (valueHere < 0 && valueNext > 0) outline.push(crossing(next, here))
    }
    for (let k = 2; k < outline.length; k++) kept.push(outline[0], outline[k - 1], outline[k])
  }
  return {
    positions: joined(positions, added.positions),
    normals: joined(normals, added.normals),
    uvs: joined(uvs, added.uvs),
    indices: Uint32Array.from(kept),
  }
}

/** Where, 0..1, a value that begins at `from` > 0 and ends at `to` < 0 is zero: on from + m t - bend t^2. */
function crossingShare(from: number, to: number, bend: number): number {
  const m = to - from + bend
  const root = Math.sqrt(m * m + 4 * bend * from)
  // Of the two forms of the one root between 0 and 1 that without cancellation.
  return m > 0 ? (m + root) / (2 * bend) : (2 * from) / (root - m)
}

function joined(array: Float32Array, added: readonly number[]): Float32Array {
  const out = new Float32Array(array.length + added.length)
  out.set(array)
  out.set(added, array.length)
  return out
}
