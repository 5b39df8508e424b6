import { randomUUID } from 'node:crypto'
import type { ChildTable, Row } from '../../../../src-shared/cloud/cloud-rows.ts'

/** The least that each table takes, below one project; parents before children. */
export function trialRows(projectId: string): readonly (readonly [ChildTable, Row & { readonly id: string }])[] {
  const iteration = randomUUID()
  const of = { project_id: projectId }
  const ofIteration = { iteration_id: iteration }
  return [
    ['multiview_generation', { id: randomUUID(), ...of, view_index: 0, image_url: 'doctor' }],
    ['depth_maps', { id: randomUUID(), ...of, view_index: 0, depth_map_url: 'doctor' }],
    ['gaussian_splat_models', { id: randomUUID(), ...of, model_file_url: 'doctor' }],
    ['enhancement_iterations', { id: iteration, ...of, iteration_number: 0 }],
    ['export_history', { id: randomUUID(), ...of, format: 'glb', file_url: 'doctor' }],
    ['enhanced_views', { id: randomUUID(), ...ofIteration, view_index: 0, enhanced_image_url: 'doctor' }],
    ['refinement_metrics', { id: randomUUID(), ...ofIteration, metric_name: 'doctor', metric_value: 0 }],
  ]
}
