import type { ComputeBackend } from '../../src-shared/compute-backend.ts'
import { StudioError } from '../../src-shared/errors.ts'
import type { GpuAdapter, GpuTrainerSource } from './gpu-trainer-source.ts'

/** What a run trains on. */
export type ChosenBackend =
  | { readonly backend: 'cpu' }
  | { readonly backend: 'webgpu'; readonly gpu: GpuTrainerSource; readonly adapter: GpuAdapter }

/**
 * What to train on: of itself a graphics device, but none that the processor only imitates, which is slower than the CPU
 * backend. Throws `no_graphics_device` when one is asked for and there is none.
 */
export async function chooseBackend(wanted: ComputeBackend, gpu: GpuTrainerSource | undefined): Promise<ChosenBackend> {
  if (wanted === 'cpu') return { backend: 'cpu' }
  const adapter = (await gpu?.describe()) ?? null
  if (gpu && adapter && !(wanted === 'auto' && adapter.software)) return { backend: 'webgpu', gpu, adapter }
  if (wanted === 'auto') return { backend: 'cpu' }
  throw new StudioError(
    'no_graphics_device',
    'There is no graphics device to train on.',
    'Install or update its driver, or train on the processor: --backend cpu, or "Processor" in the settings.',
  )
}
