import type { Stage } from '../../src-shared/events.ts'
import type { RunState, StageStatus } from '../../src-shared/studio-api/project.ts'

/** Time each stage takes beside the others of its run, from the recorded runs of the samples; export is a few seconds. */
const SHARES: Readonly<Record<Stage, number>> = {
  photos: 0.02,
  background: 0.05,
  cameras: 0.2,
  views: 0.1,
  depth: 0.03,
  training: 0.55,
  refine: 0.3,
  surface: 0.2,
  export: 0.03,
}

/** How far a run is: 0 to 1. */
export function runProgress(stages: readonly Pick<StageStatus, 'stage' | 'fraction' | 'state'>[]): number {
  let done = 0
  for (const { stage, state, fraction } of stages) {
    if (state === 'finished' || state === 'reused') done += SHARES[stage]
    else if (state === 'running') done += SHARES[stage] * fraction
  }
  const whole = stages.reduce((sum, { stage }) => sum + SHARES[stage], 0)
  return whole > 0 ? Math.min(done / whole, 1) : 0
}

/** True while a project stands in the queue, whether it computes or not. */
export function isInQueue(state: RunState): boolean {
  return state === 'queued' || isComputing(state)
}

/** True for the one project of the queue that has begun. */
export function isComputing(state: RunState): boolean {
  return state === 'running' || state === 'pausing' || state === 'paused' || state === 'cancelling'
}

const WORDS: Readonly<Record<RunState, string>> = {
  idle: 'Not started',
  queued: 'Waiting',
  running: 'Running',
  pausing: 'Pausing',
  paused: 'Paused',
  cancelling: 'Stopping',
  completed: 'Ready',
  failed: 'Failed',
  cancelled: 'Cancelled',
  interrupted: 'Interrupted',
}

/** A run's state in a word. */
export function runStateWord(state: RunState): string {
  return WORDS[state]
}
