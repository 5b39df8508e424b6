import { z } from 'zod'
import { PROJECT_STATUSES, type ProjectStatus } from './cloud/status-of-run.ts'

/** Columns of a project's row, named as in the cloud's schema. */
const projectSchema = z.object({
  /** The project's id in the cloud; of one that is not under sync, the studio's. */
  id: z.string(),
  status: z.enum(PROJECT_STATUSES),
  /** The stage (events.ts) that is under way, or in which the run ended. */
  current_step: z.string().nullable(),
  error_message: z.string().nullable(),
  /** `..._url`: bucket and path of an object in the cloud, such as `3d-models/<owner>/<project>/models/final.glb`. */
  original_image_url: z.string().nullable(),
  processed_image_url: z.string().nullable(),
  final_model_url: z.string().nullable(),
  /** Seconds. */
  total_processing_time: z.number(),
  /** As PostgreSQL writes it in JSON, UTC: `2026-11-21T10:00:00+00:00`. */
  created_at: z.string(),
})

/** What a project's status is told from. */
export interface StatusRow extends Readonly<z.infer<typeof projectSchema>> {
  /** Share of the step that `status` names, 0..1, where its machine reports it. */
  readonly step_progress: number | null
}

/** A version of the splats, by the table's columns. */
export const statusModelSchema = z.object({
  version: z.int(),
  model_file_url: z.string(),
  num_splats: z.int().nullable(),
  is_final: z.boolean(),
})

/** Likewise an iteration of the refinement. */
export const statusIterationSchema = z.object({
  iteration_number: z.int(),
  overall_quality: z.number().nullable(),
  psnr: z.number().nullable(),
  ssim: z.number().nullable(),
  converged: z.boolean(),
})

const countSchema = z.object({ completed: z.int(), total: z.int() })

/** What the first Glimpse3D answered `GET /api/v1/status/{project}`, and before it the same in one level. */
export const projectStatusSchema = z.object({
  project_id: projectSchema.shape.id,
  status: projectSchema.shape.status,
  /** Percent, as `progressPercent`. */
  progress: z.int(),
  current_step: projectSchema.shape.current_step,
  error_message: projectSchema.shape.error_message,
  project: projectSchema,
  pipeline_progress: z.object({
    multiview_images: countSchema,
    depth_maps: countSchema,
    model_versions: z.int(),
    refinement_iterations: z.int(),
  }),
  models: z.array(statusModelSchema),
  iterations: z.array(statusIterationSchema),
  progress_percentage: z.int(),
})
export type ProjectStatusAnswer = z.infer<typeof projectStatusSchema>

/** What a project has made so far; `views` and `depthMaps` are counts, the rest is in the order of its numbers. */
interface MadeSoFar {
  readonly views: number
  readonly depthMaps: number
  readonly models: ProjectStatusAnswer['models']
  readonly iterations: ProjectStatusAnswer['iterations']
}

/** Views, and depth maps, of one photo. */
const VIEWS = 16
/** Versions of the splats that a refinement usually makes. */
const USUAL_VERSIONS = 5

/**
 * Percent, whole. Within a step: the share its machine reports, else what it has made of what is usual. -1: failed.
 * The cloud's function of the same name computes the same.
 */
export function progressPercent(
  status: ProjectStatus,
  stepProgress: number | null,
  made: { readonly views: number; readonly depthMaps: number; readonly models: number },
): number {
  const within = (from: number, to: number, share: number) => from + Math.floor((to - from) * (stepProgress ?? share))
  switch (status) {
    case 'uploading':
      return 5
    case 'preprocessing':
      return 10
    case 'multiview_generating':
      return within(10, 40, Math.min(1, made.views / VIEWS))
    case 'depth_estimating':
      return within(40, 60, Math.min(1, made.depthMaps / VIEWS))
    case 'reconstructing':
      return within(60, 70, 0.5)
    case 'enhancing':
    case 'refining':
      return within(70, 95, Math.min(1, made.models / USUAL_VERSIONS))
    case 'completed':
      return 100
    case 'failed':
      return -1
  }
}

/** How far a project is. The cloud's `project_status` answers the same from its tables. */
export function projectStatus(row: StatusRow, made: MadeSoFar): ProjectStatusAnswer {
  const { step_progress, ...project } = row
  const progress = progressPercent(row.status, step_progress, { ...made, models: made.models.length })
  return {
    project_id: row.id,
    status: row.status,
    progress,
    current_step: row.current_step,
    error_message: row.error_message,
    project,
    pipeline_progress: {
      multiview_images: { completed: made.views, total: VIEWS },
      depth_maps: { completed: made.depthMaps, total: VIEWS },
      model_versions: made.models.length,
      refinement_iterations: made.iterations.length,
    },
    models: made.models,
    iterations: made.iterations,
    progress_percentage: progress,
  }
}
