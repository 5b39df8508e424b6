import type { StepResult, TrainingView } from '../../src-engine/training/trainer.ts'
import { createWebGpuTrainer } from '../../src-engine/training/webgpu/create-webgpu-trainer.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'

/** Runs in a page of Chromium: what is sent there and back goes as JSON, so all arrays are plain. */
export interface PageScene {
  readonly views: readonly { readonly camera: TrainingView['camera']; readonly data: readonly number[] }[]
  readonly initial: { readonly count: number; readonly positions: readonly number[] }
  readonly steps: number
}

/** Grey splats of one size at these places. */
export function greySplats({ count, positions }: PageScene['initial']): SplatCloud {
  return {
    count,
    shDegree: 0,
    positions: Float32Array.from(positions),
    logScales: new Float32Array(3 * count).fill(-2),
    rotations: Float32Array.from({ length: 4 * count }, (_, i) => (i % 4 === 0 ? 1 : 0)),
    opacityLogits: new Float32Array(count).fill(1),
    sh: new Float32Array(3 * count),
  }
}

/** Trains on the page's own device; null where the page has none. */
async function train({ views, initial, steps }: PageScene): Promise<StepResult[] | null> {
  const adapter = await navigator.gpu?.requestAdapter()
  if (!adapter) return null
  const trainer = await createWebGpuTrainer({
    device: await adapter.requestDevice(),
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
  return results
}

Object.assign(globalThis, { train })
