import type { RefinementIteration, RefinementQuality } from '../refinement.ts'
import type { ChildRow, ChildRows } from './cloud-rows.ts'
import { type FilesByName, type RowSource, rowId, urlOf } from './row-source.ts'

/** What is measured of an iteration, as `refinement_metrics.metric_name` has it. */
const METRICS: Readonly<Record<keyof RefinementQuality, string>> = {
  psnr: 'psnr',
  ssim: 'ssim',
  lpips: 'lpips',
  avgDepthConsistency: 'depth_consistency',
  avgFeatureSimilarity: 'feature_similarity',
}

type IterationRows = Pick<ChildRows, 'enhancement_iterations' | 'enhanced_views' | 'refinement_metrics'>

/** The rows about refinement: iterations, version 0 (as training left the splats) included, their views and figures. */
export async function iterationRows(source: RowSource, byName: FilesByName): Promise<IterationRows> {
  const iterations = source.facts.refinement?.iterations ?? []
  const rows: Record<keyof IterationRows, ChildRow[]> = {
    enhancement_iterations: [],
    enhanced_views: [],
    refinement_metrics: [],
  }
  for (const iteration of iterations) {
    const id = await rowId(source.projectId, 'enhancement_iterations', String(iteration.iterationNumber))
    rows.enhancement_iterations.push(iterationRow(source, id, iteration))
    rows.enhanced_views.push(...(await enhancedRows(source, id, iteration, byName)))
    rows.refinement_metrics.push(...(await metricRows(source, id, iteration, iterations[0])))
  }
  return rows
}

function iterationRow(source: RowSource, id: string, iteration: RefinementIteration): ChildRow {
  return {
    id,
    project_id: source.projectId,
    owner_id: source.ownerId,
    iteration_number: iteration.iterationNumber,
    learning_rate: iteration.learningRate,
    views_processed: iteration.viewsProcessed,
    avg_depth_consistency: iteration.avgDepthConsistency,
    avg_feature_similarity: iteration.avgFeatureSimilarity,
    psnr: iteration.psnr,
    ssim: iteration.ssim,
    lpips: iteration.lpips,
    overall_quality: iteration.overallQuality,
    converged: iteration.converged,
    processing_time: iteration.processingTime,
  }
}

async function enhancedRows(
  source: RowSource,
  iterationId: string,
  { iterationNumber, enhanced }: RefinementIteration,
  byName: FilesByName,
): Promise<ChildRow[]> {
  const rows = enhanced.map(async ({ viewIndex, rendered, enhanced: file }) => {
    const [before, after] = [byName.get(rendered), byName.get(file)]
    if (!after) return []
    return [
      {
        id: await rowId(source.projectId, 'enhanced_views', `${iterationNumber}/${viewIndex}`),
        iteration_id: iterationId,
        owner_id: source.ownerId,
        view_index: viewIndex,
        rendered_image_url: before ? urlOf(source, before) : null,
        enhanced_image_url: urlOf(source, after),
        content_hash: after.sha256,
      },
    ]
  })
  return (await Promise.all(rows)).flat()
}

async function metricRows(
  source: RowSource,
  iterationId: string,
  iteration: RefinementIteration,
  baseline: RefinementIteration,
): Promise<ChildRow[]> {
  const measured = [
    { view: null, now: iteration, first: baseline as RefinementQuality | undefined },
    ...iteration.views.map((view) => ({
      view: view.viewIndex,
      now: view,
      first: baseline.views.find(({ viewIndex }) => viewIndex === view.viewIndex),
    })),
  ]
  const rows: Promise<ChildRow>[] = []
  for (const { view, now, first } of measured) {
    for (const [field, name] of Object.entries(METRICS) as [keyof RefinementQuality, string][]) {
      const value = now[field]
      if (value === null) continue
      const before = first?.[field] ?? null
      const gain = before === null ? null : value - before
      rows.push(metricRow(source, iterationId, iteration.iterationNumber, { view, name, value, gain }))
    }
  }
  return Promise.all(rows)
}

async function metricRow(
  { projectId, ownerId }: RowSource,
  iterationId: string,
  iteration: number,
  { view, name, value, gain }: { view: number | null; name: string; value: number; gain: number | null },
): Promise<ChildRow> {
  return {
    id: await rowId(projectId, 'refinement_metrics', `${iteration}/${name}/${view ?? 'all'}`),
    iteration_id: iterationId,
    owner_id: ownerId,
    metric_name: name,
    metric_value: value,
    improvement_over_baseline: gain,
    view_index: view,
  }
}
