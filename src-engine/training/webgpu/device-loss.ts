import { StudioError } from '../../../src-shared/errors.ts'

/** How long a failed call waits for word that the device is lost: the loss is told a moment after the calls fail. */
const TOLD_WITHIN = 200

/** Watches over a device's calls. */
export interface DeviceGuard {
  /** What ended the device, or null while it works. */
  readonly loss: StudioError | null
  /** Runs work on the device. A failure of a lost device becomes `device_lost`. */
  run<T>(work: () => Promise<T>): Promise<T>
}

export function guardDevice(device: GPUDevice): DeviceGuard {
  let loss: StudioError | null = null
  const told = device.lost.then(({ message }) => {
    loss = new StudioError(
      'device_lost',
      `The graphics device stopped working${message ? `: ${message.split('\n')[0]}` : '.'}`,
      'Run again to go on from the last checkpoint; if it happens again, choose the CPU in the settings.',
    )
  })
  return {
    get loss() {
      return loss
    },
    run: async (work) => {
      if (loss) throw loss
      try {
        return await work()
      } catch (error) {
        if (error instanceof StudioError) throw error
        await Promise.race([told, new Promise((resolve) => setTimeout(resolve, TOLD_WITHIN))])
        throw loss ?? error
      }
    },
  }
}
