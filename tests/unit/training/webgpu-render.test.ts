import { afterAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../../src-engine/math/random.ts'
import type { PinholeView } from '../../../src-engine/training/cpu/raster-constants.ts'
import { renderSplats } from '../../../src-engine/training/cpu/render-splats.ts'
import { createDeviceMemory, readBack } from '../../../src-engine/training/webgpu/device-memory.ts'
import { createDrawSplats } from '../../../src-engine/training/webgpu/draw-splats.ts'
import { createGpuSplats } from '../../../src-engine/training/webgpu/gpu-splats.ts'
import { createSplatEngine } from '../../../src-engine/training/webgpu/splat-engine.ts'
import { settingsBytes } from '../../../src-engine/training/webgpu/step-settings.ts'
import { createViewBuffers } from '../../../src-engine/training/webgpu/view-buffers.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { testView } from '../../support/float64-training-step.ts'
import { testDevice } from '../../support/gpu.ts'
import { cameraOf, randomCloud } from '../../support/random-cloud.ts'

const gpu = await testDevice()
afterAll(() => gpu?.close())

const meanDifference = (a: Float32Array, b: Float32Array) =>
  a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length

async function both(cloud: SplatCloud, view: PinholeView) {
  const { count: capacity, shDegree } = cloud
  const { width, height } = view
  const engine = await createSplatEngine(gpu!.device, { capacity, shDegree, width, height, initial: cloud })
  const [cpu] = await renderSplats(cloud, [cameraOf(view)], { threads: 1 })
  const mine = await engine.render(view, shDegree)
  engine.free()
  return { cpu, mine }
}

async function expectAgreement(cloud: SplatCloud, view: PinholeView) {
  const { cpu, mine } = await both(cloud, view)
  expect(Math.max(...cpu.alpha)).toBeGreaterThan(0.5)
  for (const plane of ['color', 'alpha', 'depth', 'medianDepth'] as const) {
    expect(mine[plane]).toHaveLength(cpu[plane].length)
    expect(meanDifference(mine[plane], cpu[plane]), plane).toBeLessThan(2e-4)
  }
}

describe.skipIf(!gpu)('what the graphics device draws is what the CPU draws', () => {
  it.each([
    [200, 96, 64, 0, 1],
    [1500, 83, 61, 1, 0.3],
    [700, 64, 96, 2, 0.5],
    [4000, 120, 72, 3, 0.3],
    // So wide that the first room for pairs does not do.
    [1500, 120, 72, 0, 3],
  ])('%i splats at %i x %i, degree %i, %f times their size', async (count, width, height, degree, size) => {
    await expectAgreement(randomCloud(count, degree, count, size), testView(width, height))
  })

  it('needles, and splats beside and behind the camera', async () => {
    const cloud = randomCloud(1200, 1, 3, 1)
    const random = seededRandom(17)
    for (let i = 0; i < 3 * cloud.count; i++) {
      cloud.logScales[i] = -7 + 6 * random()
      cloud.positions[i] = 3 * (random() - 0.5)
    }
    await expectAgreement(cloud, testView(96, 64))
  })

  it('leaves out the farthest splats where there is no room for their pairs', async () => {
    const { device } = gpu!
    const cloud = randomCloud(300, 0, 9, 1)
    const { count } = cloud
    const view = testView(96, 64)
    const memory = createDeviceMemory(device)
    const splats = createGpuSplats(memory, count, 0)
    const buffers = createViewBuffers(memory, count, view.width, view.height)
    const draw = createDrawSplats(memory, splats, buffers)(memory, 1000)
    splats.upload(cloud)
    device.queue.writeBuffer(buffers.count, 0, Uint32Array.of(count))
    const settings = { view, count, capacity: count, activeDegree: 0, pairCapacity: 1000, mayGrow: false }
    device.queue.writeBuffer(buffers.settings, 0, settingsBytes(settings, null))
    const encoder = device.createCommandEncoder()
    draw.record(encoder, view.width, view.height, count, true)
    device.queue.submit([encoder.finish()])
    const words = async (buffer: GPUBuffer, length: number) =>
      new Uint32Array(await readBack(device, buffer, 4 * length))
    const [wanted] = await words(buffers.wanted, 1)
    const [pairs] = await words(buffers.pairs, 1)
    const [spans, tiles] = [await words(buffers.spans, 2 * count), await words(buffers.tileCounts, count)]
    memory.free()
    expect(wanted).toBeGreaterThan(1000)
    expect(wanted).toBe(tiles.reduce((sum, n) => sum + n, 0))
    // Not one more splat would have fitted.
    expect(pairs).toBeLessThanOrEqual(1000)
    expect(pairs).toBeGreaterThan(1000 - Math.max(...tiles))
    const depths = Array.from({ length: count }, (_, i) => {
      return [0, 1, 2].reduce((z, k) => z + view.pose[6 + k] * cloud.positions[3 * i + k], 0)
    })
    const seen = Array.from(tiles.keys()).filter((i) => tiles[i] > 0)
    const isDrawn = (i: number) => spans[2 * i + 1] > 0
    const farthest = Math.max(...seen.filter(isDrawn).map((i) => depths[i]))
    const nearest = Math.min(...seen.filter((i) => !isDrawn(i)).map((i) => depths[i]))
    // Depths are sorted by 24 bits.
    expect(farthest).toBeLessThan(nearest + 1e-3)
  })

  it('leaves out splats that are not numbers', async () => {
    const cloud = randomCloud(300, 1, 5, 1)
    cloud.positions[30] = Number.NaN
    cloud.logScales[60] = Number.POSITIVE_INFINITY
    cloud.rotations.fill(0, 400, 404)
    cloud.opacityLogits[150] = Number.NaN
    cloud.sh[1300] = Number.NaN
    await expectAgreement(cloud, testView(64, 48))
  })
})
