import type { ProjectStatus } from './cloud/status-of-run.ts'

/** The columns of a project's row that its status is told from, named as in the cloud's schema. */
export interface StatusRow {
  readonly id: string
  readonly status: ProjectStatus
  readonly current_step: string | null
  /** Share of the step, 0..1, where its machine reports it. */
  readonly step_progress: number | null
  readonly error_message: string | null
  readonly original_image_url: string | null
  readonly processed_image_url: string | null
  readonly final_model_url: string | null
  /** Seconds. */
  readonly total_processing_time: number
  readonly created_at: string
}

interface ModelRow {
  readonly version: number
  readonly model_file_url: string
  readonly num_splats: number | null
  readonly is_final: boolean
}

interface IterationRow {
  readonly iteration_number: number
  readonly overall_quality: number | null
  readonly psnr: number | null
  readonly ssim: number | null
  readonly converged: boolean
}

/** What a project has made so far; `views` and `depthMaps` are counts. */
interface MadeSoFar {
  readonly views: number
  readonly depthMaps: number
  readonly models: readonly ModelRow[]
  readonly iterations: readonly IterationRow[]
}

/** What the first Glimpse3D answered `GET /api/v1/status/{project}`, and before it the same in one level. */
interface ProjectStatusAnswer {
  readonly project_id: string
  readonly status: ProjectStatus
  /** Percent, as `progressPercent`. */
  readonly progress: number
  readonly current_step: string | null
  readonly error_message: string | null
  readonly project: Omit<StatusRow, 'step_progress'>
  readonly pipeline_progress: {
    readonly multiview_images: { readonly completed: number; readonly total: number }
    readonly depth_maps: { readonly completed: number; readonly total: number }
    readonly model_versions: number
    readonly refinement_iterations: number
  }
  readonly models: readonly ModelRow[]
  readonly iterations: readonly IterationRow[]
  readonly progress_percentage: number
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
