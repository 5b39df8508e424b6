import { growableTriples } from './growable-array.ts'
import { CUBE_TRIANGLES, EDGE_CORNERS } from './marching-cubes-table.ts'
import type { SignedField } from './voxel-field.ts'

/** Positions 3V (world frame) and three vertex indices a triangle, counter-clockwise seen from outside. */
export interface Surface {
  readonly positions: Float32Array
  readonly indices: Uint32Array
}

/** Vertices keep this far from the corners, so that no triangle collapses to a line. */
const CORNER_MARGIN = 1e-3

/**
 * Marching cubes (Lorensen and Cline 1987) with the tables of marching-cubes-table.ts: the zero level of the field,
 * one vertex an edge, shared by its triangles. The surface is closed and every edge has two triangles wherever it
 * stays off the border of the grid; where it meets the border it is open.
 */
export function marchingCubes(field: SignedField): Surface {
  const { values, grid } = field
  const { nx, ny, nz, voxel, origin } = grid
  const positions = growableTriples((length) => new Float32Array(length))
  const indices = growableTriples((length) => new Uint32Array(length))
  // Vertex of each edge of the two slices in hand (x and y edges) and between them (z edges); -1 for none yet.
  const slice = nx * ny
  let below = [new Int32Array(slice).fill(-1), new Int32Array(slice).fill(-1)]
  let above = [new Int32Array(slice).fill(-1), new Int32Array(slice).fill(-1)]
  const between = new Int32Array(slice)
  const cornerStep = [0, 1, nx, nx + 1, slice, slice + 1, slice + nx, slice + nx + 1]
  const axisStep = [1, nx, slice]

  const vertexOn = (edge: number, base: number, i: number, j: number, k: number): number => {
    const corner = EDGE_CORNERS[edge][0]
    const axis = edge >> 2
    const ci = i + (corner & 1)
    const cj = j + ((corner >> 1) & 1)
    const upper = corner >> 2
    const cache = axis === 2 ? between : (upper ? above : below)[axis]
    const slot = ci + nx * cj
    if (cache[slot] >= 0) return cache[slot]
    const at = base + cornerStep[corner]
    const va = values[at]
    const vb = values[at + axisStep[axis]]
    const t = Math.max(CORNER_MARGIN, Math.min(1 - CORNER_MARGIN, va / (va - vb)))
    cache[slot] = positions.push3(
      origin[0] + voxel * (ci + (axis === 0 ? t : 0)),
      origin[1] + voxel * (cj + (axis === 1 ? t : 0)),
      origin[2] + voxel * (k + upper + (axis === 2 ? t : 0)),
    )
    return cache[slot]
  }

  for (let k = 0; k + 1 < nz; k++) {
    between.fill(-1)
    above[0].fill(-1)
    above[1].fill(-1)
    for (let j = 0; j + 1 < ny; j++)
      for (let i = 0; i + 1 < nx; i++) {
        const base = i + nx * (j + ny * k)
        let inside = 0
        for (let c = 0; c < 8; c++) if (values[base + cornerStep[c]] < 0) inside |= 1 << c
        if (inside === 0 || inside === 255) continue
        const triangles = CUBE_TRIANGLES[inside]
        for (let t = 0; t < triangles.length; t += 3)
          indices.push3(
            vertexOn(triangles[t], base, i, j, k),
            vertexOn(triangles[t + 1], base, i, j, k),
            vertexOn(triangles[t + 2], base, i, j, k),
          )
      }
    const swap = below
    below = above
    above = swap
  }
  return { positions: positions.view(), indices: indices.view() }
}
