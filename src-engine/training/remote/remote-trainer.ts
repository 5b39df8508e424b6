import type { Camera } from '../../../src-shared/camera.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import type { CallsOf } from '../../../src-shared/studio-api/call-table.ts'
import { levelCamera, photoBytes, trainingPhotos } from '../photo-levels.ts'
import type { Trainer, TrainerOptions, TrainingPhoto } from '../trainer.ts'
import { aloneInMemory } from './alone-in-memory.ts'
import { duplexCalls } from './duplex-calls.ts'
import type { RemotePort } from './remote-port.ts'
import { PHOTO_CALLS, TRAINER_CALLS } from './trainer-calls.ts'
import { unlessAborted } from './unless-aborted.ts'

/** A copy of the splats is fetched at least so often in a run: what is lost with the other process is a twentieth at most. */
const CHECKPOINTS = 20

/** The other end of the channel as calls; these photos are given to it. Calls reject with `device_lost` once it has gone. */
export function remoteCalls(port: RemotePort, photos: readonly TrainingPhoto[] = []): CallsOf<typeof TRAINER_CALLS> {
  const photo = async ({ index, halvings }: { index: number; halvings: number }) => {
    const asked = photos[index]
    if (!asked) throw new StudioError('bad_arguments', `There is no photo ${index}.`, 'Start the run afresh.')
    const data = new Uint8Array(photoBytes(levelCamera(asked.camera, halvings)))
    await asked.read(halvings, data)
    return { data }
  }
  return duplexCalls(port, TRAINER_CALLS, PHOTO_CALLS, { photo }, () => {
    return new StudioError(
      'device_lost',
      'The window that trains on the graphics device has ended.',
      'Run again to go on from the last checkpoint; if it happens again, choose the CPU in the settings.',
    )
  })
}

/**
 * A trainer in another process, which answers with `serveTrainer`. Does what a trainer here does, with the same result.
 * When the device or the other process is lost, steps and renders reject with `device_lost`, and `snapshot` gives the last
 * copy that was fetched: at the last snapshot, or after the last twentieth of the run. The port is closed with the trainer.
 * Throws what the trainer there throws, `device_lost`, and `cancelled` at once when the signal says so.
 */
export async function createRemoteTrainer(port: RemotePort, options: TrainerOptions): Promise<Trainer> {
  const { initial, steps, signal, firstStep = 0 } = options
  const photos = trainingPhotos(options.views)
  const calls = remoteCalls(port, photos)
  const sent = { cameras: photos.map(({ camera }) => plain(camera)), ...sendable(options) }
  let { splats } = await unlessAborted(signal, () => calls.create(sent)).catch((error) => {
    port.close()
    throw error
  })
  let checkpoint = initial
  let checkpointStep = firstStep
  let lost = false

  return {
    backend: 'webgpu',
    get splatCount() {
      return splats
    },
    step: () =>
      whilePossible(async () => {
        const done = await calls.step({})
        splats = done.splats
        if (CHECKPOINTS * (done.result.step - checkpointStep) >= steps) await keepCheckpoint()
        return done.result
      }),
    render: (camera) => whilePossible(() => calls.render({ camera: plain(camera) })),
    snapshot: async () => {
      if (!lost) {
        // Also of a cancelled run: what it has come to may be kept.
        await noteLoss(keepCheckpoint).catch((error) => {
          if (!lost) throw error
        })
      }
      return checkpoint
    },
    get checkpointStep() {
      return checkpointStep
    },
    close: async () => {
      // Of a process that has gone nothing is left to free.
      await calls.close({}).catch(() => {})
      port.close()
    },
  }

  async function keepCheckpoint() {
    const { cloud, step } = await calls.snapshot({})
    checkpoint = cloud
    checkpointStep = step
  }

  function whilePossible<T>(work: () => Promise<T>): Promise<T> {
    return unlessAborted(signal, () => noteLoss(work))
  }

  async function noteLoss<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      lost ||= error instanceof StudioError && error.code === 'device_lost'
      throw error
    }
  }
}

/** What a trainer is made from but for what cannot be sent; a field that is forgotten here does not compile. */
function sendable(options: TrainerOptions) {
  const { initial, firstStep, firstCount, steps, splatBudget, shDegree, seed, recipe, sceneExtent } = options
  const sent: { [Field in keyof Required<Omit<TrainerOptions, 'views' | 'signal'>>]: TrainerOptions[Field] } = {
    initial: aloneInMemory(initial),
    firstStep,
    firstCount,
    steps,
    splatBudget,
    shDegree,
    seed,
    recipe,
    sceneExtent,
    largestRender: options.largestRender,
  }
  return sent
}

/** A camera as it is checked at the other end. */
function plain(camera: Camera): Omit<Camera, 'worldToCamera'> & { worldToCamera: number[] } {
  return { ...camera, worldToCamera: [...camera.worldToCamera] }
}
