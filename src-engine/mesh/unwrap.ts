import type { WorkOptions } from '../../src-shared/progress.ts'
import { startWorkerPool } from '../threads/worker-pool.ts'
import type { UnwrapMessage, UnwrapReply } from './unwrap.worker.ts'

/** A mesh cut open along seams and laid flat. */
export interface UnwrappedMesh {
  /** Texture coordinates 0..1, origin at the top left: 2W. */
  readonly uvs: Float32Array
  /** Vertex of the closed surface each vertex comes from: W. */
  readonly source: Uint32Array
  readonly indices: Uint32Array
}

/** Texels between charts: room for bilinear sampling two mip levels down. */
const PADDING = 4

/**
 * Unwraps with xatlas (watlas, WASM) in a thread of its own, so that it can be cancelled.
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
  const pool = startWorkerPool(new URL('./unwrap.worker.ts', import.meta.url), {
    signal: options.signal,
    pause: options.pause,
    threads: 1,
  })
  try {
    const message: UnwrapMessage = { positions, normals, indices, resolution: textureSize, padding: PADDING }
    const reply = await pool.run<UnwrapReply>(message)
    const uvs = reply.texels.map((value) => Math.min(1, value / reply.size))
    return { uvs, source: reply.source, indices: reply.indices }
  } finally {
    await pool.close()
  }
}
