import { afterAll, describe, expect, it } from 'vitest'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { createDeviceMemory, readBack } from '../../../src-engine/training/webgpu/device-memory.ts'
import { createPrefixSum } from '../../../src-engine/training/webgpu/prefix-sum.ts'
import { createRadixSort, sortGroups } from '../../../src-engine/training/webgpu/radix-sort.ts'
import { testDevice } from '../../support/gpu.ts'

const gpu = await testDevice()
afterAll(() => gpu?.close())

/** Runs work on `n` random numbers below `limit` with its own memory; `words` reads a buffer back. */
async function withNumbers(n: number, limit: number) {
  const { device } = gpu!
  const memory = createDeviceMemory(device)
  const random = seededRandom(n)
  const numbers = Uint32Array.from({ length: n }, () => random() * limit)
  const amount = memory.storage('amount', 4)
  device.queue.writeBuffer(amount, 0, Uint32Array.of(n))
  const run = (record: (pass: GPUComputePassEncoder) => void) => {
    const encoder = device.createCommandEncoder()
    const pass = encoder.beginComputePass()
    record(pass)
    pass.end()
    device.queue.submit([encoder.finish()])
  }
  const words = async (buffer: GPUBuffer, length: number) => new Uint32Array(await readBack(device, buffer, 4 * length))
  return { device, memory, numbers, amount, run, words }
}

describe.skipIf(!gpu)('on the graphics device', () => {
  it.each([
    [1, 24, 2 ** 24],
    [257, 16, 300],
    [4096, 32, 2 ** 32],
    // Several blocks, many equal keys: stability shows.
    [13_001, 24, 50],
  ])('%i keys of %i bits below %i are sorted, equal ones in their order', async (n, bits, limit) => {
    const { device, memory, numbers, amount, run, words } = await withNumbers(n, limit)
    const sort = createRadixSort(memory)(memory, amount, n + 100, bits, 'test')
    device.queue.writeBuffer(sort.keys, 0, numbers)
    run((pass) => sort.record(pass, sortGroups(n)))
    const expected = Array.from(numbers.keys()).sort((a, b) => numbers[a] - numbers[b] || a - b)
    expect(Array.from(await words(sort.places, n))).toEqual(expected)
    expect(Array.from(await words(sort.sortedKeys, n))).toEqual(expected.map((i) => numbers[i]))
    memory.free()
  })

  it.each([1, 2048, 2049, 600_001])('%i numbers are summed up', async (n) => {
    const { device, memory, numbers, amount, run, words } = await withNumbers(n, 7)
    const [data, total] = [memory.storage('data', 4 * n), memory.storage('total', 4)]
    device.queue.writeBuffer(data, 0, numbers)
    const record = createPrefixSum(memory)(amount, data, total, n)
    run((pass) => record(pass, n))
    let sum = 0
    const expected = numbers.map((value) => {
      sum += value
      return sum - value
    })
    const mine = await words(data, n)
    expect(mine.findIndex((value, i) => value !== expected[i])).toBe(-1)
    expect(await words(total, 1)).toEqual(Uint32Array.of(sum))
    memory.free()
  })
})
