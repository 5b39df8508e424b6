import type { Stage } from '../events.ts'
import type { ProjectFacts } from './project-facts.ts'

/** `projects.status`, as the schema has it. */
export const PROJECT_STATUSES = [
  'uploading',
  'preprocessing',
  'multiview_generating',
  'depth_estimating',
  'reconstructing',
  'enhancing',
  'refining',
  'completed',
  'failed',
] as const
export type ProjectStatus = (typeof PROJECT_STATUSES)[number]

/** The columns of a project's row that tell how far it is; changing them makes no new revision. */
export interface ProgressColumns {
  readonly status: ProjectStatus
  readonly current_step: string | null
  /** Share of the step, 0..1. */
  readonly step_progress: number | null
  readonly error_message: string | null
}

/** For many photos, solving the cameras is what `multiview_generating` says. */
const STATUS_OF_STAGE: Readonly<Record<Stage, ProjectStatus>> = {
  photos: 'preprocessing',
  background: 'preprocessing',
  cameras: 'multiview_generating',
  views: 'multiview_generating',
  depth: 'depth_estimating',
  training: 'reconstructing',
  refine: 'refining',
  surface: 'refining',
  export: 'refining',
}

/** How a run stands, in the schema's words. The schema has none for a run that was stopped: it counts as failed, and says why. */
export function statusOfRun(run: ProjectFacts['run']): ProgressColumns {
  if (run?.state === 'completed')
    return { status: 'completed', current_step: null, step_progress: null, error_message: null }
  if (run?.state === 'failed') return failed(run.stage, run.error ?? 'The run has failed.')
  if (run?.state === 'cancelled') return failed(run.stage, 'The run was cancelled. It can be resumed.')
  if (run?.state === 'interrupted') return failed(run.stage, 'The run was interrupted. It can be resumed.')
  const under = run && run.state !== 'idle' && run.state !== 'queued'
  if (!under || run.stage === null) {
    return { status: 'uploading', current_step: null, step_progress: null, error_message: null }
  }
  return {
    status: STATUS_OF_STAGE[run.stage],
    current_step: run.stage,
    step_progress: run.fraction,
    error_message: null,
  }
}

function failed(stage: Stage | null, message: string): ProgressColumns {
  return { status: 'failed', current_step: stage, step_progress: null, error_message: message }
}
