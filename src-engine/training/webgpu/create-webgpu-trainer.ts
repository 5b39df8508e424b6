import type { Camera } from '../../../src-shared/camera.ts'
import { StudioError, throwIfCancelled } from '../../../src-shared/errors.ts'
import { seededRandom } from '../../math/random.ts'
import { psnrOfError } from '../../metrics/psnr.ts'
import { SSIM_SHARE } from '../cpu/photometric-loss.ts'
import type { PinholeView } from '../cpu/raster-constants.ts'
import { pinholeView } from '../cpu/step-settings.ts'
import { leftOutShare } from '../left-out-splats.ts'
import { largestPicture, trainingPhotos } from '../photo-levels.ts'
import { createPhotoQueue, PHOTO_SLOTS, slotBytes } from '../photo-queue.ts'
import { sceneExtent } from '../scene-extent.ts'
import { degreeAt, densifiesAfter, halvingsAt, learningRates, opacityPullAt, splatsAt } from '../schedule.ts'
import type { RenderedView, StepResult, Trainer, TrainerOptions } from '../trainer.ts'
import { TRAINING_RECIPE } from '../training-recipe.ts'
import { viewOrder } from '../view-order.ts'
import { guardDevice } from './device-loss.ts'
import { createSplatEngine } from './splat-engine.ts'

export interface WebGpuTrainerOptions extends TrainerOptions {
  /** Stays the caller's: the trainer frees its buffers when it is closed, not the device. */
  readonly device: GPUDevice
}

/** Checkpoints of a run, at equal distances. */
const CHECKPOINTS = 20
/** Uploads come in whole words of so many bytes. */
const WORD = 4

/**
 * Trains on a graphics device, by the same rules as the CPU backend and in agreement with it; the same options give the
 * same splats on the same device. When the device is lost, steps and renders reject with `device_lost`, and `snapshot`
 * gives the last checkpoint: the splats at the last snapshot, or after the last twentieth of the run if that was later.
 * Throws `too_few_photos` without views, `out_of_memory`; steps after an abort reject with `cancelled`.
 */
export async function createWebGpuTrainer(options: WebGpuTrainerOptions): Promise<Trainer> {
  const {
    device,
    views,
    initial,
    firstStep = 0,
    firstCount = initial.count,
    steps,
    splatBudget,
    shDegree,
    signal,
    recipe = TRAINING_RECIPE,
  } = options
  if (views.length === 0) throw new StudioError('too_few_photos', 'There is no photo to train on.', 'Add photos.')
  throwIfCancelled(signal)
  const photos = trainingPhotos(views)
  const guard = guardDevice(device)
  const engine = await guard.run(() =>
    createSplatEngine(device, {
      capacity: Math.max(splatBudget, initial.count),
      shDegree,
      ...largestPicture(photos, options.largestRender),
      initial,
    }),
  )
  const extent = options.sceneExtent ?? sceneExtent(views.map((view) => view.camera))
  const slots = Array.from({ length: PHOTO_SLOTS }, () => new Uint8Array(slotBytes(photos)))
  const queue = createPhotoQueue({
    photos,
    slots,
    firstStep,
    steps,
    nextPhoto: viewOrder(photos.length, seededRandom(options.seed), firstStep),
    halvingsAt: (at) => halvingsAt(at, steps, recipe),
  })
  const partsBy = (done: number) => Math.floor((CHECKPOINTS * done) / steps)
  let checkpoint = initial
  let step = firstStep
  let checkpointStep = firstStep

  return {
    backend: 'webgpu',
    get splatCount() {
      return engine.count
    },
    step: () =>
      guard.run(async () => {
        throwIfCancelled(signal)
        const { view, slot, bytes } = await queue.take()
        const photo = slots[slot].subarray(0, WORD * Math.ceil(bytes / WORD))
        const splats = engine.count
        const sums = await engine.learn(view, photo, degreeAt(step, steps, shDegree, recipe), {
          adamStep: step - firstStep + 1,
          ...learningRates(step, steps, extent, recipe),
          opacityPull: opacityPullAt(step, steps, recipe),
          flattening: recipe.flattening,
          surfaceReach: recipe.surfaceReach,
          leftOut: leftOutShare(photos.length, steps, recipe.leaveOut),
          step,
        })
        if (densifiesAfter(step, steps, recipe)) {
          await engine.densify(splatsAt(step, steps, firstCount, splatBudget, recipe), extent)
        }
        step++
        if (partsBy(step) > partsBy(step - 1)) await keepCheckpoint()
        return resultOf(sums, view, step, splats)
      }),
    render: (camera: Camera): Promise<RenderedView> =>
      guard.run(() => engine.render(pinholeView(camera), degreeAt(step, steps, shDegree, recipe))),
    snapshot: async () => {
      if (!guard.loss) await guard.run(keepCheckpoint).catch(unlessLost)
      return checkpoint
    },
    get checkpointStep() {
      return checkpointStep
    },
    close: async () => {
      await queue.close()
      engine.free()
    },
  }

  async function keepCheckpoint() {
    checkpoint = await engine.snapshot()
    checkpointStep = step
  }

  function unlessLost(error: unknown) {
    if (error !== guard.loss) throw error
  }
}

/** From the sums over all values of |x - y|, of SSIM and of (x - y)^2. */
function resultOf(sums: Float32Array, view: PinholeView, step: number, splats: number): StepResult {
  const values = 3 * view.width * view.height
  const [absolute, structure, squared] = sums
  const loss = (1 - SSIM_SHARE) * (absolute / values) + SSIM_SHARE * (1 - structure / values)
  return { step, loss, psnr: psnrOfError(squared / values), ssim: structure / values, splats }
}
