import { Atlas, Initialize } from 'watlas'
import { serveTasks } from '../threads/serve-tasks.ts'

export interface UnwrapMessage {
  readonly positions: Float32Array
  readonly normals: Float32Array
  readonly indices: Uint32Array
  /** Side of the texture in texels, and the room between charts. */
  readonly resolution: number
  readonly padding: number
}

export interface UnwrapReply {
  /** In texels of the atlas, which is `size` wide and high at most: 2W. */
  readonly texels: Float32Array
  /** Vertex of the input each new vertex comes from: W. */
  readonly source: Uint32Array
  readonly indices: Uint32Array
  readonly size: number
}

serveTasks(
  async ({ positions, normals, indices, resolution, padding }: UnwrapMessage): Promise<UnwrapReply> => {
    await Initialize()
    const atlas = new Atlas()
    try {
      atlas.addMesh({
        vertexPositionData: positions,
        vertexPositionStride: 12,
        vertexCount: positions.length / 3,
        vertexNormalData: normals,
        vertexNormalStride: 12,
        indexData: indices,
        indexCount: indices.length,
      })
      atlas.computeCharts({ maxIterations: 1, maxCost: 4, normalDeviationWeight: 1.5 })
      atlas.packCharts({ resolution, padding, bilinear: true, bruteForce: false })
      const mesh = atlas.getMesh(0)
      const source = new Uint32Array(mesh.vertexCount)
      const texels = new Float32Array(2 * mesh.vertexCount)
      for (let v = 0; v < mesh.vertexCount; v++) {
        const vertex = mesh.getVertex(v)
        source[v] = vertex.xref
        texels.set(vertex.uv, 2 * v)
      }
      const unwrapped = new Uint32Array(mesh.indexCount)
      mesh.getIndexArray(unwrapped)
      return { texels, source, indices: unwrapped, size: Math.max(atlas.width, atlas.height) }
    } finally {
      atlas.delete()
    }
  },
  (reply) => [reply.texels, reply.source, reply.indices].map((array) => array.buffer as ArrayBuffer),
)
