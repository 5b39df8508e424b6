import { StudioError } from '../../../src-shared/errors.ts'
import type { GpuTrainerSource } from '../gpu-trainer-source.ts'
import type { Trainer, TrainingPhoto } from '../trainer.ts'
import { aloneInMemory } from './alone-in-memory.ts'
import { duplexCalls } from './duplex-calls.ts'
import type { RemotePort } from './remote-port.ts'
import { PHOTO_CALLS, TRAINER_CALLS } from './trainer-calls.ts'

/**
 * Answers the process at the other end of the channel: makes one trainer for it and does with it what is asked, one thing
 * after the other. When the channel ends, so does the trainer, after what it is at.
 */
export function serveTrainer(port: RemotePort, gpu: GpuTrainerSource): void {
  const stop = new AbortController()
  let trainer: Trainer | null = null
  let last: Promise<unknown> = Promise.resolve()
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const done = last.then(work)
    last = done.catch(() => {})
    return done
  }
  const close = () =>
    inTurn(async () => {
      const ended = trainer
      trainer = null
      await ended?.close()
    })
  const use = <T>(work: (trainer: Trainer) => Promise<T>): Promise<T> =>
    inTurn(() => {
      if (!trainer) throw new StudioError('bad_arguments', 'There is no trainer here.', 'Start the training again.')
      return work(trainer)
    })
  // First of all, so that a channel that is closed while a trainer is made ends that too.
  port.onClose(() => {
    stop.abort()
    void close()
  })
  const client = duplexCalls(
    port,
    PHOTO_CALLS,
    TRAINER_CALLS,
    {
      describe: () => gpu.describe(),
      create: ({ cameras, ...options }) =>
        inTurn(async () => {
          if (trainer) throw new StudioError('bad_arguments', 'There is a trainer already.', 'Use another channel.')
          const views = cameras.map((camera, index): TrainingPhoto => {
            const read: TrainingPhoto['read'] = async (halvings, into) => {
              const { data } = await client.photo({ index, halvings })
              if (data.length !== into.length) throw wrongSize(camera.file)
              into.set(data)
            }
            return { camera, read }
          })
          trainer = await gpu.create({ ...options, views, signal: stop.signal })
          return { splats: trainer.splatCount }
        }),
      step: () => use(async (trainer) => ({ result: await trainer.step(), splats: trainer.splatCount })),
      render: ({ camera }) => use((trainer) => trainer.render(camera)),
      snapshot: () =>
        use(async (trainer) => {
          const cloud = aloneInMemory(await trainer.snapshot())
          return { cloud, step: trainer.checkpointStep }
        }),
      close: async () => {
        await close()
        return {}
      },
    },
    () => new StudioError('cancelled', 'The training at the other end has ended.', 'Start it again.'),
  )
}

function wrongSize(file: string): StudioError {
  return new StudioError('bad_arguments', `The photo ${file} is not as large as its camera.`, 'Start the run afresh.')
}
