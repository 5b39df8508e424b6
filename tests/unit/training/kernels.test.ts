import { execFileSync } from 'node:child_process'
import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../src-engine/math/random.ts'
import {
  lossGradientRow,
  lossRow,
  lossScratch,
  SSIM_SHARE,
  SSIM_WINDOW,
} from '../../../src-engine/training/cpu/photometric-loss.ts'
import { projectSplats } from '../../../src-engine/training/cpu/project-splats.ts'
import { PROJECTED_STRIDE, SLOT_STRIDE, TILE_PIXELS } from '../../../src-engine/training/cpu/raster-constants.ts'
import { loadRasterKernels } from '../../../src-engine/training/cpu/raster-kernels.ts'
import { rasteriseTile, rasteriseTileBackward, TILE_PLANES } from '../../../src-engine/training/cpu/rasterise-tile.ts'
import { PADDED_SLOT, TILE_SCRATCH } from '../../../src-engine/training/cpu/shared-buffers.ts'
import { randomSplats, testView } from '../../support/float64-training-step.ts'

const memory = new WebAssembly.Memory({ initial: 32, maximum: 32, shared: true })
const kernels = loadRasterKernels(memory)
let next = 65536
const floats = (length: number) => {
  const view = new Float32Array(memory.buffer, next, length)
  next += 4 * Math.ceil(length / 16) * 16
  return view
}
const words = (length: number) => new Uint32Array(floats(length).buffer, next - 4 * Math.ceil(length / 16) * 16, length)
const largest = (values: ArrayLike<number>) => Array.from(values).reduce((a, b) => Math.max(a, Math.abs(b)), 0)
const difference = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  Array.from(a).reduce((most, value, i) => Math.max(most, Math.abs(value - b[i])), 0)

describe('the compiled kernels', () => {
  it('are what their sources compile to', () => {
    const script = new URL('../../../scripts/build-kernels.mjs', import.meta.url).pathname
    expect(execFileSync(process.execPath, [script, '--check']).toString()).toContain('up to date')
  })

  describe.each([
    ['a whole tile', 16, 16, 40],
    ['a tile cut by the right and lower border', 11, 5, 40],
    ['a tile that fills up', 16, 16, 400],
  ])('draw %s as the JavaScript reference does', (_, width, height, count) => {
    const splats = randomSplats(count, 1, 5)
    // Opaque and large enough that the last case reaches the transmittance stop.
    if (count > 100) {
      splats.opacityLogits.fill(3)
      splats.logScales.fill(0)
    }
    const reference = new Float64Array(PROJECTED_STRIDE * count)
    projectSplats(splats, testView(width, height), 1, true, reference, 0, count)
    const order = Array.from({ length: count }, (__, i) => i)
    const projected = floats(PROJECTED_STRIDE * count)
    projected.set(reference)
    const [list, slotList] = [words(count), words(count)]
    list.set(order)
    slotList.set(order)
    const tile = floats(TILE_SCRATCH)
    const expected = new Float64Array(TILE_PLANES * TILE_PIXELS)
    const drawnExpected = rasteriseTile(reference, list, 0, count, 0, 0, width, height, true, expected)
    const drawn = kernels.drawDepth(
      projected.byteOffset,
      list.byteOffset,
      0,
      count,
      0,
      0,
      width,
      height,
      tile.byteOffset,
    )
    const rendered = Float64Array.from(tile.subarray(0, TILE_PLANES * TILE_PIXELS))

    it('colour, light and depth', () => {
      expect(largest(expected.subarray(TILE_PIXELS))).toBeGreaterThan(0.1)
      // Mean planes: a pixel on the 1/255 cut may fall to either side.
      expect(difference(expected.subarray(0, 4 * TILE_PIXELS), rendered)).toBeLessThan(6e-3)
      const medians = Array.from(expected.subarray(5 * TILE_PIXELS)).filter(
        (depth, i) => Math.abs(depth - rendered[5 * TILE_PIXELS + i]) < 1e-3,
      )
      expect(medians.length).toBeGreaterThan(0.98 * TILE_PIXELS)
      expect(drawn).toBeGreaterThanOrEqual(drawnExpected)
      if (count > 100) expect(drawn).toBeLessThan(count)
    })

    it('gradients', () => {
      const random = seededRandom(9)
      const gradient = Float64Array.from({ length: 3 * TILE_PIXELS }, () => random() - 0.5)
      const color = expected.slice(TILE_PIXELS, 4 * TILE_PIXELS)
      const slots = new Float64Array(SLOT_STRIDE * count)
      const end = [0, drawnExpected, count] as const
      const planes = [color, gradient, expected.slice(), slots] as const
      rasteriseTileBackward(reference, list, slotList, ...end, 0, 0, width, height, ...planes)
      tile.set(color, 2 * TILE_PIXELS)
      tile.set(gradient, 5 * TILE_PIXELS)
      const slots32 = floats(PADDED_SLOT * count).fill(7)
      const addresses = [projected.byteOffset, list.byteOffset, slotList.byteOffset] as const
      kernels.drawBackward(
        true,
        ...addresses,
        0,
        drawnExpected,
        count,
        0,
        0,
        width,
        height,
        tile.byteOffset,
        slots32.byteOffset,
      )
      for (let k = 0; k < SLOT_STRIDE; k++) {
        const mine = Array.from({ length: count }, (__, i) => slots[SLOT_STRIDE * i + k])
        const theirs = Array.from({ length: count }, (__, i) => slots32[PADDED_SLOT * i + k])
        expect(largest(mine)).toBeGreaterThan(0)
        expect(difference(mine, theirs)).toBeLessThan(5e-3 * largest(mine))
      }
    })
  })

  it('compute loss and gradient as the JavaScript reference does, also beside the padding', () => {
    const [width, height, stride, plane] = [37, 19, 48, 48 * 32]
    const random = seededRandom(3)
    const planes = (count: number) => ({ kernel: floats(count * plane), reference: new Float64Array(count * plane) })
    const [color, target, maps, gradient] = [planes(3), planes(3), planes(9), planes(3)]
    for (const { kernel, reference } of [color, target])
      for (let c = 0; c < 3; c++)
        for (let y = 0; y < height; y++)
          for (let x = 0; x < width; x++) {
            const p = c * plane + y * stride + x
            kernel[p] = random()
            reference[p] = kernel[p]
          }
    const rowSums = new Float64Array(3 * height)
    const reference = {
      width,
      height,
      stride,
      plane,
      color: color.reference,
      target: target.reference,
      maps: maps.reference,
      gradient: gradient.reference,
      rowSums,
    }
    const scratch = lossScratch(width)
    for (let y = 0; y < height; y++) lossRow(reference, y, scratch)
    for (let y = 0; y < height; y++) lossGradientRow(reference, y, scratch)

    const [lines, taps, sums] = [
      floats(5 * (stride + 16)),
      floats(16),
      new Float64Array(memory.buffer, next, 3 * height),
    ]
    next += 64 * height
    taps.set(SSIM_WINDOW)
    const both = [color.kernel.byteOffset, target.kernel.byteOffset, maps.kernel.byteOffset] as const
    const memoryOf = [lines.byteOffset, taps.byteOffset] as const
    const size = [4 * stride, 4 * plane] as const
    for (let y = 0; y < height; y++)
      kernels.lossRow(...both, sums.byteOffset + 24 * y, ...memoryOf, width, height, y, ...size)
    const share = 1 / (3 * width * height)
    const shares = [share * (1 - SSIM_SHARE), share * SSIM_SHARE] as const
    for (let y = 0; y < height; y++) {
      kernels.lossGradientRow(...both, gradient.kernel.byteOffset, ...memoryOf, height, y, ...size, ...shares)
    }
    expect(difference(rowSums, sums)).toBeLessThan(1e-3)
    for (let c = 0; c < 3; c++)
      for (let y = 0; y < height; y++) {
        const row = [c * plane + y * stride, c * plane + y * stride + width] as const
        expect(difference(gradient.reference.subarray(...row), gradient.kernel.subarray(...row))).toBeLessThan(
          2e-3 * share,
        )
      }
  })
})
