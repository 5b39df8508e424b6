import { setImmediate } from 'node:timers/promises'
import { betweenSteps, type WorkOptions } from '../../src-shared/progress.ts'

/**
 * Between two steps that each keep this thread busy for a good part of a second: what has arrived meanwhile, such as a
 * call to the engine, is seen to first. Throws `cancelled`, waits while the work is paused.
 */
export async function betweenLongSteps(options: Pick<WorkOptions, 'signal' | 'pause'>): Promise<void> {
  await setImmediate()
  await betweenSteps(options)
}
