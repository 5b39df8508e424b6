import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { GpuTrainerSource } from '../../../src-engine/training/gpu-trainer-source.ts'
import { checkModels } from './check-models.ts'
import { type Check, good } from './checks.ts'
import { electronBinary } from './electron-binary.ts'

const REINSTALL = 'Run "npm ci" in the program\'s folder again.'

/** The smallest module that needs SIMD: (v128.const 0 ...) in a function that drops it. */
const SIMD_MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 10, 23, 1, 21, 0, 253, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 26, 11,
])

/** What computes, what reads photos, and the tools that are used when they are there. */
export async function checkParts(gpu?: GpuTrainerSource): Promise<Check[]> {
  return [
    checkCpu(),
    await checkGpu(gpu),
    await checkImages(),
    await checkModels(),
    checkDesktop(),
    await checkColmap(),
  ]
}

function checkCpu(): Check {
  const name = 'compute: cpu'
  if (WebAssembly.validate(SIMD_MODULE)) return good(name, 'ready (worker threads, shared memory, WebAssembly SIMD)')
  return {
    name,
    value: 'no WebAssembly SIMD',
    state: 'lacking',
    hint: 'A 64-bit processor of the last ten years is needed.',
  }
}

async function checkGpu(gpu: GpuTrainerSource | undefined): Promise<Check> {
  const name = 'compute: webgpu'
  const adapter = await gpu?.describe().catch(() => null)
  if (!adapter) {
    const hint = 'Training runs on the CPU. With a graphics card: install or update its driver.'
    return { name, value: 'no graphics device found', state: 'limited', hint }
  }
  if (!adapter.software) return good(name, adapter.name)
  const hint =
    'This is the processor in disguise: training runs on the CPU backend, which is faster, unless it is asked for.'
  return { name, value: adapter.name, state: 'limited', hint }
}

async function checkImages(): Promise<Check> {
  const name = 'photos'
  try {
    const { default: sharp } = await import('sharp')
    return good(
      name,
      `sharp ${sharp.versions.sharp}, libvips ${sharp.versions.vips}: JPEG, PNG, WebP, TIFF, AVIF, HEIC`,
    )
  } catch (cause) {
    return {
      name,
      value: `sharp does not load: ${(cause as Error).message.split('\n')[0]}`,
      state: 'lacking',
      hint: REINSTALL,
    }
  }
}

function checkDesktop(): Check {
  const name = 'optional: desktop'
  if (process.versions.electron) return good(name, `Electron ${process.versions.electron}`)
  const binary = electronBinary()
  if (binary) return good(name, binary)
  const hint = "Only the desktop app needs Electron's binary; the command line works without it."
  return { name, value: 'no Electron binary', state: 'limited', hint }
}

async function checkColmap(): Promise<Check> {
  const name = 'optional: colmap'
  const hint = 'Not needed: cameras are solved here. A COLMAP model can be used with --cameras.'
  try {
    const { stdout } = await promisify(execFile)('colmap', ['help'], { timeout: 5000 })
    return good(name, stdout.split('\n').find((line) => line.startsWith('COLMAP')) ?? 'found')
  } catch {
    return { name, value: 'not found', state: 'limited', hint }
  }
}
