import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../src-engine/math/random.ts'
import {
  backwardScratch,
  GRADIENT_LOG_SCALE,
  GRADIENT_OPACITY,
  GRADIENT_POSITION,
  GRADIENT_ROTATION,
  GRADIENT_SH,
  projectSplatBackward,
} from '../../../src-engine/training/cpu/project-splat-backward.ts'
import { cameraCenter, projectSplats } from '../../../src-engine/training/cpu/project-splats.ts'
import { CUT, DEPTH, PROJECTED_STRIDE, SLOT_STRIDE } from '../../../src-engine/training/cpu/raster-constants.ts'
import { loadRasterKernels } from '../../../src-engine/training/cpu/raster-kernels.ts'
import { regulariseSplat } from '../../../src-engine/training/cpu/regularise-splat.ts'
import { mapBuffers, PADDED_SLOT } from '../../../src-engine/training/cpu/shared-buffers.ts'
import { FOOTPRINT_LENGTH } from '../../../src-engine/training/cpu/splat-footprint.ts'
import {
  BETA1,
  BETA2,
  type StepSettings,
  TRAIN,
  writeSettings,
} from '../../../src-engine/training/cpu/step-settings.ts'
import { coverTiles, tileGrid } from '../../../src-engine/training/cpu/tile-lists.ts'
import { shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import { PARAMETERS, randomSplats, testView } from '../../support/float64-training-step.ts'

const COUNT = 203
const view = testView(130, 90)

/** Shared memory with random splats in it, some behind the camera, beside it, invisible or not numbers. */
function prepare(shDegree: 0 | 1 | 2 | 3) {
  const sizes = {
    threads: 1,
    capacity: COUNT,
    shDegree,
    width: view.width,
    height: view.height,
    slotCapacity: 20_000,
    training: true,
    imageBytes: 0,
  }
  const pages = Math.ceil(mapBuffers(null, sizes).bytes / 65536)
  const memory = new WebAssembly.Memory({ initial: pages, maximum: pages, shared: true })
  const buffers = mapBuffers(memory.buffer, sizes)
  const splats = randomSplats(COUNT, shDegree, 7)
  splats.positions[3 * 4 + 2] = -3
  splats.positions[3 * 9] = 50
  splats.opacityLogits[11] = -9
  splats.sh[3 * shCoefficientCount(shDegree) * 17] = Number.NaN
  splats.logScales[3 * 21] = Number.NaN
  // Beside the view but reaching in, where the slant is held for the Jacobian.
  splats.positions.set([1.6, 0.1, 2], 3 * 30)
  splats.logScales.set([0, -1, -1], 3 * 30)
  for (const name of PARAMETERS) buffers.splats[name].set(splats[name])
  const kernels = loadRasterKernels(memory)
  kernels.bindArrays(
    ...(PARAMETERS.map((name) => buffers.splats[name].byteOffset) as [number, number, number, number, number]),
    buffers.firstMoments.positions.byteOffset,
    buffers.secondMoments.positions.byteOffset,
    buffers.steepness.byteOffset,
    buffers.seen.byteOffset,
  )
  const settings: StepSettings = {
    command: TRAIN,
    count: COUNT,
    activeDegree: shDegree,
    view,
    imageStart: 0,
    adamStep: 3,
    positionRate: 0.01,
    scaleRate: 0.02,
    rotationRate: 0.03,
    opacityRate: 0.04,
    colorRate: 0.05,
    harmonicsRate: 0.006,
    opacityPull: -0.01,
    flattening: 0.02,
    surfaceReach: 3,
    withSteepness: true,
    leftOut: 0,
    step: 0,
  }
  writeSettings(settings, buffers)
  const { splats: shared } = buffers
  const project = () =>
    kernels.projectSplats(
      buffers.view.byteOffset,
      shared.positions.byteOffset,
      shared.logScales.byteOffset,
      shared.rotations.byteOffset,
      shared.opacityLogits.byteOffset,
      shared.sh.byteOffset,
      3 * shCoefficientCount(shDegree),
      shDegree,
      true,
      buffers.projected.byteOffset,
      buffers.ids.byteOffset,
      buffers.splatScratch.byteOffset,
      0,
      COUNT,
    )
  return { buffers, kernels, splats, settings, project, records: project() }
}

describe.each([0, 1, 2, 3] as const)('the compiled loops over splats, harmonics of degree %i', (degree) => {
  it('project as the reference does, and give no record to what cannot be seen', () => {
    const { buffers, splats, records } = prepare(degree)
    const reference = new Float64Array(PROJECTED_STRIDE * COUNT)
    projectSplats(splats, view, degree, true, reference, 0, COUNT)
    const visible = Array.from({ length: COUNT }, (_, i) => i).filter((i) => reference[i * PROJECTED_STRIDE + CUT] > 0)
    expect(Array.from(buffers.ids.subarray(0, records))).toEqual(visible)
    expect(visible.length).toBeGreaterThan(150)
    expect(visible).toContain(30)
    for (const hidden of [4, 9, 11, 17, 21]) expect(visible).not.toContain(hidden)
    for (const [record, i] of visible.entries())
      for (let k = 0; k < PROJECTED_STRIDE; k++) {
        const expected = reference[i * PROJECTED_STRIDE + k]
        const scale = Math.max(Math.abs(expected), 1e-2)
        expect(Math.abs(buffers.projected[record * PROJECTED_STRIDE + k] - expected)).toBeLessThan(1e-3 * scale)
      }
  })

  it('leave out a share of them, others at every step', () => {
    const { buffers, settings, project } = prepare(degree)
    const all = project()
    const chosen = [1, 1, 2].map((step) => {
      writeSettings({ ...settings, leftOut: 0.3, step }, buffers)
      return Array.from(buffers.ids.subarray(0, project()))
    })
    expect(chosen[0].length / all).toBeGreaterThan(0.55)
    expect(chosen[0].length / all).toBeLessThan(0.85)
    expect(chosen[1]).toEqual(chosen[0])
    expect(chosen[2]).not.toEqual(chosen[0])
  })

  it('take slots back to parameters and make an Adam step as the reference does', () => {
    const { buffers, kernels, splats, settings, records } = prepare(degree)
    const random = seededRandom(5)
    const width = { positions: 3, logScales: 3, rotations: 4, opacityLogits: 1, sh: 3 * shCoefficientCount(degree) }
    for (const moments of [buffers.firstMoments, buffers.secondMoments])
      for (const name of PARAMETERS) {
        for (let i = 0; i < moments[name].length; i++) moments[name][i] = 0.01 * random()
      }
    // Two slots a record, but none for the last and not a number for the one before.
    for (let record = 0; record < records; record++) {
      buffers.slotRanges.set([2 * record, record === records - 1 ? 2 * record : 2 * record + 2], 2 * record)
      for (let k = 0; k < SLOT_STRIDE; k++) {
        for (const slot of [2 * record, 2 * record + 1]) buffers.slots[slot * PADDED_SLOT + k] = random() - 0.5
      }
    }
    buffers.slots[(2 * (records - 2) + 1) * PADDED_SLOT + 3] = Number.NaN
    const before = Object.fromEntries(PARAMETERS.map((name) => [name, Float64Array.from(buffers.splats[name])]))
    const first = Object.fromEntries(PARAMETERS.map((name) => [name, Float64Array.from(buffers.firstMoments[name])]))
    const second = Object.fromEntries(PARAMETERS.map((name) => [name, Float64Array.from(buffers.secondMoments[name])]))
    kernels.updateSplats(
      buffers.view.byteOffset,
      buffers.rates.byteOffset,
      degree,
      width.sh,
      buffers.projected.byteOffset,
      buffers.ids.byteOffset,
      buffers.slotRanges.byteOffset,
      buffers.slots.byteOffset,
      buffers.splatScratch.byteOffset,
      0,
      records,
    )
    const projected = new Float64Array(PROJECTED_STRIDE * COUNT)
    projectSplats(splats, view, degree, true, projected, 0, COUNT)
    const former = {
      positions: Float32Array.from(before.positions),
      logScales: Float32Array.from(before.logScales),
      opacityLogits: Float32Array.from(before.opacityLogits),
    }
    const scratch = backwardScratch(FOOTPRINT_LENGTH)
    const gradient = new Float64Array(GRADIENT_SH + 48)
    const from = {
      positions: GRADIENT_POSITION,
      logScales: GRADIENT_LOG_SCALE,
      rotations: GRADIENT_ROTATION,
      opacityLogits: GRADIENT_OPACITY,
      sh: GRADIENT_SH,
    }
    const rates = { positions: 0.01, logScales: 0.02, rotations: 0.03, opacityLogits: 0.04, sh: 0.05 }
    for (let record = 0; record < records; record++) {
      const i = buffers.ids[record]
      const updated = record < records - 2
      expect(buffers.seen[i]).toBe(updated ? 1 : 0)
      const slot = Float64Array.from(
        { length: SLOT_STRIDE },
        (_, k) => buffers.slots[2 * record * PADDED_SLOT + k] + buffers.slots[(2 * record + 1) * PADDED_SLOT + k],
      )
      projectSplatBackward(splats, i, view, cameraCenter(view.pose), degree, projected, slot, scratch, gradient)
      regulariseSplat(former, i, settings, gradient)
      for (const name of PARAMETERS) {
        const size = width[name]
        const parts = Array.from({ length: size }, (_, k) => gradient[from[name] + k])
        const largest = Math.max(...parts.map(Math.abs))
        for (let k = 0; k < size; k++) {
          const at = i * size + k
          if (!updated) {
            expect(buffers.splats[name][at]).toBe(before[name][at])
            continue
          }
          // What Adam was given, from its first moment.
          const given = (buffers.firstMoments[name][at] - BETA1 * first[name][at]) / (1 - BETA1)
          expect(Math.abs(given - parts[k])).toBeLessThan(2e-3 * largest + 1e-5)
          const m = BETA1 * first[name][at] + (1 - BETA1) * given
          const v = BETA2 * second[name][at] + (1 - BETA2) * given * given
          const rate = name === 'sh' && k > 2 ? 0.006 : rates[name]
          const change = (rate * m) / (1 - BETA1 ** 3) / Math.sqrt(v / (1 - BETA2 ** 3))
          expect(Math.abs(before[name][at] - buffers.splats[name][at] - change)).toBeLessThan(1e-5)
        }
      }
      if (updated) expect(buffers.steepness[i]).toBeCloseTo(slot[9] * (view.width / 2), 2)
    }
  })
})

describe('the compiled tile lists', () => {
  it('hold the splats of the reference, nearest first, with slots that follow each other', () => {
    const { buffers, kernels, splats, records } = prepare(1)
    buffers.recordStarts[0] = 0
    buffers.recordCounts[0] = records
    const scratch = buffers.sortScratch.byteOffset + 4 * 2 * 4096
    const length = 4 * buffers.depthOrder.length
    const order = buffers.depthOrder.byteOffset
    const sorted = kernels.sortByDepth(
      buffers.projected.byteOffset,
      buffers.recordStarts.byteOffset,
      buffers.recordCounts.byteOffset,
      1,
      scratch,
      order,
      scratch + length,
      scratch + 2 * length,
      buffers.sortScratch.byteOffset,
    )
    expect(sorted).toBe(records)
    const depth = (record: number) => buffers.projected[record * PROJECTED_STRIDE + DEPTH]
    const depths = Array.from(buffers.depthOrder.subarray(0, records), depth)
    for (let k = 1; k < records; k++) expect(depths[k]).toBeGreaterThan(depths[k - 1] * (1 - 4e-5))
    expect(new Set(buffers.depthOrder.subarray(0, records)).size).toBe(records)

    const grid = tileGrid(view.width, view.height)
    const tiles = grid.columns * grid.rows
    const addresses = [buffers.projected.byteOffset, order, 0, records, grid.columns, grid.rows] as const
    buffers.tileCounts.fill(0)
    const total = kernels.countTiles(...addresses, buffers.tileCounts.byteOffset)
    const starts = new Int32Array(tiles + 1)
    for (let t = 0; t < tiles; t++) starts[t + 1] = starts[t] + buffers.tileCounts[t]
    expect(starts[tiles]).toBe(total)
    buffers.tileCursors.set(starts.subarray(0, tiles))
    const { tileSplats, tileSlots, slotRanges } = buffers
    kernels.fillTiles(
      ...addresses,
      buffers.tileCursors.byteOffset,
      tileSplats.byteOffset,
      tileSlots.byteOffset,
      slotRanges.byteOffset,
      0,
    )
    const reference = new Float64Array(PROJECTED_STRIDE * COUNT)
    projectSplats(splats, view, 1, true, reference, 0, COUNT)
    const expected = Array.from({ length: tiles }, () => new Set<number>())
    const counts = new Int32Array(tiles)
    for (let i = 0; i < COUNT; i++) {
      counts.fill(0)
      coverTiles(reference, i, grid, counts, 0, null, null, 0)
      for (const [t, covered] of counts.entries()) if (covered > 0) expected[t].add(i)
    }
    const slots = new Set<number>()
    let different = 0
    for (let t = 0; t < tiles; t++) {
      const entries = Array.from(tileSplats.subarray(starts[t], starts[t + 1]))
      for (let k = 1; k < entries.length; k++) {
        expect(depth(entries[k])).toBeGreaterThan(depth(entries[k - 1]) * (1 - 4e-5))
      }
      const mine = new Set(entries.map((record) => buffers.ids[record]))
      // An ellipse that touches a tile in float64 may miss it in float32.
      for (const i of [...mine, ...expected[t]]) if (mine.has(i) !== expected[t].has(i)) different++
      for (let entry = starts[t]; entry < starts[t + 1]; entry++) {
        slots.add(tileSlots[entry])
        expect(tileSlots[entry]).toBeGreaterThanOrEqual(slotRanges[2 * tileSplats[entry]])
        expect(tileSlots[entry]).toBeLessThan(slotRanges[2 * tileSplats[entry] + 1])
      }
    }
    expect(slots.size).toBe(total)
    expect(different).toBeLessThan(0.001 * total + 1)

    // With room for half of them, the farthest are dropped.
    const room = total >> 1
    kernels.dropOverflow(...addresses, buffers.tileCounts.byteOffset, 0, room)
    buffers.tileCounts.fill(0)
    const kept = kernels.countTiles(...addresses, buffers.tileCounts.byteOffset)
    expect(kept).toBeLessThanOrEqual(room)
    expect(kept).toBeGreaterThan(0.8 * room)
  })
})
