import type { WorkOptions } from '../../src-shared/progress.ts'
import { defaultThreads, startWorkerPool } from '../threads/worker-pool.ts'
import { splitTriangles } from './split-triangles.ts'
import type { PackedSheets, Sheet, UnwrapTask } from './unwrap.worker.ts'

/** A mesh cut open along seams and laid flat. */
export interface UnwrappedMesh {
  /** Texture coordinates 0..1, origin at the top left: 2W. */
  readonly uvs: Float32Array
  /** Vertex of the closed surface each vertex comes from: W. */
  readonly source: Uint32Array
  /** Triangles in the order they came in. */
  readonly indices: Uint32Array
}

/** Texels between charts: room for bilinear sampling two mip levels down. */
const PADDING = 4
/** Parts of the surface are cut into charts at once; smaller ones have more seams, larger ones leave threads idle. */
const TRIANGLES_A_PART = 8000
const MOST_HALVINGS = 4
/** Growing a chart takes the square of its size: none is larger than this share of the surface, or so many triangles. */
const LARGEST_SHARE = 1 / 25
const LARGEST_CHART = 1000
/** Share of the texture that charts come to cover, about; what they miss is made good by scaling. */
const COVERED = 0.55

/**
 * Unwraps with xatlas (watlas, WASM): parts of the surface are cut into charts side by side, and all charts laid on one
 * sheet. The same result whatever the number of threads.
 *
 * @param textureSize Side of the square texture, texels.
 * @throws StudioError `cancelled`.
 */
export async function unwrap(
  positions: Float32Array,
  normals: Float32Array,
  indices: Uint32Array,
  textureSize: number,
  options: WorkOptions = {},
): Promise<UnwrappedMesh> {
  const halvings = Math.min(MOST_HALVINGS, Math.ceil(Math.log2(Math.max(1, indices.length / 3 / TRIANGLES_A_PART))))
  const parts = splitTriangles(positions, indices, halvings)
  const area = surfaceArea(positions, indices)
  const largestChart = area * Math.max(LARGEST_SHARE, (3 * LARGEST_CHART) / indices.length)
  const texelsPerUnit = textureSize * Math.sqrt(COVERED / area)
  const pool = startWorkerPool(new URL('./unwrap.worker.ts', import.meta.url), {
    signal: options.signal,
    pause: options.pause,
    threads: Math.min(options.threads ?? defaultThreads(), parts.length),
  })
  const ask = <Reply>(task: UnwrapTask) => pool.run<Reply>(task)
  try {
    let done = 0
    const sheets = await Promise.all(
      parts.map(async (part) => {
        const { source, ...surface } = partOf(positions, normals, indices, part)
        const sheet = await ask<Sheet>({
          type: 'charts',
          ...surface,
          texelsPerUnit,
          largestChart,
        })
        options.onProgress?.(++done / (parts.length + 1), 'unwrapping')
        return { ...sheet, source: sheet.source.map((vertex) => source[vertex]) }
      }),
    )
    const { sheets: packed, size } = await ask<PackedSheets>({ type: 'pack', sheets, padding: PADDING })
    return joined(
      packed.map((sheet, i) => ({ ...sheet, source: sheet.source.map((vertex) => sheets[i].source[vertex]) })),
      parts,
      size,
    )
  } finally {
    await pool.close()
  }
}

/** Some triangles as a surface of their own; `source`: its vertices in the whole. */
function partOf(positions: Float32Array, normals: Float32Array, indices: Uint32Array, triangles: Uint32Array) {
  const own = new Map<number, number>()
  const part = new Uint32Array(3 * triangles.length)
  triangles.forEach((triangle, n) => {
    for (let corner = 0; corner < 3; corner++) {
      const vertex = indices[3 * triangle + corner]
      const known = own.get(vertex) ?? own.size
      own.set(vertex, known)
      part[3 * n + corner] = known
    }
  })
  const source = Uint32Array.from(own.keys())
  const picked = (values: Float32Array) => {
    const some = new Float32Array(3 * source.length)
    source.forEach((vertex, v) => {
      some.set(values.subarray(3 * vertex, 3 * vertex + 3), 3 * v)
    })
    return some
  }
  return { positions: picked(positions), normals: picked(normals), indices: part, source }
}

function joined(sheets: readonly Sheet[], parts: readonly Uint32Array[], size: number): UnwrappedMesh {
  const count = sheets.reduce((sum, { source }) => sum + source.length, 0)
  const uvs = new Float32Array(2 * count)
  const source = new Uint32Array(count)
  const indices = new Uint32Array(parts.reduce((sum, part) => sum + 3 * part.length, 0))
  let first = 0
  for (const [i, sheet] of sheets.entries()) {
    source.set(sheet.source, first)
    uvs.set(
      sheet.texels.map((value) => Math.min(1, value / size)),
      2 * first,
    )
    parts[i].forEach((triangle, n) => {
      for (let corner = 0; corner < 3; corner++) indices[3 * triangle + corner] = first + sheet.indices[3 * n + corner]
    })
    first += sheet.source.length
  }
  return { uvs, source, indices }
}

function surfaceArea(positions: Float32Array, indices: Uint32Array): number {
  let twice = 0
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [3 * indices[t], 3 * indices[t + 1], 3 * indices[t + 2]]
    const [ux, uy, uz] = [0, 1, 2].map((axis) => positions[b + axis] - positions[a + axis])
    const [vx, vy, vz] = [0, 1, 2].map((axis) => positions[c + axis] - positions[a + axis])
    twice += Math.hypot(uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx)
  }
  return twice / 2
}
