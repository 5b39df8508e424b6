import { ONE_PHOTO_STAGES, type Stage } from '../events.ts'
import type { StageStatus } from './project.ts'

export function waitingStage(stage: Stage): StageStatus {
  return { stage, state: 'waiting', fraction: 0, detail: '', seconds: null, secondsLeft: null }
}

/**
 * The stages of a run with one of them changed. A stage that the run was not known to have says that it is one of one
 * photo (or of an object's views): the stages that follow are those of such a run.
 */
export function withStage(stages: readonly StageStatus[], status: StageStatus): StageStatus[] {
  if (stages.some(({ stage }) => stage === status.stage)) {
    return stages.map((known) => (known.stage === status.stage ? status : known))
  }
  const rest = ONE_PHOTO_STAGES.slice(ONE_PHOTO_STAGES.indexOf(status.stage))
  const begun = stages.filter(({ stage, state }) => state !== 'waiting' && !rest.includes(stage))
  return [...begun, ...rest.map((stage) => (stage === status.stage ? status : waitingStage(stage)))]
}
