import { computeKernel } from './compute-kernel.ts'
import { withoutErrors } from './device-errors.ts'
import { type DeviceMemory, readBack } from './device-memory.ts'
import type { GpuSplats } from './gpu-splats.ts'
import { createPrefixSum } from './prefix-sum.ts'
import { createRadixSort, sortGroups } from './radix-sort.ts'
import type { OptimiserState } from './train-step.ts'
import { markSplats } from './wgsl/mark-splats.wgsl.ts'
import { MOVE_KEPT } from './wgsl/move-kept.wgsl.ts'
import { SCORE_SPLATS } from './wgsl/score-splats.wgsl.ts'
import { SPLAT_GROUP } from './wgsl/settings.wgsl.ts'
import { splitSplats } from './wgsl/split-splats.wgsl.ts'

/** Steepness is positive: all its bits but the sign take part. */
const SCORE_BITS = 32

/**
 * Removes and splits splats on the device, by the rules of cpu/densify.ts and in its order. Given their number, `count`
 * of which stands in the buffer of that name, the goal and the scene's extent, resolves with the new number; only that
 * is read back. Restarts the statistics.
 */
export function createDensify(memory: DeviceMemory, splats: GpuSplats, state: OptimiserState, count: GPUBuffer) {
  const { capacity, groups, values } = splats
  const { first, second, statistics } = state
  const { device } = memory
  const words = (label: string, length: number) => memory.storage(label, 4 * length)
  const settings = memory.uniform('densify', 16)
  const keep = words('kept splats', capacity)
  const places = words('new places', capacity)
  const moved = words('moved splats', Math.max(...groups.map(({ fields }) => fields)) * capacity)
  const tally = words('tally', 2)
  const sort = createRadixSort(memory)(memory, tally, capacity, SCORE_BITS, 'scores')
  const mark = computeKernel(device, 'mark splats', markSplats(groups)).bind(settings, keep, places, ...values)
  const sumPlaces = createPrefixSum(memory)(count, places, tally, capacity)
  const moveKernel = computeKernel(device, 'move kept', MOVE_KEPT)
  const moves = [
    ...[values, first, second].flatMap((set) => set.map((buffer, g) => ({ buffer, planes: groups[g].fields }))),
    { buffer: statistics, planes: 2 },
  ].map(({ buffer, planes }) => ({ buffer, planes, move: moveKernel.bind(settings, keep, places, buffer, moved) }))
  const score = computeKernel(device, 'score splats', SCORE_SPLATS).bind(settings, tally, statistics, sort.keys)
  const sources = [settings, tally, sort.sortedKeys, sort.places] as const
  const splits = groups.map((group, g) => {
    return computeKernel(device, 'split splats', splitSplats(group)).bind(...sources, values[g], first[g], second[g])
  })

  return async (before: number, goal: number, extent: number): Promise<number> => {
    const orders = new ArrayBuffer(16)
    new Uint32Array(orders).set([before, capacity, goal])
    new Float32Array(orders).set([extent], 3)
    device.queue.writeBuffer(settings, 0, orders)
    const workgroups = Math.ceil(before / SPLAT_GROUP)
    const encoder = device.createCommandEncoder({ label: 'densify' })
    encoder.clearBuffer(tally)
    const inPass = (record: (pass: GPUComputePassEncoder) => void) => {
      const pass = encoder.beginComputePass({ label: 'densify' })
      record(pass)
      pass.end()
    }
    inPass((pass) => {
      mark.run(pass, workgroups)
      sumPlaces(pass, before)
    })
    for (const { buffer, planes, move } of moves) {
      inPass((pass) => move.run(pass, workgroups, planes))
      encoder.copyBufferToBuffer(moved, 0, buffer, 0, 4 * planes * capacity)
    }
    inPass((pass) => {
      score.run(pass, workgroups)
      sort.record(pass, sortGroups(before))
      for (const split of splits) split.run(pass, workgroups)
    })
    encoder.clearBuffer(statistics)
    await withoutErrors(device, () => device.queue.submit([encoder.finish()]))
    const [kept, added] = new Uint32Array(await readBack(device, tally, 8))
    const after = kept + added
    device.queue.writeBuffer(count, 0, Uint32Array.of(after))
    return after
  }
}
