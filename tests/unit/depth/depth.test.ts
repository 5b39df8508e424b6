import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { alignDisparity } from '../../../src-engine/depth/align-disparity.ts'
import { estimateDepths, type ViewGeometry } from '../../../src-engine/depth/estimate-depths.ts'
import { heatColours } from '../../../src-engine/depth/heat-colours.ts'
import { heatRange } from '../../../src-engine/depth/heatmap.ts'
import { encodeNpy, parseNpy } from '../../../src-engine/depth/npy.ts'
import { depthFiles, saveDepths } from '../../../src-engine/depth/save-depths.ts'
import { seededRandom } from '../../../src-engine/math/random.ts'

const SIDE = 64

/** A ball of radius 0.5 seen from 1.5 away, orthographically, on an empty backdrop. */
function ball(): ViewGeometry {
  const alpha = new Float32Array(SIDE * SIDE)
  const depth = new Float32Array(SIDE * SIDE)
  for (let i = 0; i < alpha.length; i++) {
    const [x, y] = [(i % SIDE) / SIDE - 0.5, Math.floor(i / SIDE) / SIDE - 0.5]
    const inside = 0.25 - x * x - y * y
    if (inside <= 0.01) continue
    alpha[i] = 1
    depth[i] = 1.5 - Math.sqrt(inside)
  }
  return { image: { width: SIDE, height: SIDE, data: new Uint8Array(3 * SIDE * SIDE).fill(128) }, alpha, depth }
}

test('an array file has NumPy’s header and comes back as it was', () => {
  const data = Float32Array.of(0, 1.5, -2, 3e-20, 4e20, 5)
  const bytes = encodeNpy({ width: 3, height: 2, data })
  const header = Buffer.from(bytes).toString('latin1')
  expect(header.slice(0, 8)).toBe('\x93NUMPY\x01\x00')
  expect(header.slice(10, 67)).toBe("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }".slice(0, 57))
  expect((bytes.length - 24) % 64).toBe(0)
  expect(bytes[bytes.length - 25]).toBe(10)
  expect(parseNpy(bytes)).toEqual({ width: 3, height: 2, data })
})

test('an array of another kind or cut short is refused', () => {
  const bytes = encodeNpy({ width: 2, height: 2, data: new Float32Array(4) })
  expect(() => parseNpy(bytes.subarray(0, bytes.length - 1))).toThrow('cut short')
  expect(() => parseNpy(new Uint8Array(20))).toThrow('no .npy file')
  const doubles = Buffer.from(Buffer.from(bytes).toString('latin1').replace('<f4', '<f8'), 'latin1')
  expect(() => parseNpy(doubles)).toThrow('<f8')
})

test('a relative disparity is brought to scale, with a third of it wrong', () => {
  const { depth, alpha } = ball()
  const random = seededRandom(3)
  const disparity = depth.map((z) => (z === 0 ? 0 : random() < 0.33 ? 40 * random() : (1 / z - 0.2) / 0.03))
  const fit = alignDisparity(disparity, depth, alpha)
  expect(fit?.scale).toBeCloseTo(0.03, 4)
  expect(fit?.shift).toBeCloseTo(0.2, 3)
})

test('a disparity that runs the wrong way or says nothing fits nowhere', () => {
  const { depth, alpha } = ball()
  expect(alignDisparity(depth, depth, alpha)).toBeNull()
  expect(
    alignDisparity(
      depth.map(() => 3),
      depth,
      alpha,
    ),
  ).toBeNull()
  expect(alignDisparity(depth, new Float32Array(depth.length), alpha)).toBeNull()
})

test('without a model the geometry’s own depth is kept, with one the model’s in its scale', async () => {
  const view = ball()
  const [own] = await estimateDepths([view])
  expect(own.source).toBe('geometry')
  expect(own.data).toEqual(view.depth)
  expect(own.minDepth).toBeCloseTo(1, 2)
  expect(own.maxDepth).toBeCloseTo(1.4, 1)
  expect(own.confidenceScore).toBe(1)
  const bumpy = view.depth.map((z, i) => (z === 0 ? 0 : 5 / z + 7 + (i === 32 * SIDE + 32 ? 4 : 0)))
  const [made] = await estimateDepths([view], {
    disparity: async ({ width, height }) => ({ width, height, data: bumpy }),
  })
  expect(made.source).toBe('model')
  expect(made.data[20 * SIDE + 32]).toBeCloseTo(view.depth[20 * SIDE + 32], 3)
  expect(made.data[32 * SIDE + 32]).toBeLessThan(0.85)
  expect(made.confidence[32 * SIDE + 32]).toBeLessThan(0.3)
  const [kept] = await estimateDepths([view], {
    disparity: async () => ({ width: SIDE, height: SIDE, data: view.depth }),
  })
  expect(kept.source).toBe('geometry')
})

test('the heat colours grow brighter in even steps', () => {
  const colours = heatColours()
  const luma = (i: number) => 0.2126 * colours[3 * i] + 0.7152 * colours[3 * i + 1] + 0.0722 * colours[3 * i + 2]
  for (let i = 8; i < 256; i += 8) expect(luma(i)).toBeGreaterThan(luma(i - 8))
  expect(luma(0)).toBeLessThan(30)
  expect(luma(255)).toBeGreaterThan(220)
})

test('a heatmap leaves its colours to the depths there are many of', () => {
  const data = new Float32Array(1000)
  for (let i = 0; i < 200; i++) data[i] = 1 + i / 200
  data[0] = 0.01
  data[1] = 50
  const [near, far] = heatRange({ data })
  expect(near).toBeCloseTo(1.02, 1)
  expect(far).toBeCloseTo(1.98, 1)
  expect(heatRange({ data: new Float32Array(4) })).toEqual([0, 0])
})

test('depths are written under the names of the cloud, with heatmaps that are bright where it is near', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'depth-'))
  try {
    const [depth] = await estimateDepths([ball()])
    await saveDepths(folder, [depth])
    expect(depthFiles(0)).toEqual({ map: 'view_00.npy', heatmap: 'view_00_heatmap.png' })
    expect(parseNpy(await readFile(join(folder, 'view_00.npy'))).data).toEqual(depth.data)
    const { data } = await sharp(join(folder, 'view_00_heatmap.png')).raw().toBuffer({ resolveWithObject: true })
    const pixel = (x: number, y: number) => [...data.subarray(4 * (y * SIDE + x), 4 * (y * SIDE + x) + 4)]
    expect(pixel(0, 0)[3]).toBe(0)
    expect(pixel(32, 32)[1]).toBeGreaterThan(pixel(60, 32)[1] + 100)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
})
