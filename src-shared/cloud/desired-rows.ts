import type { ChildRow, ChildRows, ChildTable } from './cloud-rows.ts'
import { iterationRows } from './iteration-rows.ts'
import { orbitOf } from './orbit-of-camera.ts'
import { type FilesByName, filesByName, type RowSource, rowId, urlOf } from './row-source.ts'

const MEGABYTE = 1e6

/**
 * The rows that hang on a project, from what its files tell. Rows are only made about objects that are there; the times
 * at which rows came about are the database's.
 */
export async function desiredRows(source: RowSource): Promise<ChildRows> {
  const byName = filesByName(source)
  return {
    multiview_generation: await viewRows(source, byName),
    depth_maps: await depthRows(source, byName),
    gaussian_splat_models: await modelRows(source, byName),
    export_history: await exportRows(source),
    ...(await iterationRows(source, byName)),
  }
}

async function viewRows(source: RowSource, byName: FilesByName): Promise<ChildRow[]> {
  const rows = (source.facts.views?.views ?? []).map(async ({ camera }, index) => {
    const file = byName.get(`views/view_${two(index)}.png`)
    if (!file || index > 15) return []
    const { azimuth, elevation } = orbitOf(camera.worldToCamera)
    return [
      {
        ...(await keys(source, 'multiview_generation', String(index))),
        view_index: index,
        elevation,
        azimuth,
        image_url: urlOf(source, file),
        content_hash: file.sha256,
      },
    ]
  })
  return (await Promise.all(rows)).flat()
}

async function depthRows(source: RowSource, byName: FilesByName): Promise<ChildRow[]> {
  const rows = (source.facts.depths ?? []).map(async (depth, index) => {
    const map = byName.get(`depth/view_${two(index)}.npy`)
    const heatmap = byName.get(`depth/view_${two(index)}_heatmap.png`)
    if (!map || index > 15) return []
    return [
      {
        ...(await keys(source, 'depth_maps', String(index))),
        view_index: index,
        depth_map_url: urlOf(source, map),
        depth_heatmap_url: heatmap ? urlOf(source, heatmap) : null,
        min_depth: depth.minDepth,
        max_depth: depth.maxDepth,
        mean_depth: depth.meanDepth,
        confidence_score: depth.confidenceScore,
        content_hash: map.sha256,
      },
    ]
  })
  return (await Promise.all(rows)).flat()
}

async function modelRows(source: RowSource, byName: FilesByName): Promise<ChildRow[]> {
  const { refinement, splats, manifest } = source.facts
  const versions = refinement
    ? refinement.iterations.map(({ iterationNumber, model }) => ({ version: iterationNumber, splats: model.splats }))
    : [{ version: 0, splats }]
  const asked = manifest?.options.refine?.version
  const final = versions.some(({ version }) => version === asked) ? asked : (refinement?.best ?? 0)
  const rows = versions.map(async ({ version, splats }) => {
    const file = byName.get(`models/v${version}.ply`)
    if (!file) return []
    return [
      {
        ...(await keys(source, 'gaussian_splat_models', String(version))),
        version,
        model_file_url: urlOf(source, file),
        num_splats: splats,
        file_size_mb: file.bytes / MEGABYTE,
        is_final: version === final,
        content_hash: file.sha256,
      },
    ]
  })
  return (await Promise.all(rows)).flat()
}

/** One row an exported format: the file that is there, not those that it has replaced. */
async function exportRows(source: RowSource): Promise<ChildRow[]> {
  const rows = source.files.map(async (file) => {
    const format = /^exports\/(\w+)\/\{id\}\.\1$/.exec(file.path)?.[1]
    if (format === undefined) return []
    return [
      {
        ...(await keys(source, 'export_history', format)),
        format,
        file_url: urlOf(source, file),
        file_size_mb: file.bytes / MEGABYTE,
        optimization_level: 'none',
        content_hash: file.sha256,
      },
    ]
  })
  return (await Promise.all(rows)).flat()
}

async function keys({ projectId, ownerId }: RowSource, table: ChildTable, about: string) {
  return { id: await rowId(projectId, table, about), project_id: projectId, owner_id: ownerId }
}

function two(index: number): string {
  return String(index).padStart(2, '0')
}
