import { Atlas, type ChartOptions, Initialize, type Mesh, type PackOptions } from 'watlas'
import { serveTasks } from '../threads/serve-tasks.ts'

export type UnwrapTask =
  /** Cuts a part of a surface into charts, which come to lie beside each other on a sheet of the part's own. */
  | {
      readonly type: 'charts'
      readonly positions: Float32Array
      readonly normals: Float32Array
      readonly indices: Uint32Array
      readonly texelsPerUnit: number
      /** World units squared. */
      readonly largestChart: number
    }
  /** Lays the charts of several sheets on one. */
  | { readonly type: 'pack'; readonly sheets: readonly Sheet[]; readonly padding: number }

/** Charts side by side. */
export interface Sheet {
  /** 2W. */
  readonly texels: Float32Array
  /** Vertex that each comes from, of the part or of the sheet that was given: W. */
  readonly source: Uint32Array
  readonly indices: Uint32Array
}

export interface PackedSheets {
  readonly sheets: readonly Sheet[]
  /** All texels lie within so many from 0. */
  readonly size: number
}

/** A chart stops growing when the next triangle costs more (bends it, makes its rim longer): xatlas' own measure. */
const CHARTS: ChartOptions = { maxIterations: 1, maxCost: 4, normalDeviationWeight: 1.5 }

serveTasks(async (task: UnwrapTask): Promise<Sheet | PackedSheets> => {
  await Initialize()
  if (task.type === 'charts') {
    const { positions, normals, indices, texelsPerUnit, largestChart } = task
    const fill = (atlas: Atlas) =>
      atlas.addMesh({
        vertexPositionData: positions,
        vertexPositionStride: 12,
        vertexCount: positions.length / 3,
        vertexNormalData: normals,
        vertexNormalStride: 12,
        indexData: indices,
        indexCount: indices.length,
      })
    const pack = { texelsPerUnit, bilinear: true, bruteForce: false }
    return withAtlas(fill, { ...CHARTS, maxChartArea: largestChart }, pack, (atlas) => sheetOf(atlas.getMesh(0)))
  }
  const { sheets, padding } = task
  const fill = (atlas: Atlas) => {
    for (const { texels, indices } of sheets)
      atlas.addUvMesh({
        vertexUvData: texels,
        vertexStride: 8,
        vertexCount: texels.length / 2,
        indexData: indices,
        indexCount: indices.length,
      })
  }
  const pack = { texelsPerUnit: 1, padding, bilinear: true, bruteForce: false }
  return withAtlas(fill, {}, pack, (atlas) => ({
    sheets: sheets.map((_, i) => sheetOf(atlas.getMesh(i))),
    size: Math.max(atlas.width, atlas.height),
  }))
}, transferred)

function withAtlas<Result>(
  fill: (atlas: Atlas) => void,
  charts: ChartOptions,
  pack: PackOptions,
  result: (atlas: Atlas) => Result,
): Result {
  const atlas = new Atlas()
  try {
    fill(atlas)
    atlas.computeCharts(charts)
    atlas.packCharts(pack)
    return result(atlas)
  } finally {
    atlas.delete()
  }
}

function sheetOf(mesh: Mesh): Sheet {
  const source = new Uint32Array(mesh.vertexCount)
  const texels = new Float32Array(2 * mesh.vertexCount)
  for (let v = 0; v < mesh.vertexCount; v++) {
    const vertex = mesh.getVertex(v)
    source[v] = vertex.xref
    texels.set(vertex.uv, 2 * v)
  }
  const indices = new Uint32Array(mesh.indexCount)
  mesh.getIndexArray(indices)
  return { texels, source, indices }
}

function transferred(reply: Sheet | PackedSheets): ArrayBuffer[] {
  const sheets = 'sheets' in reply ? reply.sheets : [reply]
  return sheets.flatMap(({ texels, source, indices }) =>
    [texels, source, indices].map((array) => array.buffer as ArrayBuffer),
  )
}
