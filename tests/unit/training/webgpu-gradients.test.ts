import { afterAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { BETA1 } from '../../../src-engine/training/cpu/step-settings.ts'
import { createDeviceMemory, readBack } from '../../../src-engine/training/webgpu/device-memory.ts'
import { createDrawSplats } from '../../../src-engine/training/webgpu/draw-splats.ts'
import { createGpuSplats } from '../../../src-engine/training/webgpu/gpu-splats.ts'
import { settingsBytes } from '../../../src-engine/training/webgpu/step-settings.ts'
import { createLearning, createOptimiserState } from '../../../src-engine/training/webgpu/train-step.ts'
import { createViewBuffers } from '../../../src-engine/training/webgpu/view-buffers.ts'
import { FIELD } from '../../../src-engine/training/webgpu/wgsl/splat-fields.wgsl.ts'
import {
  PARAMETERS,
  randomSplats,
  type Splats64,
  testView,
  trainingStep64,
} from '../../support/float64-training-step.ts'
import { testDevice } from '../../support/gpu.ts'
import { cloudOf } from '../../support/random-cloud.ts'

const gpu = await testDevice()
afterAll(() => gpu?.close())

/** Rates and pulls of 0: nothing moves, and the first moments hold the gradients. */
const STILL = {
  adamStep: 1,
  positionRate: 0,
  scaleRate: 0,
  rotationRate: 0,
  opacityRate: 0,
  colorRate: 0,
  harmonicsRate: 0,
  opacityPull: 0,
  flattening: 0,
  surfaceReach: 0,
  leftOut: 0,
  step: 0,
}

/** One step from zero moments: the gradients, by parameter as in `trainingStep64`, and the loss's sums. */
async function gradientsOnDevice(splats64: Splats64, photo: Uint8Array, width: number, height: number) {
  const { device } = gpu!
  const cloud = cloudOf(splats64)
  const { count, shDegree } = cloud
  const memory = createDeviceMemory(device)
  const splats = createGpuSplats(memory, count, shDegree)
  const state = createOptimiserState(memory, splats)
  const buffers = createViewBuffers(memory, count, width, height)
  const pairCapacity = 50 * count
  const draw = createDrawSplats(memory, splats, buffers)(memory, pairCapacity)
  const learning = createLearning(memory, splats, state, buffers)
  const learn = learning.bind(memory, draw)
  splats.upload(cloud)
  const padded = new Uint8Array(Math.ceil(photo.length / 4) * 4)
  padded.set(photo)
  device.queue.writeBuffer(learning.photo, 0, padded)
  device.queue.writeBuffer(buffers.count, 0, Uint32Array.of(count))
  const view = testView(width, height)
  const settings = { view, count, capacity: count, activeDegree: shDegree, pairCapacity, mayGrow: false }
  device.queue.writeBuffer(buffers.settings, 0, settingsBytes(settings, STILL))
  const encoder = device.createCommandEncoder()
  draw.record(encoder, width, height, count, false)
  learn.record(encoder, width, height, count)
  device.queue.submit([encoder.finish()])
  const sums = new Float32Array(await readBack(device, learning.total, 12))
  // The groups one after another: field k of splat i at [k * count + i].
  const moments: number[] = []
  for (const [g, { fields }] of splats.groups.entries()) {
    moments.push(...new Float32Array(await readBack(device, state.first[g], 4 * fields * count)))
  }
  memory.free()
  const fields = { positions: FIELD.position, logScales: FIELD.logScale, rotations: FIELD.rotation }
  const starts = { ...fields, opacityLogits: FIELD.opacity, sh: FIELD.harmonics }
  const of = (name: (typeof PARAMETERS)[number]) => {
    const width = splats64[name].length / count
    return Float64Array.from(splats64[name], (_, at) => {
      const [i, k] = [Math.floor(at / width), at % width]
      return moments[(starts[name] + k) * count + i] / (1 - BETA1)
    })
  }
  return { sums, of }
}

/** The same splats and photo for both sides: numbers that float32 and bytes hold exactly. */
function scene(count: number, degree: number, width: number, height: number, size: number) {
  const splats = randomSplats(count, degree, count + degree)
  splats.logScales.set(splats.logScales.map((v) => v + Math.log(size)))
  for (const name of PARAMETERS) splats[name].set(splats[name].map(Math.fround))
  const random = seededRandom(count)
  const photo = Uint8Array.from({ length: 3 * width * height }, () => 256 * random())
  return { splats, photo, photo64: Float64Array.from(photo, (v) => v / 255) }
}

const norm = (values: Float64Array) => Math.hypot(...values)
const apart = (a: Float64Array, b: Float64Array) => norm(a.map((v, i) => v - b[i])) / norm(b)

describe.skipIf(!gpu)('gradients on the graphics device', () => {
  it.each([
    [14, 0, 37, 29, 1],
    [60, 1, 48, 33, 0.5],
    [400, 2, 64, 48, 0.3],
    [300, 3, 70, 45, 1],
  ])('%i splats, degree %i, %i x %i, %f times their size: those of the CPU', async (...args) => {
    const [, , width, height] = args
    const { splats, photo, photo64 } = scene(...args)
    const { loss, gradients, planes } = trainingStep64(splats, testView(width, height), photo64, true)
    const { sums, of } = await gradientsOnDevice(splats, photo, width, height)
    const values = 3 * width * height
    const structure = Array.from(planes.rowSums).reduce((sum, v, i) => (i % 3 === 1 ? sum + v : sum), 0)
    expect(sums[1] / values).toBeCloseTo(structure / values, 4)
    expect((0.8 * sums[0]) / values + 0.2 * (1 - sums[1] / values)).toBeCloseTo(loss, 4)
    for (const name of PARAMETERS) {
      expect(norm(gradients![name]), name).toBeGreaterThan(0)
      expect(apart(of(name), gradients![name]), name).toBeLessThan(1e-3)
    }
  })

  it('are the derivatives of the loss by finite differences', async () => {
    const [width, height] = [37, 29]
    const { splats, photo, photo64 } = scene(14, 3, width, height, 1)
    const view = testView(width, height)
    const { of } = await gradientsOnDevice(splats, photo, width, height)
    for (const name of PARAMETERS.slice(0, 4)) {
      const values = splats[name]
      const numeric = values.map((kept, i) => {
        const h = 1e-6
        values[i] = kept + h
        const above = trainingStep64(splats, view, photo64, false).loss
        values[i] = kept - h
        const below = trainingStep64(splats, view, photo64, false).loss
        values[i] = kept
        return (above - below) / (2 * h)
      })
      // A step that moves a pixel over the 1/255 cut sees a jump that no derivative has: see gradients.test.ts.
      const scale = Math.max(...numeric.map(Math.abs))
      const mine = of(name)
      const close = numeric.filter((v, i) => Math.abs(v - mine[i]) < 0.01 * Math.abs(v) + 1e-3 * scale)
      expect(close.length / numeric.length, name).toBeGreaterThan(0.97)
    }
  })
})
