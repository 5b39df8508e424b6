import { StudioError } from '../../src-shared/errors.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'

/** Splats to train on from, in place of new ones from the sparse points. */
export interface StartingPoint {
  /** In the frame of the cameras. More splats than the budget stay as they are: none are added then. */
  readonly cloud: SplatCloud
  /** Steps of the schedule that count as done: 0 goes through all of it with these splats, more goes on within it. */
  readonly firstStep: number
  /** Splats that the schedule began with, where that is known: their number rises from there to the budget. */
  readonly firstCount?: number
}

/** Throws `validation_failed` when training cannot begin there in a run of `steps` steps. */
export function checkStart({ cloud, firstStep }: StartingPoint, steps: number): void {
  const hint = 'Start from another file, or from the photos alone.'
  if (cloud.count === 0) throw new StudioError('validation_failed', 'There is no splat to start from.', hint)
  if (Number.isInteger(firstStep) && firstStep >= 0 && firstStep <= steps) return
  throw new StudioError(
    'validation_failed',
    `Training of ${steps} steps cannot go on from step ${firstStep}.`,
    'Give more steps than the splats to start from have had, or start at step 0.',
  )
}
