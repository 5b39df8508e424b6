import { StudioError, throwIfCancelled } from '../../../src-shared/errors.ts'
import { seededRandom } from '../../math/random.ts'
import { psnrOfError } from '../../metrics/psnr.ts'
import { defaultThreads } from '../../threads/worker-pool.ts'
import type { OptimiserState } from '../checkpoint.ts'
import { leftOutShare } from '../left-out-splats.ts'
import { largestPicture, trainingPhotos } from '../photo-levels.ts'
import { createPhotoQueue, PHOTO_SLOTS, slotBytes } from '../photo-queue.ts'
import { sceneExtent } from '../scene-extent.ts'
import {
  degreeAt,
  densifiesAfter,
  densifiesFrom,
  halvingsAt,
  learningRates,
  opacityPullAt,
  splatsAt,
} from '../schedule.ts'
import type { StepResult, Trainer, TrainerOptions } from '../trainer.ts'
import { TRAINING_RECIPE } from '../training-recipe.ts'
import { viewOrder } from '../view-order.ts'
import { copyCloud, copyRender, loadCloud } from './cloud-buffers.ts'
import { densify } from './densify.ts'
import { loadOptimiser, trainerState } from './optimiser-state.ts'
import { SSIM_SHARE } from './photometric-loss.ts'
import type { PinholeView } from './raster-constants.ts'
import { startRasterThreads } from './raster-threads.ts'
import { renderSettings } from './render-splats.ts'
import type { SharedBuffers } from './shared-buffers.ts'
import { slotsFor } from './slot-capacity.ts'
import { TRAIN } from './step-settings.ts'

export interface CpuTrainerOptions extends TrainerOptions {
  /** Default: the machine's cores. */
  readonly threads?: number
  /** Of such a trainer at `firstStep`: this one goes on with it as if there had been no break. */
  readonly optimiser?: OptimiserState | null
}

/**
 * The reference backend: 3D Gaussian splatting (Kerbl et al. 2023) on worker threads over shared memory.
 * The same options give the same splats, whatever the number of threads.
 * Throws `too_few_photos` without views, `out_of_memory`, `cancelled`; steps after an abort reject with `cancelled`.
 */
export async function createCpuTrainer(options: CpuTrainerOptions): Promise<Trainer> {
  const { views, initial, optimiser, firstStep = 0, firstCount = initial.count } = options
  const { steps, signal, recipe = TRAINING_RECIPE } = options
  if (views.length === 0) throw new StudioError('too_few_photos', 'There is no photo to train on.', 'Add photos.')
  const photos = trainingPhotos(views)
  const { width, height } = largestPicture(photos, options.largestRender)
  const capacity = Math.max(options.splatBudget, initial.count, firstCount)
  const slotSize = slotBytes(photos)
  const threads = startRasterThreads(
    {
      threads: options.threads ?? defaultThreads(),
      capacity,
      shDegree: options.shDegree,
      width,
      height,
      slotCapacity: slotsFor(capacity, width, height),
      training: true,
      imageBytes: PHOTO_SLOTS * slotSize,
    },
    signal,
  )
  const { buffers } = threads
  loadCloud(initial, buffers.splats)
  loadOptimiser(optimiser ?? null, buffers, initial.count)
  const extent = options.sceneExtent ?? sceneExtent(views.map((view) => view.camera))
  const queue = createPhotoQueue({
    photos,
    slots: Array.from({ length: PHOTO_SLOTS }, (_, i) => buffers.images.subarray(i * slotSize, (i + 1) * slotSize)),
    firstStep,
    steps,
    nextPhoto: viewOrder(photos.length, seededRandom(options.seed), firstStep),
    halvingsAt: (at) => halvingsAt(at, steps, recipe),
  })
  let count = initial.count
  let step = firstStep
  let checkpointStep = firstStep
  const optimisedSteps = () => step - firstStep + (optimiser?.steps ?? 0)

  return {
    backend: 'cpu',
    get splatCount() {
      return count
    },
    step: async () => {
      throwIfCancelled(signal)
      const { view, slot } = await queue.take()
      await threads.run({
        command: TRAIN,
        count,
        activeDegree: degreeAt(step, steps, options.shDegree, recipe),
        view,
        imageStart: slot * slotSize,
        adamStep: optimisedSteps() + 1,
        ...learningRates(step, steps, extent, recipe),
        opacityPull: opacityPullAt(step, steps, recipe),
        flattening: recipe.flattening,
        surfaceReach: recipe.surfaceReach,
        withSteepness: densifiesFrom(step, steps, recipe),
        leftOut: leftOutShare(views.length, steps, recipe.leaveOut),
        step,
      })
      const result = resultOf(buffers, view, step + 1, count)
      if (densifiesAfter(step, steps, recipe)) {
        const target = splatsAt(step, steps, firstCount, options.splatBudget, recipe)
        count = densify(buffers, { count, target, extent })
      }
      step++
      return result
    },
    render: async (camera) => {
      if (camera.width > width || camera.height > height) {
        throw new Error(`The trainer renders at most ${width} x ${height} pixels.`)
      }
      await threads.run(renderSettings(camera, count, degreeAt(step, steps, options.shDegree, recipe)))
      return copyRender(buffers, camera.width, camera.height)
    },
    snapshot: async () => {
      checkpointStep = step
      return copyCloud(buffers.splats, count)
    },
    get checkpointStep() {
      return checkpointStep
    },
    state: () => trainerState(buffers, count, optimisedSteps()),
    close: async () => {
      await queue.close()
      await threads.close()
    },
  }
}

function resultOf(buffers: SharedBuffers, view: PinholeView, step: number, splats: number): StepResult {
  let absolute = 0
  let structure = 0
  let squared = 0
  for (let y = 0; y < view.height; y++) {
    absolute += buffers.rowSums[3 * y]
    structure += buffers.rowSums[3 * y + 1]
    squared += buffers.rowSums[3 * y + 2]
  }
  const values = 3 * view.width * view.height
  const loss = (1 - SSIM_SHARE) * (absolute / values) + SSIM_SHARE * (1 - structure / values)
  return { step, loss, psnr: psnrOfError(squared / values), ssim: structure / values, splats }
}
