import { existsSync } from 'node:fs'
import { type NodeDevice, requestNodeDevice } from '../../src-engine/training/webgpu/request-device.ts'

/** Where Debian's Chromium package keeps SwiftShader, a graphics device in software. */
export const SOFTWARE_DRIVER = '/usr/lib/chromium/vk_swiftshader_icd.json'

/**
 * A graphics device to test on: this machine's, or SwiftShader where it is installed; null without either. It has the
 * standard limits, within which everything has to work. Says what
 * it found, so that a run without any can be told from one that passed.
 */
export async function testDevice(): Promise<NodeDevice | null> {
  if (existsSync(SOFTWARE_DRIVER)) process.env.VK_ADD_DRIVER_FILES ??= SOFTWARE_DRIVER
  const gpu = await requestNodeDevice({ allowSoftware: true, standardLimits: true })
  console.info(gpu ? `WebGPU on ${gpu.name}` : 'No WebGPU adapter: these tests are skipped.')
  gpu?.device.addEventListener('uncapturederror', ({ error }) => console.error(error.message))
  return gpu
}
