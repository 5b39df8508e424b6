import type { RunState } from '../../src-shared/studio-api/project.ts'
import { isInQueue } from '../state/run-progress.ts'

export type Tone = 'quiet' | 'busy' | 'good' | 'warn' | 'bad'

/** How a run's state is coloured. */
export const RUN_TONES: Readonly<Record<RunState, Tone>> = {
  idle: 'quiet',
  queued: 'busy',
  running: 'busy',
  pausing: 'warn',
  paused: 'warn',
  cancelling: 'warn',
  completed: 'good',
  failed: 'bad',
  cancelled: 'quiet',
  interrupted: 'warn',
}

/** Fewer give no depth: parallax needs two, and a third to check them (the engine's own limit). */
export const MIN_PHOTOS = 3

/** Whether so many photos make a model: one alone is cut out and its other sides guessed, several are solved. */
export function areEnough(usedPhotos: number): boolean {
  return usedPhotos === 1 || usedPhotos >= MIN_PHOTOS
}

/** What can be done with a run now. At most one of start and resume is the thing to do next. */
export interface RunAbilities {
  readonly start: boolean
  readonly pause: boolean
  /** A paused run goes on at once; a stopped one from its last finished stage. */
  readonly resume: boolean
  readonly cancel: boolean
  /** Training goes on from the splats there are. */
  readonly trainLonger: boolean
}

/** `ofObject`: a model of one photo or of sixteen views, whose training does not go on by itself. */
export function runAbilities(state: RunState, usedPhotos: number, ofObject = false): RunAbilities {
  const active = isInQueue(state)
  const enough = areEnough(usedPhotos)
  const stopped = state === 'failed' || state === 'cancelled' || state === 'interrupted'
  return {
    start: !active && enough,
    pause: state === 'running',
    resume: state === 'paused' || state === 'pausing' || (stopped && enough),
    cancel: active && state !== 'cancelling',
    trainLonger: state === 'completed' && usedPhotos >= MIN_PHOTOS && !ofObject,
  }
}
