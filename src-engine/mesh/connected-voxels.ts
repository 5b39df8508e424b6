import type { VoxelGrid } from './voxel-field.ts'

/** A connected body of inside voxels. */
export interface Component {
  readonly voxels: number
  /** Sum over its voxels of the weight the caller gave them. */
  readonly weight: number
  /** Voxel indices of its bounding box, both ends included. */
  readonly min: readonly [number, number, number]
  readonly max: readonly [number, number, number]
}

/** The inside voxels of a field as runs along x, each with the component it belongs to. */
export interface LabelledRuns {
  readonly components: readonly Component[]
  /** Index of a run's first voxel, and one past its last: 2R. */
  readonly extents: Uint32Array
  /** Component of each run: R. */
  readonly labels: Uint32Array
}

/**
 * Finds the bodies of inside voxels (value < 0) that hang together through faces. Works on runs along x instead of on
 * voxels: union-find over a few hundred thousand runs where a label a voxel would cost as much memory as the field.
 *
 * @param weigh Weight of a voxel, asked for at the middle of each run: (i, j, k) in voxels.
 */
export function labelComponents(
  { values, grid }: { readonly values: Float32Array | Int8Array; readonly grid: VoxelGrid },
  weigh: (i: number, j: number, k: number) => number,
): LabelledRuns {
  const { nx, ny, nz } = grid
  const found: number[] = []
  const rowStarts = new Uint32Array(ny * nz + 1)
  for (let row = 0; row < ny * nz; row++) {
    rowStarts[row] = found.length >> 1
    const base = row * nx
    for (let i = 0; i < nx; i++) {
      if (values[base + i] >= 0) continue
      const first = i
      while (i < nx && values[base + i] < 0) i++
      found.push(base + first, base + i)
    }
  }
  rowStarts[ny * nz] = found.length >> 1
  const extents = Uint32Array.from(found)
  const runs = extents.length >> 1
  const parent = new Uint32Array(runs)
  for (let r = 0; r < runs; r++) parent[r] = r
  const root = (r: number) => {
    while (parent[r] !== r) {
      parent[r] = parent[parent[r]]
      r = parent[r]
    }
    return r
  }
  // Two rows beside each other: runs that overlap in x touch. `shift` is the index distance of the rows.
  const join = (row: number, other: number) => {
    const shift = (row - other) * nx
    let b = rowStarts[other]
    for (let a = rowStarts[row]; a < rowStarts[row + 1]; a++) {
      while (b < rowStarts[other + 1] && extents[2 * b + 1] + shift <= extents[2 * a]) b++
      for (let c = b; c < rowStarts[other + 1] && extents[2 * c] + shift < extents[2 * a + 1]; c++) {
        const p = root(a)
        const q = root(c)
        if (p !== q) parent[Math.max(p, q)] = Math.min(p, q)
      }
    }
  }
  for (let k = 0; k < nz; k++)
    for (let j = 0; j < ny; j++) {
      const row = j + ny * k
      if (j > 0) join(row, row - 1)
      if (k > 0) join(row, row - ny)
    }

  const labels = new Uint32Array(runs)
  const labelOf = new Map<number, number>()
  const components: {
    voxels: number
    weight: number
    min: [number, number, number]
    max: [number, number, number]
  }[] = []
  for (let r = 0; r < runs; r++) {
    const top = root(r)
    let label = labelOf.get(top)
    const row = Math.floor(extents[2 * r] / nx)
    const [first, last] = [extents[2 * r] - row * nx, extents[2 * r + 1] - row * nx - 1]
    const [j, k] = [row % ny, Math.floor(row / ny)]
    if (label === undefined) {
      label = components.length
      labelOf.set(top, label)
      components.push({ voxels: 0, weight: 0, min: [first, j, k], max: [last, j, k] })
    }
    labels[r] = label
    const body = components[label]
    body.voxels += last - first + 1
    body.weight += (last - first + 1) * weigh((first + last) / 2, j, k)
    body.min = [Math.min(body.min[0], first), Math.min(body.min[1], j), Math.min(body.min[2], k)]
    body.max = [Math.max(body.max[0], last), Math.max(body.max[1], j), Math.max(body.max[2], k)]
  }
  return { components, extents, labels }
}
