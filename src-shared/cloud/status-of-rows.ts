import { type ProjectStatusAnswer, projectStatus, statusIterationSchema, statusModelSchema } from '../project-status.ts'
import { desiredRows } from './desired-rows.ts'
import { projectColumns } from './project-columns.ts'
import type { RowSource } from './row-source.ts'

/** How far a project is, told from the rows that a sync would write of it. `id`: what it is called by. */
export async function statusOfRows(id: string, source: RowSource): Promise<ProjectStatusAnswer> {
  const rows = await desiredRows(source)
  const models = rows.gaussian_splat_models.map((row) => statusModelSchema.parse(row))
  const iterations = rows.enhancement_iterations.map((row) => statusIterationSchema.parse(row))
  return projectStatus(
    { id, created_at: jsonTimestamp(source.facts.created), ...projectColumns(source) },
    {
      views: rows.multiview_generation.length,
      depthMaps: rows.depth_maps.length,
      models: models.sort((a, b) => a.version - b.version),
      iterations: iterations.sort((a, b) => a.iteration_number - b.iteration_number),
    },
  )
}

/** An instant as PostgreSQL writes it in JSON, UTC: no zeros at the end of a fraction, an offset in place of the Z. */
function jsonTimestamp(created: string): string {
  const [seconds, fraction] = new Date(created).toISOString().slice(0, -1).split('.')
  const digits = fraction.replace(/0+$/, '')
  return `${seconds}${digits && `.${digits}`}+00:00`
}
