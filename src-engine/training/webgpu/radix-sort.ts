import { type BoundKernel, computeKernel } from './compute-kernel.ts'
import type { DeviceMemory } from './device-memory.ts'
import { COUNT_DIGITS, DIGIT_BITS, DIGITS, SCATTER, SORT_BLOCK, SUM_DIGITS } from './wgsl/radix-sort.wgsl.ts'

/** How many workgroups a pass needs: a number, or where the device itself has written it (three words). */
export type SortGroups = number | { readonly counts: GPUBuffer; readonly offset: number }

/** Keys to sort with their places. All buffers have room for the capacity. */
export interface BoundSort {
  /** Filled by the caller before the sort; destroyed by it. */
  readonly keys: GPUBuffer
  /** After the sort: the keys in ascending order, and the place each came from. */
  readonly sortedKeys: GPUBuffer
  readonly places: GPUBuffer
  /** Records the sort. */
  record(pass: GPUComputePassEncoder, groups: SortGroups): void
}

/** Workgroups that sort `n` keys. */
export function sortGroups(n: number): number {
  return Math.ceil(n / SORT_BLOCK)
}

/**
 * Stable radix sort of uint32 keys on the device, eight bits a pass, without subgroups or waiting between workgroups.
 * The function it gives makes room, in memory of its own, for
 * `capacity` keys of `bits` bits, of which `amount[0]` are there.
 */
export function createRadixSort({ device, uniform }: DeviceMemory) {
  const count = computeKernel(device, 'count digits', COUNT_DIGITS)
  const sum = computeKernel(device, 'sum digits', SUM_DIGITS)
  const scatter = computeKernel(device, 'scatter by digit', SCATTER)
  const orders = [0, 8, 16, 24].map((shift) => {
    const order = uniform(`sort by bits from ${shift}`, 16)
    device.queue.writeBuffer(order, 0, Uint32Array.of(shift, shift === 0 ? 1 : 0))
    return order
  })
  return ({ storage }: DeviceMemory, amount: GPUBuffer, capacity: number, bits: number, label: string): BoundSort => {
    const words = (name: string, length: number) => storage(`${label}: ${name}`, 4 * length)
    const keys = [words('keys', capacity), words('other keys', capacity)]
    const places = [words('places', capacity), words('other places', capacity)]
    const counts = words('digits', DIGITS * sortGroups(capacity))
    const totals = words('totals', DIGITS)
    const sumDigits = sum.bind(amount, counts, totals)
    const passes = orders.slice(0, Math.ceil(bits / DIGIT_BITS)).map((order, i) => {
      const [from, to] = [i % 2, (i + 1) % 2]
      return {
        countDigits: count.bind(order, amount, keys[from], counts),
        scatterBlocks: scatter.bind(order, amount, keys[from], places[from], counts, totals, keys[to], places[to]),
      }
    })
    const run = (kernel: BoundKernel, pass: GPUComputePassEncoder, groups: SortGroups) => {
      if (typeof groups === 'number') kernel.run(pass, groups)
      else kernel.runIndirect(pass, groups.counts, groups.offset)
    }
    return {
      keys: keys[0],
      sortedKeys: keys[passes.length % 2],
      places: places[passes.length % 2],
      record: (pass, groups) => {
        for (const { countDigits, scatterBlocks } of passes) {
          run(countDigits, pass, groups)
          sumDigits.run(pass, 1)
          run(scatterBlocks, pass, groups)
        }
      },
    }
  }
}
