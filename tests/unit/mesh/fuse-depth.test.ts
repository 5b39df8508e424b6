import { describe, expect, it } from 'vitest'
import { seededNormal, seededRandom } from '../../../src-engine/math/random.ts'
import { fuseDepth, prepareFusionViews } from '../../../src-engine/mesh/fuse-depth.ts'
import { marchingCubes } from '../../../src-engine/mesh/marching-cubes.ts'
import { gridOver } from '../../../src-engine/mesh/voxel-field.ts'
import { depthOf, joined, ring, surfaceOf, tableAt } from '../../support/mesh-scene.ts'

const scene = joined(
  surfaceOf((x, y, z) => Math.hypot(x, y, z) - 0.8, 1, 72),
  tableAt(-0.8, 4),
)
const cameras = ring(12, 4, [0.35, 0.8])
const box = { min: [-1.1, -0.85, -1.1], max: [1.1, 1, 1.1] } as const

describe('fuseDepth', () => {
  it('finds sphere and plane again to half a voxel from noisy depth', async () => {
    const normal = seededNormal(seededRandom(5))
    const views = await prepareFusionViews(
      depthOf(scene, cameras, (depth) => depth + 0.01 * normal()),
      0.1,
    )
    const field = await fuseDepth(views, gridOver(box, 96), { threads: 2 })
    const { positions } = marchingCubes(field)
    const { voxel } = field.grid
    let [sum, count] = [0, 0]
    for (let i = 0; i < positions.length; i += 3) {
      const [x, y, z] = positions.subarray(i, i + 3)
      // Where the sphere meets the table no camera sees in.
      if (y < -0.6 && Math.hypot(x, z) < 0.7) continue
      sum += Math.min(Math.abs(Math.hypot(x, y, z) - 0.8), Math.abs(y + 0.8))
      count++
    }
    expect(count).toBeGreaterThan(10_000)
    expect(sum / count).toBeLessThan(0.5 * voxel)
  })

  it('carves away a floater that one view saw', async () => {
    const views = depthOf(scene, cameras)
    const { depth, camera } = views[0]
    for (let v = 20; v < 30; v++) for (let u = 60; u < 75; u++) depth[v * camera.width + u] = 3
    const field = await fuseDepth(await prepareFusionViews(views, 0.1), gridOver(box, 64), { threads: 2 })
    const { positions } = marchingCubes(field)
    for (let i = 0; i < positions.length; i += 3) {
      const [x, y, z] = positions.subarray(i, i + 3)
      if (y > -0.6) expect(Math.abs(Math.hypot(x, y, z) - 0.8)).toBeLessThan(2.5 * field.grid.voxel)
    }
  })

  it('gives the same field whatever the number of threads', async () => {
    const views = await prepareFusionViews(depthOf(scene, cameras.slice(0, 4)), 0.1)
    const [one, two] = await Promise.all([1, 2].map((threads) => fuseDepth(views, gridOver(box, 40), { threads })))
    expect(Buffer.from(one.values.buffer).equals(Buffer.from(two.values.buffer))).toBe(true)
  })

  it('stops when cancelled', async () => {
    const views = await prepareFusionViews(depthOf(scene, cameras.slice(0, 4)), 0.1)
    const abort = new AbortController()
    const fused = fuseDepth(views, gridOver(box, 200), { threads: 1, signal: abort.signal })
    abort.abort()
    await expect(fused).rejects.toMatchObject({ code: 'cancelled' })
  })
})
