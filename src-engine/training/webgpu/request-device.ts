import { bestAdapter, describeAdapter, openDevice } from './open-device.ts'

/** A device and what holds it: the device is lost once nothing refers to its GPU object any more. */
export interface NodeDevice {
  readonly device: GPUDevice
  /** What the studio shows: the adapter's description, or its vendor and architecture. */
  readonly name: string
  /** Computed by the processor. */
  readonly software: boolean
  close(): void
}

interface NodeDeviceOptions {
  /** Takes one that the processor imitates as well; default false: the CPU backend is faster than it. */
  readonly allowSoftware?: boolean
  /** A device as small as the standard lets any be; default false. */
  readonly standardLimits?: boolean
}

/**
 * The graphics device of this machine for Node hosts, from the `webgpu` package; null where the package or an adapter is
 * missing. A software adapter is taken only with `allowSoftware`: the CPU backend is faster than it. With
 * `standardLimits` the device is as small as the standard lets any be.
 */
export async function requestNodeDevice({
  allowSoftware = false,
  standardLimits = false,
}: NodeDeviceOptions = {}): Promise<NodeDevice | null> {
  const gpu = await nodeGpu()
  const adapter = await bestAdapter(gpu)
  if (!adapter) return null
  const { name, software } = describeAdapter(adapter)
  if (software && !allowSoftware) return null
  const device = await openDevice(adapter, standardLimits)
  const held = new Set([gpu])
  return {
    device,
    name,
    software,
    close: () => {
      device.destroy()
      held.clear()
    },
  }
}

/** The GPU object of the `webgpu` package; null where it does not load. */
export async function nodeGpu(): Promise<GPU | null> {
  try {
    const { create } = await import('webgpu')
    return create([])
  } catch {
    return null
  }
}
