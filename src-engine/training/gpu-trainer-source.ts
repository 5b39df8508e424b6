import type { Trainer, TrainerOptions } from './trainer.ts'

/** A graphics device as a person knows it. */
export interface GpuAdapter {
  readonly name: string
  /** Computed by the processor, as by SwiftShader: it works, many times slower than the CPU backend. */
  readonly software: boolean
}

/**
 * Where a host gets trainers on the graphics device from: in Node the `webgpu` package, in Electron a hidden window.
 * Training itself never asks which.
 */
export interface GpuTrainerSource {
  /** The adapter a trainer would run on; null where there is none. Does not throw; may be asked often. */
  describe(): Promise<GpuAdapter | null>
  /**
   * A trainer on a device of its own, freed when the trainer is closed. When the device is lost its steps and renders
   * reject with `device_lost`, and `snapshot` gives the last checkpoint, of which `checkpointStep` is the step.
   * Throws `device_lost` where there is no adapter (any more), `out_of_memory`, `too_few_photos`, `cancelled`.
   */
  create(options: TrainerOptions): Promise<Trainer>
}
