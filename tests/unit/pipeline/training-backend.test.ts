import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest'
import { hashJson } from '../../../src-engine/library/content-hash.ts'
import { openProject, type Project } from '../../../src-engine/library/project.ts'
import { settingsOf } from '../../../src-engine/pipeline/options.ts'
import { inputsWithBackend } from '../../../src-engine/pipeline/training-backend.ts'
import type { GpuTrainerSource } from '../../../src-engine/training/gpu-trainer-source.ts'
import type { ComputeBackend } from '../../../src-shared/compute-backend.ts'
import type { EngineEvent } from '../../../src-shared/events.ts'

let folder: string
let project: Project
let said: EngineEvent[]
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'glimpse3d-backend-'))
  const options = { photos: '', output: 'model.glb', project: '' }
  project = await openProject(join(folder, 'project'), { settings: settingsOf(options), resume: false })
})
beforeEach(() => {
  said = []
})
afterAll(async () => {
  project.close()
  await rm(folder, { recursive: true })
})

const card: GpuTrainerSource = {
  describe: async () => ({ name: 'A Card', software: false }),
  create: () => Promise.reject(new Error('Nothing is trained here.')),
}
const INPUTS = { steps: 1 }

function inputs(backend: ComputeBackend, gpu?: GpuTrainerSource) {
  const run = {
    project,
    emit: (event: EngineEvent) => said.push(event),
    signal: undefined,
    pause: undefined,
    threads: 2,
    seed: 0,
  }
  return inputsWithBackend(run, { photos: '', output: 'a.glb', project: '', backend, gpu, threads: 2 }, INPUTS)
}

const words = () => said.map((event) => (event.type === 'log' ? event.message : event.type))

it('tells the two backends apart, says which it is, and keeps the inputs of the processor as they were', async () => {
  expect(await inputs('auto')).toEqual(INPUTS)
  expect(await inputs('cpu', card)).toEqual(INPUTS)
  expect(await inputs('auto', card)).toEqual({ ...INPUTS, backend: 'webgpu' })
  expect(await inputs('webgpu', card)).toEqual({ ...INPUTS, backend: 'webgpu' })
  expect(words()).toEqual([
    'Training on the processor (CPU backend, chosen automatically) with 2 threads.',
    'Training on the processor (CPU backend, as set) with 2 threads.',
    'Training on A Card (WebGPU backend, chosen automatically).',
    'Training on A Card (WebGPU backend, as set).',
  ])
  await expect(inputs('webgpu')).rejects.toMatchObject({ code: 'no_graphics_device' })
})

it('takes what either has finished when the choice is ours, and only then', async () => {
  await project.beginStage('training', hashJson(INPUTS))
  await project.finishStage('training', { seconds: 1, peakMemoryMiB: 1, warnings: [] }, [])
  expect(await inputs('auto', card)).toEqual(INPUTS)
  expect(words()).toEqual([])
  expect(await inputs('webgpu', card)).toEqual({ ...INPUTS, backend: 'webgpu' })
  await project.beginStage('training', hashJson({ ...INPUTS, backend: 'webgpu' }))
  await project.finishStage('training', { seconds: 1, peakMemoryMiB: 1, warnings: [] }, [])
  expect(await inputs('auto')).toEqual({ ...INPUTS, backend: 'webgpu' })
  expect(await inputs('cpu')).toEqual(INPUTS)
})
