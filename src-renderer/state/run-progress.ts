import type { Stage } from '../../src-shared/events.ts'
import type { RunState, StageStatus } from '../../src-shared/studio-api/project.ts'

type Span = readonly [from: number, to: number]

/**
 * Percent of the run at which each stage begins and ends, the same for every host, preset and machine: those of the
 * status that a shared project shows (docs/studio.md). A run of one photo, or of sixteen views, has views and depth.
 */
const ONE_PHOTO: Readonly<Partial<Record<Stage, Span>>> = {
  photos: [0, 5],
  background: [5, 10],
  views: [10, 40],
  depth: [40, 60],
  training: [60, 70],
  refine: [70, 95],
  surface: [95, 98],
  export: [98, 100],
}
/** A run of many photos solves their cameras in place of views, and trains in place of depth and refinement. */
const MANY_PHOTOS: Readonly<Partial<Record<Stage, Span>>> = {
  photos: [0, 10],
  cameras: [10, 40],
  training: [40, 75],
  surface: [75, 97],
  export: [97, 100],
}

/** How far a run is: 0 to 1. */
export function runProgress(stages: readonly Pick<StageStatus, 'stage' | 'fraction' | 'state'>[]): number {
  const spans = stages.some(({ stage }) => stage === 'views') ? ONE_PHOTO : MANY_PHOTOS
  let percent = 0
  for (const { stage, state, fraction } of stages) {
    const [from, to] = spans[stage] ?? [0, 0]
    if (state === 'finished' || state === 'reused') percent = Math.max(percent, to)
    else if (state === 'running') percent = Math.max(percent, from + (to - from) * fraction)
  }
  return percent / 100
}

const STATUS: Readonly<Record<Stage, string>> = {
  photos: 'Preprocessing',
  background: 'Preprocessing',
  cameras: 'Solving cameras',
  views: 'Generating views',
  depth: 'Estimating depth',
  training: 'Reconstructing',
  refine: 'Refining',
  surface: 'Making the surface',
  export: 'Writing the model',
}

/** What a run is at, in a word or two; null while no stage is under way. */
export function runStatusWord(stages: readonly Pick<StageStatus, 'stage' | 'state'>[]): string | null {
  const running = stages.find(({ state }) => state === 'running')
  return running ? STATUS[running.stage] : null
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
