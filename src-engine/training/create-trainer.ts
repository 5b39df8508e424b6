import type { ComputeBackend } from '../../src-shared/compute-backend.ts'
import { StudioError, type StudioErrorCode } from '../../src-shared/errors.ts'
import { type ChosenBackend, chooseBackend } from './choose-backend.ts'
import { type CpuTrainerOptions, createCpuTrainer } from './cpu/create-cpu-trainer.ts'
import { type LastingTrainer, withFallBack } from './fall-back.ts'
import type { GpuTrainerSource } from './gpu-trainer-source.ts'
import type { Trainer } from './trainer.ts'

export interface CreateTrainerOptions extends CpuTrainerOptions {
  /** Default: auto. */
  readonly backend?: ComputeBackend
  /** Without it there is the CPU backend only. */
  readonly gpu?: GpuTrainerSource
  readonly onWarning?: (message: string) => void
}

/** Failures of a graphics device that the CPU backend does not share. */
const OF_THE_DEVICE: readonly StudioErrorCode[] = ['device_lost', 'out_of_memory', 'pipeline_error']

/**
 * A trainer on the backend asked for. A run whose device is lost goes on on the CPU from the last checkpoint; one whose
 * backend nobody has asked for goes there as well when the device has no room or refuses the work. Warnings tell.
 * Throws `no_graphics_device`, and what the backends throw.
 */
export async function createTrainer(options: CreateTrainerOptions): Promise<LastingTrainer> {
  const { backend: wanted = 'auto', gpu, onWarning, optimiser, ...trainer } = options
  const firstCount = options.firstCount ?? options.initial.count
  const chosen = await chooseBackend(wanted, gpu)
  const codes = wanted === 'auto' ? OF_THE_DEVICE : ['device_lost']
  const mayFallBack = (error: unknown) => error instanceof StudioError && codes.includes(error.code)
  return withFallBack(await createFirst(), {
    mayFallBack,
    takeOver: ({ cloud, firstStep }, cause) => {
      onWarning?.(`${(cause as Error).message} Training goes on on the processor, from step ${firstStep}.`)
      return createCpuTrainer({ ...trainer, initial: cloud, firstStep, firstCount })
    },
  })

  async function createFirst(): Promise<Trainer> {
    const onCpu = () => createCpuTrainer({ ...trainer, optimiser, firstCount })
    if (chosen.backend === 'cpu') return onCpu()
    warnOfSoftware(chosen)
    const { threads, ...ofGpu } = trainer
    try {
      return await chosen.gpu.create({ ...ofGpu, firstCount })
    } catch (cause) {
      if (wanted !== 'auto' || !mayFallBack(cause)) throw cause
      onWarning?.(`${(cause as Error).message} Training runs on the processor.`)
      return onCpu()
    }
  }

  function warnOfSoftware({ adapter }: Extract<ChosenBackend, { backend: 'webgpu' }>): void {
    if (!adapter.software) return
    onWarning?.(
      `The graphics device ${adapter.name} is the processor in disguise: the CPU backend is many times faster.`,
    )
  }
}
