import { StudioError } from '../../../src-shared/errors.ts'
import type { DeviceMemory } from './device-memory.ts'

/**
 * Runs work that makes buffers, and fails where the device has no room for them: without this they would be there, and
 * hold nothing. Throws `out_of_memory`, with the memory freed.
 */
export async function withinMemory<T>(memory: DeviceMemory, work: () => T): Promise<T> {
  const { device } = memory
  device.pushErrorScope('out-of-memory')
  const result = work()
  const error = await device.popErrorScope()
  if (!error) return result
  memory.free()
  throw new StudioError(
    'out_of_memory',
    'The graphics device has no memory left for training.',
    'Close other programs that use it, use a smaller preset, or train on the CPU.',
    { cause: error },
  )
}

/**
 * Runs work that records and submits, and fails where the device refuses any of it, as a driver may refuse a kernel:
 * without this the work would be left out in silence. Throws `pipeline_error`.
 */
export async function withoutErrors(device: GPUDevice, work: () => void): Promise<void> {
  device.pushErrorScope('internal')
  device.pushErrorScope('validation')
  work()
  const errors = await Promise.all([device.popErrorScope(), device.popErrorScope()])
  const cause = errors.find((error) => error !== null)
  if (!cause) return
  throw new StudioError(
    'pipeline_error',
    `The graphics device refused the work: ${cause.message.split('\n')[0]}`,
    'Update its driver, or train on the CPU.',
    { cause },
  )
}
