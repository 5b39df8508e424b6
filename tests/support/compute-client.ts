// Runs in the compute window's page and does there what the engine's process does, over a channel within the page.
import '../../src-main/compute/no-eval.ts'
import type { GpuAdapter } from '../../src-engine/training/gpu-trainer-source.ts'
import { eventTargetPort } from '../../src-engine/training/remote/remote-port.ts'
import { remoteTrainers } from '../../src-engine/training/remote/remote-trainers.ts'
import type { StepResult } from '../../src-engine/training/trainer.ts'
import { COMPUTE_PORT } from '../../src-shared/compute-port.ts'
import { greySplats, type PageScene } from './webgpu-page.ts'

export interface RemoteRun {
  readonly adapter: GpuAdapter | null
  readonly results: readonly StepResult[]
  /** Of the last snapshot. */
  readonly splats: number
  readonly step: number
}

/** Hands the page a port as its preload does, and trains through the other end. */
async function trainThroughPort({ views, initial, steps }: PageScene): Promise<RemoteRun> {
  const trainers = remoteTrainers(async () => {
    const { port1, port2 } = new MessageChannel()
    window.postMessage(COMPUTE_PORT, '*', [port2])
    return eventTargetPort(port1)
  })
  const adapter = await trainers.describe()
  if (!adapter) return { adapter, results: [], splats: 0, step: 0 }
  const trainer = await trainers.create({
    views: views.map(({ camera, data }) => {
      return { camera, image: { width: camera.width, height: camera.height, data: Uint8Array.from(data) } }
    }),
    initial: greySplats(initial),
    steps,
    splatBudget: 2 * initial.count,
    shDegree: 1,
    seed: 1,
  })
  const results: StepResult[] = []
  for (let step = 0; step < steps; step++) results.push(await trainer.step())
  const { count } = await trainer.snapshot()
  await trainer.close()
  return { adapter, results, splats: count, step: trainer.checkpointStep }
}

Object.assign(globalThis, { trainThroughPort })
