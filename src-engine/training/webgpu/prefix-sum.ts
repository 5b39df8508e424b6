import { computeKernel } from './compute-kernel.ts'
import type { DeviceMemory } from './device-memory.ts'
import { SCAN_BLOCK, SUM_BLOCKS, SUM_SUMS, SUM_WITHIN_BLOCKS } from './wgsl/prefix-sum.wgsl.ts'

/** Records the work on up to `most` values. */
export type RecordPrefixSum = (pass: GPUComputePassEncoder, most: number) => void

/**
 * Exclusive prefix sums of uint32 values on the device, in place. The function it gives binds one array of at most `capacity`
 * values: `amount[0]` says how many there are, `total[0]` receives their sum.
 */
export function createPrefixSum({ device, storage }: DeviceMemory) {
  const blocks = computeKernel(device, 'sum blocks', SUM_BLOCKS)
  const sums = computeKernel(device, 'sum sums', SUM_SUMS)
  const within = computeKernel(device, 'sum within blocks', SUM_WITHIN_BLOCKS)
  return (amount: GPUBuffer, data: GPUBuffer, total: GPUBuffer, capacity: number): RecordPrefixSum => {
    const blockSums = storage('block sums', 4 * Math.ceil(capacity / SCAN_BLOCK))
    const first = blocks.bind(amount, data, blockSums)
    const second = sums.bind(amount, blockSums, total)
    const third = within.bind(amount, data, blockSums)
    return (pass, most) => {
      const groups = Math.ceil(most / SCAN_BLOCK)
      first.run(pass, groups)
      second.run(pass, 1)
      third.run(pass, groups)
    }
  }
}
