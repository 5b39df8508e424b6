import type { Camera } from '../../src-shared/camera.ts'
import type { UsedBackend } from '../../src-shared/compute-backend.ts'
import { throwIfCancelled } from '../../src-shared/errors.ts'
import type { PhotoScore } from '../../src-shared/events.ts'
import type { Preset } from '../../src-shared/presets.ts'
import { betweenSteps, type WorkOptions } from '../../src-shared/progress.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import type { SparsePoints } from '../cameras/types.ts'
import { initialiseSplats } from '../splats/initialise-splats.ts'
import type { TrainingCheckpoint } from './checkpoint.ts'
import { type CreateTrainerOptions, createTrainer } from './create-trainer.ts'
import { photoExposures, withExposureUndone } from './photo-exposure.ts'
import { largestPicture, readPhoto, trainingPhotos } from './photo-levels.ts'
import { type RunStepsOptions, runSteps, type TrainerCheckpoint } from './run-steps.ts'
import { type HeldOutScore, meanScore, scorePhoto, similarity } from './score-views.ts'
import { checkStart, type StartingPoint } from './starting-point.ts'
import type { Trainer, TrainerOptions } from './trainer.ts'
import type { TrainingRecipe } from './training-recipe.ts'
import { usefulBudget } from './useful-budget.ts'

type Views = TrainerOptions['views']

export interface TrainSplatsOptions
  extends WorkOptions,
    Pick<Preset, 'steps' | 'splatBudget' | 'shDegree'>,
    Pick<CreateTrainerOptions, 'backend' | 'gpu'>,
    Pick<RunStepsOptions, 'onMetrics' | 'onPreview'> {
  /**
   * Photos to train on, without lens distortion, at the training width. Their exposures are made alike (photo-exposure.ts),
   * and their scores compare with that; photos held out stay as they are.
   */
  readonly views: Views
  /** Photos never trained on, at the width to score at (400). May be empty. */
  readonly heldOut: Views
  /** Where splats begin, unless there is a `start`. */
  readonly points: SparsePoints
  readonly start?: StartingPoint
  /** Goes on with a run of the same options that was stopped here; on the CPU it ends as if it had not been. */
  readonly resume?: TrainingCheckpoint | null
  /** Given the run so far from time to time (checkpoint-times.ts), to write it down; its arrays hold until that is done. */
  readonly onCheckpoint?: (checkpoint: TrainingCheckpoint) => Promise<void>
  /** All solved cameras: the scene's extent, and where a backdrop can be seen. */
  readonly cameras: readonly Camera[]
  /** Default: TRAINING_RECIPE. */
  readonly recipe?: TrainingRecipe
}

export interface TrainedSplats {
  readonly cloud: SplatCloud
  readonly steps: number
  /** What it ended on. */
  readonly backend: UsedBackend
  /** All it ran on, in order: two where a device was lost under way. */
  readonly backends: readonly UsedBackend[]
  readonly heldOut: HeldOutScore | null
  /** Each photo at the size it was loaded at, those trained on first. */
  readonly photoScores: readonly PhotoScore[]
}

/**
 * Trains splats on photos: initialises from the sparse points or takes the start given, runs the steps up to `steps`
 * coarse to fine, scores every photo. A graphics device lost under way costs some steps, and a warning says so.
 * Throws `too_few_photos`, `validation_failed` (a start that fits no run), `no_graphics_device`, `out_of_memory`,
 * `cancelled` (within one step of the abort).
 */
export async function trainSplats(options: TrainSplatsOptions): Promise<TrainedSplats> {
  const { heldOut, points, cameras, steps, shDegree } = options
  const { recipe, signal, threads, backend, gpu, onWarning, seed = 0 } = options
  throwIfCancelled(signal)
  const splatBudget = usefulBudget(options.views, options.splatBudget)
  if (options.start) checkStart(options.start, steps)
  const begin = options.start ?? {
    cloud: options.resume?.cloud ?? initialiseSplats(points, { shDegree, budget: splatBudget, seed, cameras }),
    firstStep: 0,
  }
  const { firstStep, firstCount = begin.cloud.count } = options.resume ?? begin
  const { cloud: initial, optimiser, step } = options.resume ?? { ...begin, optimiser: null, step: firstStep }
  const exposures = await photoExposures(options.views, points, cameras, options)
  const views = trainingPhotos(options.views).map((photo, i) => withExposureUndone(photo, exposures[i]))
  const schedule = { firstStep: step, firstCount, optimiser, steps, splatBudget, shDegree, seed, recipe }
  const largestRender = heldOut.length > 0 ? largestPicture(heldOut) : undefined
  const host = { backend, gpu, threads, signal, onWarning }
  const { onCheckpoint } = options
  const keep = onCheckpoint && ((state: TrainerCheckpoint) => onCheckpoint({ ...state, firstStep, firstCount }))
  const trainer = await createTrainer({ views, initial, largestRender, ...schedule, ...host })
  try {
    let cloud: SplatCloud
    let reached: number
    do {
      reached = await runSteps(trainer, { ...options, firstStep: trainer.checkpointStep, onCheckpoint: keep })
      cloud = await trainer.snapshot()
      // A device that is lost at the very end gives an earlier checkpoint.
    } while (trainer.checkpointStep < reached)
    options.onProgress?.(1, 'comparing with the photos')
    const trained = await scorePhotos(trainer, views, false, options)
    const unseen = await scorePhotos(trainer, heldOut, true, options)
    return {
      cloud,
      steps,
      backend: trainer.backend,
      backends: trainer.backends,
      heldOut: meanScore(unseen.scores, unseen.similarities, heldOut[0]?.camera.width),
      photoScores: [...trained.scores, ...unseen.scores],
    }
  } finally {
    await trainer.close()
  }
}

/** Compares the splats with each photo; structural similarity only of those held out. */
async function scorePhotos(trainer: Trainer, views: Views, heldOut: boolean, options: WorkOptions) {
  const scores: PhotoScore[] = []
  const similarities: number[] = []
  for (const view of views) {
    await betweenSteps(options)
    const photo = { camera: view.camera, image: await readPhoto(view) }
    const render = await trainer.render(view.camera)
    scores.push(scorePhoto(photo, render, heldOut))
    if (heldOut) similarities.push(similarity(photo, render))
  }
  return { scores, similarities }
}
