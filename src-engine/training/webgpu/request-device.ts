/** A device and what holds it: the device is lost once nothing refers to its GPU object any more. */
export interface NodeDevice {
  readonly device: GPUDevice
  /** What the studio shows: the adapter's description, or its vendor and architecture. */
  readonly name: string
  close(): void
}

/** Limits asked for as high as the adapter goes; what is not asked for stays at the standard's default. */
const RAISED = ['maxBufferSize', 'maxStorageBufferBindingSize'] as const

/**
 * The graphics device of this machine for Node hosts, from the `webgpu` package; null where the package or an adapter is
 * missing. A software adapter is taken only with `allowSoftware`: the CPU backend is faster than it. With
 * `standardLimits` the device is as small as the standard lets any be.
 */
export async function requestNodeDevice({
  allowSoftware = false,
  standardLimits = false,
} = {}): Promise<NodeDevice | null> {
  const gpu = await nodeGpu()
  const adapter = await gpu?.requestAdapter({ powerPreference: 'high-performance' })
  if (!adapter || (adapter.info.isFallbackAdapter && !allowSoftware)) return null
  const raised = standardLimits ? [] : RAISED
  const requiredLimits = Object.fromEntries(raised.map((limit) => [limit, adapter.limits[limit]]))
  const device = await adapter.requestDevice({ requiredLimits })
  const { description, vendor, architecture } = adapter.info
  const held = new Set([gpu])
  return {
    device,
    name: description || `${vendor} ${architecture}`,
    close: () => {
      device.destroy()
      held.clear()
    },
  }
}

async function nodeGpu(): Promise<GPU | null> {
  try {
    const { create } = await import('webgpu')
    return create([])
  } catch {
    return null
  }
}
