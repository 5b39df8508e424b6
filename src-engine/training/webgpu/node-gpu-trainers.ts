import { StudioError } from '../../../src-shared/errors.ts'
import type { GpuTrainerSource } from '../gpu-trainer-source.ts'
import { createWebGpuTrainer } from './create-webgpu-trainer.ts'
import { type NodeDeviceOptions, requestNodeDevice } from './request-device.ts'

/** Trainers on the graphics device that the `webgpu` package finds in this process. */
export function nodeGpuTrainers(options: Pick<NodeDeviceOptions, 'standardLimits'> = {}): GpuTrainerSource {
  const request = () => requestNodeDevice({ ...options, allowSoftware: true })
  return {
    describe: async () => {
      const gpu = await request()
      gpu?.close()
      return gpu && { name: gpu.name, software: gpu.software }
    },
    create: async (trainerOptions) => {
      const gpu = await request()
      if (!gpu) {
        throw new StudioError(
          'device_lost',
          'The graphics device is not there any more.',
          'Run again; if it happens again, choose the CPU in the settings.',
        )
      }
      try {
        return await createWebGpuTrainer({ ...trainerOptions, device: gpu.device, onClose: gpu.close })
      } catch (cause) {
        gpu.close()
        throw cause
      }
    },
  }
}
