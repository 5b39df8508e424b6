import type { RunState } from '../../src-shared/studio-api/project.ts'

export type Tone = 'quiet' | 'busy' | 'good' | 'warn' | 'bad'

/** What a run's state is called, and how it is coloured. */
export const RUN_STATES: Readonly<Record<RunState, { readonly label: string; readonly tone: Tone }>> = {
  idle: { label: 'Not started', tone: 'quiet' },
  queued: { label: 'Waiting in the queue', tone: 'busy' },
  running: { label: 'Running', tone: 'busy' },
  pausing: { label: 'Pausing…', tone: 'warn' },
  paused: { label: 'Paused', tone: 'warn' },
  cancelling: { label: 'Cancelling…', tone: 'warn' },
  completed: { label: 'Finished', tone: 'good' },
  failed: { label: 'Failed', tone: 'bad' },
  cancelled: { label: 'Cancelled', tone: 'quiet' },
  interrupted: { label: 'Interrupted', tone: 'warn' },
}

/** Fewer give no depth: parallax needs two, and a third to check them (the engine's own limit). */
export const MIN_PHOTOS = 3

/** What can be done with a run now. At most one of start and resume is the thing to do next. */
export interface RunAbilities {
  readonly start: boolean
  readonly pause: boolean
  /** A paused run goes on at once; a stopped one from its last finished stage. */
  readonly resume: boolean
  readonly cancel: boolean
}

export function runAbilities(state: RunState, usedPhotos: number): RunAbilities {
  const active = isActive(state)
  const enough = usedPhotos >= MIN_PHOTOS
  const stopped = state === 'failed' || state === 'cancelled' || state === 'interrupted'
  return {
    start: !active && enough,
    pause: state === 'running',
    resume: state === 'paused' || state === 'pausing' || (stopped && enough),
    cancel: active && state !== 'cancelling',
  }
}

/** It waits, or the engine holds it. */
export function isActive(state: RunState): boolean {
  return ['queued', 'running', 'pausing', 'paused', 'cancelling'].includes(state)
}
