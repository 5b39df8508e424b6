import type { Camera } from '../../src-shared/camera.ts'
import { throwIfCancelled } from '../../src-shared/errors.ts'
import type { PhotoScore } from '../../src-shared/events.ts'
import type { Preset } from '../../src-shared/presets.ts'
import { betweenSteps, type WorkOptions, workClock } from '../../src-shared/progress.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import type { SparsePoints } from '../cameras/types.ts'
import { initialiseSplats } from '../splats/initialise-splats.ts'
import { createCpuTrainer } from './cpu/create-cpu-trainer.ts'
import { renderSplats } from './cpu/render-splats.ts'
import { type HeldOutScore, scoreHeldOut, scorePhoto } from './score-views.ts'
import { checkStart, type StartingPoint } from './starting-point.ts'
import type { Trainer, TrainingView } from './trainer.ts'
import type { TrainingRecipe } from './training-recipe.ts'

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

export interface TrainSplatsOptions extends WorkOptions, Pick<Preset, 'steps' | 'splatBudget' | 'shDegree'> {
  /** Photos to train on, without lens distortion, at the training width. */
  readonly views: readonly TrainingView[]
  /** Photos never trained on, at the width to score at (400). May be empty. */
  readonly heldOut: readonly TrainingView[]
  /** Where splats begin, unless there is a `start`. */
  readonly points: SparsePoints
  readonly start?: StartingPoint
  /** All solved cameras: the scene's extent, and where a backdrop can be seen. */
  readonly cameras: readonly Camera[]
  /** Default: TRAINING_RECIPE. */
  readonly recipe?: TrainingRecipe
  readonly onMetrics?: (metrics: TrainingMetrics) => void
  /** Given a copy of the splats about once a second; training waits for it. The result does not depend on it. */
  readonly onPreview?: (cloud: SplatCloud, step: number) => Promise<void>
}

export interface TrainedSplats {
  readonly cloud: SplatCloud
  readonly steps: number
  readonly backend: 'cpu'
  readonly heldOut: HeldOutScore | null
  /** Each photo at the size it was loaded at, those trained on first. */
  readonly photoScores: readonly PhotoScore[]
}

/** Weight of the newest step in the running means, and steps between two reports of metrics. */
const SMOOTHING = 0.05
const STEPS_BETWEEN_METRICS = 10
/** Previews come this often, and more seldom where they would take more than a twentieth of the time. */
const MILLISECONDS_BETWEEN_PREVIEWS = 1000
const PREVIEW_PAUSE = 20

/**
 * Trains splats on photos: initialises from the sparse points or takes the start given, runs the steps up to `steps`
 * coarse to fine, scores every photo.
 * Throws `too_few_photos`, `validation_failed` (a start that fits no run), `out_of_memory`, `cancelled` (within one step of the abort).
 */
export async function trainSplats(options: TrainSplatsOptions): Promise<TrainedSplats> {
  const { views, heldOut, points, cameras, steps, splatBudget, shDegree, recipe, signal, pause, threads } = options
  throwIfCancelled(signal)
  if (options.start) checkStart(options.start, steps)
  const seed = options.seed ?? 0
  const { cloud: initial, firstStep } = options.start ?? {
    cloud: initialiseSplats(points, { shDegree, budget: splatBudget, seed, cameras }),
    firstStep: 0,
  }
  const trainer = await createCpuTrainer({
    views,
    initial,
    firstStep,
    steps,
    splatBudget,
    shDegree,
    seed,
    recipe,
    threads,
    signal,
  })
  let cloud: SplatCloud
  const trainedScores: PhotoScore[] = []
  try {
    await runSteps(options, trainer)
    cloud = await trainer.snapshot()
    options.onProgress?.(1, 'comparing with the photos')
    for (const view of views) {
      await betweenSteps(options)
      trainedScores.push(scorePhoto(view, await trainer.render(view.camera), false))
    }
  } finally {
    await trainer.close()
  }
  const renders = await renderSplats(
    cloud,
    heldOut.map((view) => view.camera),
    { signal, pause, threads },
  )
  const heldOutScores = heldOut.map((view, i) => scorePhoto(view, renders[i], true))
  return {
    cloud,
    steps,
    backend: 'cpu',
    heldOut: scoreHeldOut(heldOut, renders, heldOutScores),
    photoScores: [...trainedScores, ...heldOutScores],
  }
}

async function runSteps(options: TrainSplatsOptions, { step, snapshot }: Trainer): Promise<void> {
  const { steps, onPreview } = options
  const first = (options.start?.firstStep ?? 0) + 1
  const clock = workClock(options)
  const begun = clock()
  let loss = 0
  let psnr = 0
  let ssim = 0
  let nextPreview = 0
  for (let done = first; done <= steps; done++) {
    await betweenSteps(options)
    const result = await step()
    const weight = done === first ? 1 : SMOOTHING
    loss += weight * (result.loss - loss)
    psnr += weight * (result.psnr - psnr)
    ssim += weight * (result.ssim - ssim)
    options.onProgress?.(done / steps, `step ${done} of ${steps}, ${result.splats} splats`)
    if (done % STEPS_BETWEEN_METRICS === 0 || done === steps) {
      const stepsPerSecond = (1000 * (done - first + 1)) / (clock() - begun)
      options.onMetrics?.({ step: done, steps, loss, psnr, ssim, splats: result.splats, stepsPerSecond })
    }
    const now = performance.now()
    if (onPreview && now >= nextPreview) {
      await onPreview(await snapshot(), done)
      const ended = performance.now()
      nextPreview = ended + Math.max(MILLISECONDS_BETWEEN_PREVIEWS, PREVIEW_PAUSE * (ended - now))
    }
  }
}
