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
  /** Share of the step that `status` names, 0..1. */
  readonly step_progress: number | null
  readonly error_message: string | null
}

interface Part {
  readonly status: ProjectStatus
  /** Which part of the status's step the stage is, 0..1. */
  readonly from: number
  readonly to: number
}

/**
 * For many photos, solving the cameras is what `multiview_generating` says. Stages that share a status follow each other in
 * it, so that the percentage never falls; most of `refining` goes to what takes longest there (bench/results/one-photo.md).
 */
const PART_OF_STAGE: Readonly<Record<Stage, Part>> = {
  photos: { status: 'preprocessing', from: 0, to: 0.5 },
  background: { status: 'preprocessing', from: 0.5, to: 1 },
  cameras: { status: 'multiview_generating', from: 0, to: 1 },
  views: { status: 'multiview_generating', from: 0, to: 1 },
  depth: { status: 'depth_estimating', from: 0, to: 1 },
  training: { status: 'reconstructing', from: 0, to: 1 },
  refine: { status: 'refining', from: 0, to: 0.7 },
  surface: { status: 'refining', from: 0.7, to: 0.95 },
  export: { status: 'refining', from: 0.95, to: 1 },
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
  const { status, from, to } = PART_OF_STAGE[run.stage]
  const step_progress = from + (to - from) * run.fraction
  return { status, current_step: run.stage, step_progress, error_message: null }
}

function failed(stage: Stage | null, message: string): ProgressColumns {
  return { status: 'failed', current_step: stage, step_progress: null, error_message: message }
}
