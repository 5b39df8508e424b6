import { describe, expect, it } from 'vitest'
import type { SparsePoints } from '../../../src-engine/cameras/types.ts'
import { seededNormal, seededRandom } from '../../../src-engine/math/random.ts'
import { extractSurface } from '../../../src-engine/mesh/extract-surface.ts'
import type { DepthView } from '../../../src-engine/mesh/types.ts'
import { depthOf, joined, lookAt, measure, ring, surfaceOf, tableAt, topology } from '../../support/mesh-scene.ts'

const noPoints: SparsePoints = {
  count: 0,
  positions: new Float64Array(0),
  colors: new Uint8Array(0),
  errors: new Float32Array(0),
  trackStarts: Uint32Array.of(0),
  observedBy: new Uint32Array(0),
  observedAt: new Float32Array(0),
}
const ball = (x: number, y: number, z: number) => Math.hypot(x, y, z) - 0.6
/** A ring of 0.07 thickness beside the ball, running into it: a handle. */
const handle = (x: number, y: number, z: number) => Math.hypot(Math.hypot(x - 0.65, y) - 0.3, z) - 0.07
const cup = surfaceOf((x, y, z) => Math.min(ball(x, y, z), handle(x, y, z)), 1.1, 100)
const crate = (x: number, z: number) => {
  const box = surfaceOf((a, b, c) => Math.max(Math.abs(a), Math.abs(b), Math.abs(c)) - 0.6, 0.8, 12)
  const positions = box.positions.map((value, i) => value + [x, 0, z][i % 3])
  return { positions, indices: box.indices }
}
const normal = seededNormal(seededRandom(2))
const noisy = (depth: number) => depth + 0.008 * normal()

const options = (depthViews: DepthView[], keepScene: boolean) => ({
  depthViews,
  photos: depthViews.map(({ camera }) => ({ camera, image: { width: 0, height: 0, data: new Uint8Array(0) } })),
  points: noPoints,
  grid: 128 as const,
  textureSize: 64,
  keepScene,
  seed: 1,
})
const around = ring(24, 3.2, [0.3, 0.75], 200, 150)

describe('extractSurface', () => {
  it('keeps the object with its thin handle, without table and background, closed at the base', async () => {
    const scene = joined(cup, tableAt(-0.6, 6), crate(4.5, 1), crate(-1, -4.5))
    const { surface, voxel } = await extractSurface(options(depthOf(scene, around, noisy), false), { threads: 2 })
    expect(topology(surface)).toEqual({ badEdges: 0, euler: 0 })
    const { positions } = surface
    let [worst, sum, count] = [0, 0, 0]
    for (let i = 0; i < positions.length; i += 3) {
      const [x, y, z] = positions.subarray(i, i + 3)
      expect(y).toBeGreaterThan(-0.6 - 2 * voxel)
      if (y < -0.4) continue
      const error = Math.abs(Math.min(ball(x, y, z), handle(x, y, z)))
      worst = Math.max(worst, error)
      sum += error
      count++
    }
    expect(sum / count).toBeLessThan(0.5 * voxel)
    // The crotch between handle and ball is hidden from most cameras.
    expect(worst).toBeLessThan(5 * voxel)
    expect(measure(surface).volume).toBeGreaterThan(0.95 * measure(cup).volume)
  })

  it('keeps the table too when the whole scene is asked for', async () => {
    const scene = joined(cup, tableAt(-0.6, 3))
    const { surface } = await extractSurface(options(depthOf(scene, around), true), { threads: 2 })
    const xs = surface.positions.filter((_, i) => i % 3 === 0)
    expect(xs.reduce((most, x) => Math.max(most, x), 0)).toBeGreaterThan(2)
  })

  it('leaves the back of a wall open', async () => {
    const wall = surfaceOf((_x, _y, z) => z + 0.2, 3, 40)
    const front = [-0.5, -0.25, 0, 0.25, 0.5].map((x) => lookAt([3 * x, 0.1, 3], [0, 0, -0.2], 160, 120))
    const { surface, voxel } = await extractSurface(options(depthOf(wall, front), false), { threads: 2 })
    expect(surface.indices.length).toBeGreaterThan(3000)
    for (let i = 2; i < surface.positions.length; i += 3)
      expect(Math.abs(surface.positions[i] + 0.2)).toBeLessThan(5 * voxel)
  })

  it('says what to do when there is nothing where the cameras look', async () => {
    const empty = depthOf(tableAt(-50, 1), around)
    await expect(extractSurface(options(empty, false), { threads: 2 })).rejects.toMatchObject({
      code: 'pipeline_error',
      hint: expect.stringContaining('--scene'),
    })
  })
})
