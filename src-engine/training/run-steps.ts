import { betweenSteps, type WorkOptions, workClock } from '../../src-shared/progress.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { checkpointTimes } from './checkpoint-times.ts'
import type { LastingTrainer } from './fall-back.ts'

/** A snapshot of a run, for curves and counters. */
interface TrainingMetrics {
  readonly step: number
  readonly steps: number
  /** Running means over the last steps. */
  readonly loss: number
  readonly psnr: number
  readonly ssim: number
  readonly splats: number
  readonly stepsPerSecond: number
}

export interface RunStepsOptions extends WorkOptions {
  readonly steps: number
  /** Steps done before. */
  readonly firstStep: number
  readonly onMetrics?: (metrics: TrainingMetrics) => void
  /** Given a copy of the splats about once a second; training waits for it. The result does not depend on it. */
  readonly onPreview?: (cloud: SplatCloud, step: number) => Promise<void>
  /** Given what a run needs to go on after a crash, from time to time; training waits for it. Arrays hold until it is done. */
  readonly onCheckpoint?: (checkpoint: TrainerCheckpoint) => Promise<void>
}

export type TrainerCheckpoint = Awaited<ReturnType<LastingTrainer['checkpoint']>>

/** Weight of the newest step in the running means, and steps between two reports of metrics. */
const SMOOTHING = 0.05
const STEPS_BETWEEN_METRICS = 10
/** Previews come this often, and more seldom where they would take more than a twentieth of the time. */
const MILLISECONDS_BETWEEN_PREVIEWS = 1000
const PREVIEW_PAUSE = 20

/** Runs the steps of the schedule that are left, and tells how it goes. Gives the number of the last one. */
export async function runSteps(trainer: LastingTrainer, options: RunStepsOptions): Promise<number> {
  const { steps, firstStep, onPreview, onCheckpoint } = options
  const checkpoints = checkpointTimes(firstStep, performance.now())
  const clock = workClock(options)
  const begun = clock()
  let run = 0
  let loss = 0
  let psnr = 0
  let ssim = 0
  let nextPreview = 0
  // A trainer that lost its device goes on from an earlier step.
  let done = firstStep
  while (done < steps) {
    await betweenSteps(options)
    const result = await trainer.step()
    done = result.step
    run++
    const weight = run === 1 ? 1 : SMOOTHING
    loss += weight * (result.loss - loss)
    psnr += weight * (result.psnr - psnr)
    ssim += weight * (result.ssim - ssim)
    options.onProgress?.(done / steps, `step ${done} of ${steps}, ${result.splats} splats`)
    if (done % STEPS_BETWEEN_METRICS === 0 || done === steps) {
      const stepsPerSecond = (1000 * run) / (clock() - begun)
      options.onMetrics?.({ step: done, steps, loss, psnr, ssim, splats: result.splats, stepsPerSecond })
    }
    const now = performance.now()
    if (onPreview && now >= nextPreview) {
      await onPreview(await trainer.snapshot(), done)
      const ended = performance.now()
      nextPreview = ended + Math.max(MILLISECONDS_BETWEEN_PREVIEWS, PREVIEW_PAUSE * (ended - now))
    }
    if (onCheckpoint && done < steps && checkpoints.due(done, performance.now())) {
      const from = performance.now()
      await onCheckpoint(await trainer.checkpoint())
      checkpoints.written(done, from, performance.now())
    }
  }
  return done
}
