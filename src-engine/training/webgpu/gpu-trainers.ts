import { StudioError, throwIfCancelled } from '../../../src-shared/errors.ts'
import type { GpuTrainerSource } from '../gpu-trainer-source.ts'
import { createWebGpuTrainer } from './create-webgpu-trainer.ts'
import { bestAdapter, describeAdapter, openDevice } from './open-device.ts'

/** Trainers on a GPU object of WebGPU, wherever that comes from: a page's `navigator.gpu`, or the `webgpu` package. */
export function gpuTrainers(gpu: GPU | null | undefined): GpuTrainerSource {
  return {
    describe: async () => {
      const adapter = await bestAdapter(gpu).catch(() => null)
      return adapter && describeAdapter(adapter)
    },
    create: async (options) => {
      throwIfCancelled(options.signal)
      const adapter = await bestAdapter(gpu)
      if (!adapter) throw noDevice()
      const device = await openDevice(adapter)
      try {
        const trainer = await createWebGpuTrainer({ ...options, device })
        // All of the trainer but for the end: the device is its own.
        return Object.create(trainer, { close: { value: () => trainer.close().finally(() => device.destroy()) } })
      } catch (error) {
        device.destroy()
        throw error
      }
    },
  }
}

function noDevice(): StudioError {
  return new StudioError(
    'device_lost',
    'There is no graphics device to train on.',
    'Choose the CPU in the settings, or update the graphics driver.',
  )
}
