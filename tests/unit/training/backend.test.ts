import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { noPoints } from '../../../src-engine/cameras/no-points.ts'
import { seededNormal, seededRandom } from '../../../src-engine/math/random.ts'
import type { GpuTrainerSource } from '../../../src-engine/training/gpu-trainer-source.ts'
import { trainSplats } from '../../../src-engine/training/train-splats.ts'
import { createWebGpuTrainer } from '../../../src-engine/training/webgpu/create-webgpu-trainer.ts'
import { nodeGpuTrainers } from '../../../src-engine/training/webgpu/node-gpu-trainers.ts'
import type { NodeDevice } from '../../../src-engine/training/webgpu/request-device.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import { ball, circleCameras, photograph } from '../../support/coloured-ball.ts'
import { testDevice } from '../../support/gpu.ts'

const truth = ball(150)
const cameras = circleCameras(8, 32, 24)
const photos = await photograph(truth, cameras)
const normal = seededNormal(seededRandom(8))
/** The true splats out of place and grey. */
const cloud = {
  ...truth,
  positions: truth.positions.map((v) => v + 0.05 * normal()),
  sh: new Float32Array(truth.sh.length),
}
const base = {
  views: photos.slice(1),
  heldOut: photos.slice(0, 1),
  points: noPoints(),
  start: { cloud, firstStep: 0 },
  cameras,
  steps: 20,
  splatBudget: 200,
  shDegree: 0,
  seed: 1,
  threads: 2,
} as const

/** Runs, and keeps what it warned of. */
async function train(options: Partial<Parameters<typeof trainSplats>[0]>) {
  const warnings: string[] = []
  const result = await trainSplats({ ...base, ...options, onWarning: (message) => warnings.push(message) })
  return { ...result, warnings }
}

let gpu: NodeDevice | null
let cpuPsnr: number
beforeAll(async () => {
  gpu = await testDevice()
  cpuPsnr = (await train({ backend: 'cpu' })).heldOut!.psnr
})
afterAll(() => gpu?.close())

describe('the backend of a run', () => {
  it('is the processor where nothing else is, and asking for more says what to do', async () => {
    expect(await train({ steps: 4 })).toMatchObject({ backend: 'cpu', backends: ['cpu'], warnings: [] })
    await expect(train({ backend: 'webgpu' })).rejects.toMatchObject({
      code: 'no_graphics_device',
      hint: expect.stringContaining('--backend cpu'),
    })
    const none: GpuTrainerSource = { describe: async () => null, create: () => Promise.reject(new Error('not asked')) }
    expect((await train({ steps: 4, gpu: none })).backends).toEqual(['cpu'])
    await expect(train({ backend: 'webgpu', gpu: none })).rejects.toMatchObject({ code: 'no_graphics_device' })
  })

  it('is of itself no device that the processor imitates', async ({ skip }) => {
    if (!gpu?.software) skip()
    const source = nodeGpuTrainers()
    expect(await source.describe()).toMatchObject({ name: expect.stringMatching(/./), software: true })
    expect((await train({ steps: 4, gpu: source })).backends).toEqual(['cpu'])
  })

  it('is the graphics device when it is asked for, which scores the photos as well', async ({ skip }) => {
    if (!gpu) skip()
    const source = nodeGpuTrainers()
    const { backend, backends, heldOut, photoScores, warnings } = await train({ backend: 'webgpu', gpu: source })
    expect({ backend, backends }).toEqual({ backend: 'webgpu', backends: ['webgpu'] })
    expect(Math.abs(heldOut!.psnr - cpuPsnr)).toBeLessThan(0.3)
    expect(photoScores).toHaveLength(photos.length)
    if (gpu!.software) expect(warnings).toEqual([expect.stringContaining('disguise')])
  }, 300_000)

  it('changes to the processor when the device is lost under way, from its last checkpoint', async ({ skip }) => {
    const own = await testDevice()
    if (!own) skip()
    const source: GpuTrainerSource = {
      describe: async () => ({ name: own!.name, software: false }),
      create: (options) => createWebGpuTrainer({ ...options, device: own!.device }),
    }
    const steps: number[] = []
    const onMetrics = ({ step }: { step: number }) => {
      steps.push(step)
      if (step === 10) own!.close()
    }
    const result = await train({ gpu: source, onMetrics })
    expect(result).toMatchObject({ steps: 20, backend: 'cpu', backends: ['webgpu', 'cpu'] })
    expect(result.warnings).toEqual([expect.stringMatching(/stopped working.* on the processor, from step 10\./)])
    expect(steps).toEqual([10, 20])
    expect(Math.abs(result.heldOut!.psnr - cpuPsnr)).toBeLessThan(1)
  }, 300_000)

  it('is the processor where the device has no room, unless the device was asked for', async () => {
    const rooms: unknown[] = []
    const full: GpuTrainerSource = {
      describe: async () => ({ name: 'a small card', software: false }),
      create: ({ largestRender }) => {
        rooms.push(largestRender)
        return Promise.reject(new StudioError('out_of_memory', 'It has no room.', 'Use less.'))
      },
    }
    const { backends, warnings } = await train({ steps: 4, gpu: full })
    await train({ steps: 4, gpu: full, heldOut: [] })
    expect(rooms).toEqual([{ width: 32, height: 24 }, undefined])
    expect(backends).toEqual(['cpu'])
    expect(warnings).toEqual(['It has no room. Training runs on the processor.'])
    await expect(train({ backend: 'webgpu', gpu: full })).rejects.toMatchObject({ code: 'out_of_memory' })
  })
})
