/** Points sorted into cubes, so that neighbours are found without looking at all. */
export interface PointGrid {
  readonly positions: Float32Array
  /** Edge of a cube. */
  readonly cell: number
  /** Where each bucket's points begin in `entries`; one more than there are buckets. */
  readonly starts: Uint32Array
  readonly entries: Uint32Array
}

/**
 * Sorts the points marked in `included` (N; all where null). `positions`: 3N. Buckets are hashed, so that one point far
 * away costs nothing.
 */
export function createPointGrid(positions: Float32Array, cell: number, included: Uint8Array | null): PointGrid {
  const count = positions.length / 3
  const buckets = 2 ** Math.ceil(Math.log2(Math.max(count, 16)))
  const starts = new Uint32Array(buckets + 1)
  const bucketOf = new Uint32Array(count)
  for (let i = 0; i < count; i++) {
    if (included && !included[i]) continue
    const row = hashRow(Math.floor(positions[3 * i + 1] / cell), Math.floor(positions[3 * i + 2] / cell))
    const bucket = (row + Math.floor(positions[3 * i] / cell)) & (buckets - 1)
    bucketOf[i] = bucket
    starts[bucket + 1]++
  }
  for (let b = 0; b < buckets; b++) starts[b + 1] += starts[b]
  const entries = new Uint32Array(starts[buckets])
  const next = starts.slice(0, buckets)
  for (let i = 0; i < count; i++) if (!included || included[i]) entries[next[bucketOf[i]]++] = i
  return { positions, cell, starts, entries }
}

/**
 * Calls `visit` with each point of the grid within `radius` of the place, and its squared distance; a point at the
 * place itself too. Stops when `visit` gives true.
 */
export function visitNeighbours(
  grid: PointGrid,
  x: number,
  y: number,
  z: number,
  radius: number,
  visit: (index: number, squaredDistance: number) => unknown,
): void {
  const { positions, cell, starts, entries } = grid
  const buckets = starts.length - 1
  const squared = radius * radius
  const [fromX, toX] = [Math.floor((x - radius) / cell), Math.floor((x + radius) / cell)]
  const [toY, toZ] = [Math.floor((y + radius) / cell), Math.floor((z + radius) / cell)]
  for (let iz = Math.floor((z - radius) / cell); iz <= toZ; iz++) {
    for (let iy = Math.floor((y - radius) / cell); iy <= toY; iy++) {
      const row = hashRow(iy, iz)
      for (let ix = fromX; ix <= toX; ix++) {
        const bucket = (row + ix) & (buckets - 1)
        const end = starts[bucket + 1]
        for (let e = starts[bucket]; e < end; e++) {
          const j = entries[e]
          const px = positions[3 * j]
          const py = positions[3 * j + 1]
          const pz = positions[3 * j + 2]
          const distance = (px - x) ** 2 + (py - y) ** 2 + (pz - z) ** 2
          if (distance > squared) continue
          // Several cubes share a bucket: a point counts only in its own cube, so never twice.
          if (Math.floor(px / cell) !== ix || Math.floor(py / cell) !== iy || Math.floor(pz / cell) !== iz) continue
          if (visit(j, distance) === true) return
        }
      }
    }
  }
}

/**
 * Cubes side by side along x are buckets side by side, so that a row of them is read in one go. The primes are those of
 * Teschner et al. 2003, "Optimized spatial hashing".
 */
function hashRow(iy: number, iz: number): number {
  return Math.imul(iy, 19349663) ^ Math.imul(iz, 83492791)
}
