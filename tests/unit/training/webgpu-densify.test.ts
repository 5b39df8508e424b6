import { afterAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { copyCloud, loadCloud } from '../../../src-engine/training/cpu/cloud-buffers.ts'
import { densify } from '../../../src-engine/training/cpu/densify.ts'
import { type BufferSizes, mapBuffers } from '../../../src-engine/training/cpu/shared-buffers.ts'
import { createDensify } from '../../../src-engine/training/webgpu/densify-splats.ts'
import { createDeviceMemory, readBack } from '../../../src-engine/training/webgpu/device-memory.ts'
import { createGpuSplats } from '../../../src-engine/training/webgpu/gpu-splats.ts'
import { createOptimiserState } from '../../../src-engine/training/webgpu/train-step.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { testDevice } from '../../support/gpu.ts'
import { randomCloud } from '../../support/random-cloud.ts'

const gpu = await testDevice()
afterAll(() => gpu?.close())

/** Splats of which some are faint, huge or not numbers, each with a steepness, some never seen. */
function scene(count: number) {
  const cloud = randomCloud(count, 1, 7, 1)
  const random = seededRandom(2)
  const [steepness, seen] = [new Float32Array(count), new Uint32Array(count)]
  for (let i = 0; i < count; i++) {
    if (i % 11 === 3) cloud.opacityLogits[i] = -6
    if (i % 13 === 5) cloud.logScales[3 * i + 1] = 4
    if (i % 97 === 8) cloud.sh[12 * i + 7] = Number.NaN
    seen[i] = i % 5 === 0 ? 0 : 1 + Math.floor(7 * random())
    steepness[i] = seen[i] * Math.fround(random())
  }
  return { cloud, steepness, seen }
}

function onCpu({ cloud, steepness, seen }: ReturnType<typeof scene>, capacity: number, target: number) {
  const sizes: BufferSizes = {
    threads: 1,
    capacity,
    shDegree: cloud.shDegree,
    width: 16,
    height: 16,
    slotCapacity: 1,
    training: true,
    imageBytes: 0,
  }
  const buffers = mapBuffers(new SharedArrayBuffer(mapBuffers(null, sizes).bytes), sizes)
  loadCloud(cloud, buffers.splats)
  loadCloud(cloud, buffers.firstMoments)
  loadCloud(cloud, buffers.secondMoments)
  buffers.steepness.set(steepness)
  buffers.seen.set(seen)
  const count = densify(buffers, { count: cloud.count, target, extent: 2 })
  return [buffers.splats, buffers.firstMoments, buffers.secondMoments].map((set) => copyCloud(set, count))
}

async function onDevice({ cloud, steepness, seen }: ReturnType<typeof scene>, capacity: number, target: number) {
  const { device } = gpu!
  const memory = createDeviceMemory(device)
  const splats = createGpuSplats(memory, capacity, cloud.shDegree)
  const state = createOptimiserState(memory, splats)
  const count = memory.storage('count', 4)
  device.queue.writeBuffer(count, 0, Uint32Array.of(cloud.count))
  splats.upload(cloud)
  const copy = (from: readonly GPUBuffer[], to: readonly GPUBuffer[]) => {
    const encoder = device.createCommandEncoder()
    for (const [g, { fields }] of splats.groups.entries()) {
      encoder.copyBufferToBuffer(from[g], 0, to[g], 0, 4 * fields * capacity)
    }
    device.queue.submit([encoder.finish()])
  }
  copy(splats.values, state.first)
  copy(splats.values, state.second)
  device.queue.writeBuffer(state.statistics, 0, steepness as Float32Array<ArrayBuffer>)
  device.queue.writeBuffer(state.statistics, 4 * capacity, Float32Array.from(seen))
  const after = await createDensify(memory, splats, state, count)(cloud.count, target, 2)
  const clouds = [await splats.download(after)]
  for (const moments of [state.first, state.second]) {
    copy(moments, splats.values)
    clouds.push(await splats.download(after))
  }
  const counted = new Uint32Array(await readBack(device, count, 4))[0]
  const statistics = new Float32Array(await readBack(device, state.statistics, 8 * capacity))
  memory.free()
  return { clouds, counted, statistics }
}

describe.skipIf(!gpu)('densification on the graphics device', () => {
  it.each([
    ['up to the goal', 700],
    ['at most every second', 5000],
    ['not at all where there are enough', 100],
  ])('removes and splits the splats that the CPU does, %s', async (_, target) => {
    const before = scene(600)
    const expected = onCpu(before, 1200, target)
    const { clouds, counted, statistics } = await onDevice(before, 1200, target)
    expect(counted).toBe(expected[0].count)
    expect(statistics.every((value) => value === 0)).toBe(true)
    for (const [at, cloud] of clouds.entries()) {
      expect(cloud.count).toBe(expected[at].count)
      for (const name of ['positions', 'logScales', 'rotations', 'opacityLogits', 'sh'] as const) {
        expect(mostApart(cloud[name], expected[at][name]), `${name} ${at}`).toBeLessThan(1e-5)
      }
    }
  })
})

function mostApart(a: SplatCloud['sh'], b: SplatCloud['sh']): number {
  return a.reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0)
}
