import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { z } from 'zod'
import type { GpuAdapter, GpuTrainerSource } from '../gpu-trainer-source.ts'
import { gpuTrainers } from './gpu-trainers.ts'
import { nodeGpu } from './request-device.ts'

const PRINT_ADAPTER = fileURLToPath(new URL('./print-adapter.ts', import.meta.url))
/** A driver that has not answered by then, ms, is none to train on. */
const ANSWER_WITHIN = 20_000

const adapterSchema = z.object({ name: z.string(), software: z.boolean() }).nullable()

/**
 * Trainers on the graphics device that the `webgpu` package finds. What there is is asked once, in a process of its own:
 * drivers print what they please, and some crash. The package is loaded here when the first trainer is made.
 */
export function nodeGpuTrainers(): GpuTrainerSource {
  let adapter: Promise<GpuAdapter | null> | undefined
  let source: Promise<GpuTrainerSource> | undefined
  return {
    describe: () => {
      adapter ??= findAdapter()
      return adapter
    },
    create: async (options) => {
      source ??= nodeGpu().then(gpuTrainers)
      return (await source).create(options)
    },
  }
}

async function findAdapter(): Promise<GpuAdapter | null> {
  try {
    const { stdout } = await promisify(execFile)(process.execPath, [PRINT_ADAPTER], { timeout: ANSWER_WITHIN })
    return adapterSchema.parse(JSON.parse(stdout))
  } catch {
    return null
  }
}
