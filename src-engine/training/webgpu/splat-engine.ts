import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import type { PinholeView } from '../cpu/raster-constants.ts'
import type { RenderedView } from '../trainer.ts'
import { createDensify } from './densify-splats.ts'
import { withinMemory, withoutErrors } from './device-errors.ts'
import { checkLimits, mostPairs, type TrainingSize } from './device-limits.ts'
import { createDeviceMemory, readBack } from './device-memory.ts'
import { createDrawSplats } from './draw-splats.ts'
import { createGpuSplats } from './gpu-splats.ts'
import { renderedView } from './rendered-view.ts'
import { type GpuStep, settingsBytes } from './step-settings.ts'
import { createLearning, createOptimiserState } from './train-step.ts'
import { createViewBuffers } from './view-buffers.ts'

export interface SplatEngineOptions extends TrainingSize {
  readonly initial: SplatCloud
}

/** Splats on a device with all that draws and changes them. One call at a time. */
export interface SplatEngine {
  readonly count: number
  /** One step on a photo of the view's size (R G B bytes, whole words). Resolves with the loss's three sums. */
  learn(view: PinholeView, photo: Uint8Array<ArrayBuffer>, activeDegree: number, step: GpuStep): Promise<Float32Array>
  densify(goal: number, extent: number): Promise<void>
  render(view: PinholeView, activeDegree: number): Promise<RenderedView>
  snapshot(): Promise<SplatCloud>
  free(): void
}

/** Room for pairs at first, a splat and at least, and how much more than needed it gets when it grows. */
const PAIRS_PER_SPLAT = 8
const LEAST_PAIRS = 16384
const HEADROOM = 1.25

/** Throws `out_of_memory` when the device's limits or its memory do not suffice. */
export async function createSplatEngine(device: GPUDevice, options: SplatEngineOptions): Promise<SplatEngine> {
  checkLimits(device, options)
  const { capacity, width, height, initial } = options
  const most = mostPairs(device)
  const memory = createDeviceMemory(device)
  const { splats, buffers, drawing, learning, densify, results } = await withinMemory(memory, () => {
    const splats = createGpuSplats(memory, capacity, options.shDegree)
    const state = createOptimiserState(memory, splats)
    const buffers = createViewBuffers(memory, capacity, width, height)
    return {
      splats,
      buffers,
      drawing: createDrawSplats(memory, splats, buffers),
      learning: createLearning(memory, splats, state, buffers),
      densify: createDensify(memory, splats, state, buffers.count),
      results: memory.storage('results', 20),
    }
  })
  let pairs = await roomForPairs(Math.max(LEAST_PAIRS, PAIRS_PER_SPLAT * initial.count))
  splats.upload(initial)
  let count = initial.count
  device.queue.writeBuffer(buffers.count, 0, Uint32Array.of(count))

  function roomForPairs(wanted: number) {
    const pairMemory = createDeviceMemory(device)
    return withinMemory(pairMemory, () => {
      const draw = drawing(pairMemory, Math.min(most, wanted))
      return { draw, learn: learning.bind(pairMemory, draw), memory: pairMemory }
    })
  }

  /** Submits what `record` records, and once more whenever the view turns out to need more room for pairs. */
  async function withRoom(
    view: PinholeView,
    activeDegree: number,
    step: GpuStep | null,
    record: (encoder: GPUCommandEncoder) => void,
  ): Promise<ArrayBuffer> {
    for (;;) {
      const { pairCapacity } = pairs.draw
      const mayGrow = pairCapacity < most
      const settings = { view, count, capacity, activeDegree, pairCapacity, mayGrow }
      device.queue.writeBuffer(buffers.settings, 0, settingsBytes(settings, step))
      await withoutErrors(device, () => {
        const encoder = device.createCommandEncoder()
        record(encoder)
        encoder.copyBufferToBuffer(learning.total, 0, results, 0, 16)
        encoder.copyBufferToBuffer(buffers.wanted, 0, results, 16, 4)
        device.queue.submit([encoder.finish()])
      })
      const answer = await readBack(device, results, 20)
      const [wanted] = new Uint32Array(answer, 16)
      if (wanted <= pairCapacity || !mayGrow) return answer
      pairs.memory.free()
      pairs = await roomForPairs(Math.ceil(HEADROOM * wanted))
    }
  }

  return {
    get count() {
      return count
    },
    learn: async (view, photo, activeDegree, step) => {
      device.queue.writeBuffer(learning.photo, 0, photo)
      const answer = await withRoom(view, activeDegree, step, (encoder) => {
        pairs.draw.record(encoder, view.width, view.height, count, false)
        pairs.learn.record(encoder, view.width, view.height, count)
      })
      return new Float32Array(answer, 0, 3)
    },
    densify: async (goal, extent) => {
      count = await densify(count, Math.min(goal, capacity), extent)
    },
    render: async (view, activeDegree) => {
      if (view.width > width || view.height > height) {
        throw new Error(`The trainer renders at most ${width} x ${height} pixels.`)
      }
      await withRoom(view, activeDegree, null, (encoder) => {
        pairs.draw.record(encoder, view.width, view.height, count, true)
      })
      const planes = new Float32Array(await readBack(device, buffers.image, 24 * view.width * view.height))
      return renderedView(planes, view.width, view.height)
    },
    snapshot: () => splats.download(count),
    free: () => {
      pairs.memory.free()
      memory.free()
    },
  }
}
