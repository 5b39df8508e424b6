/**
 * The bits of GPUBufferUsage that the trainer needs, as the WebGPU standard numbers them: not every host of a device
 * (Node's `webgpu`) has them as globals.
 */
const USAGE = { mapRead: 0x1, copySource: 0x4, copyTarget: 0x8, uniform: 0x40, storage: 0x80, indirect: 0x100 } as const

/** GPUMapMode.READ. */
const MAP_FOR_READING = 0x1

/** Buffers on a device that are freed together. Their content is zero at first. */
export interface DeviceMemory {
  readonly device: GPUDevice
  /** For kernels to read and write, and for copies both ways. */
  storage(label: string, bytes: number): GPUBuffer
  /** For orders: written by this side, read by kernels. */
  uniform(label: string, bytes: number): GPUBuffer
  /** For numbers of workgroups that a kernel writes. */
  indirect(label: string, bytes: number): GPUBuffer
  free(): void
}

export function createDeviceMemory(device: GPUDevice): DeviceMemory {
  const buffers: GPUBuffer[] = []
  const create = (usage: number) => (label: string, bytes: number) => {
    const buffer = device.createBuffer({ label, size: Math.max(16, Math.ceil(bytes / 4) * 4), usage })
    buffers.push(buffer)
    return buffer
  }
  return {
    device,
    storage: create(USAGE.storage | USAGE.copySource | USAGE.copyTarget),
    uniform: create(USAGE.uniform | USAGE.copyTarget),
    indirect: create(USAGE.storage | USAGE.indirect),
    free: () => {
      for (const buffer of buffers.splice(0)) buffer.destroy()
    },
  }
}

/** A copy of `bytes` bytes (a multiple of 4) of a buffer on the device, once all work submitted before is done. */
export async function readBack(device: GPUDevice, source: GPUBuffer, bytes: number): Promise<ArrayBuffer> {
  const staging = device.createBuffer({ label: 'read back', size: bytes, usage: USAGE.mapRead | USAGE.copyTarget })
  try {
    const encoder = device.createCommandEncoder()
    encoder.copyBufferToBuffer(source, 0, staging, 0, bytes)
    device.queue.submit([encoder.finish()])
    await staging.mapAsync(MAP_FOR_READING)
    return staging.getMappedRange().slice(0)
  } finally {
    staging.destroy()
  }
}
