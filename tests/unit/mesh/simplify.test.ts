import { expect, it } from 'vitest'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { dropSmallPieces } from '../../../src-engine/mesh/clean-surface.ts'
import { simplifySurface } from '../../../src-engine/mesh/simplify.ts'
import { simplifyRagged } from '../../../src-engine/mesh/simplify-ragged.ts'
import { smoothSurface } from '../../../src-engine/mesh/smooth-surface.ts'
import { joined, measure, surfaceOf, topology } from '../../support/mesh-scene.ts'

const sphere = surfaceOf((x, y, z) => Math.hypot(x, y, z) - 1, 1.3, 64)

it('meets the triangle target and stays closed', async () => {
  const simple = await simplifySurface(sphere, 2000, 1)
  expect(simple.indices.length / 3).toBeLessThanOrEqual(2000)
  expect(simple.indices.length / 3).toBeGreaterThan(1900)
  expect(topology(simple)).toEqual({ badEdges: 0, euler: 2 })
  expect(simple.indices.reduce((most, index) => Math.max(most, index), 0)).toBe(simple.positions.length / 3 - 1)
})

it('stops at the error bound before the target', async () => {
  const simple = await simplifySurface(sphere, 10, 0.005)
  expect(simple.indices.length / 3).toBeGreaterThan(100)
  for (let i = 0; i < simple.positions.length; i += 3)
    expect(Math.abs(Math.hypot(...simple.positions.subarray(i, i + 3)) - 1)).toBeLessThan(0.01)
})

it('takes a ragged surface near the target all the same, a smooth one no further than the bound', async () => {
  const random = seededRandom(3)
  const ragged = { ...sphere, positions: sphere.positions.map((p) => p + 0.02 * (random() - 0.5)) }
  expect((await simplifySurface(ragged, 2000, 0.002)).indices.length / 3).toBeGreaterThan(4000)
  expect((await simplifyRagged(ragged, 2000, 0.002)).indices.length / 3).toBeLessThan(2500)
  expect(await simplifyRagged(sphere, 2000, 0.01)).toEqual(await simplifySurface(sphere, 2000, 0.01))
})

it('smooths without shrinking', () => {
  const smooth = smoothSurface(sphere, 10)
  expect(measure(smooth).volume / measure(sphere).volume).toBeCloseTo(1, 2)
})

it('drops small pieces and keeps the large one', () => {
  const crumb = surfaceOf((x, y, z) => Math.hypot(x - 1.2, y, z) - 0.05, 1.3, 64)
  expect(dropSmallPieces(joined(sphere, crumb), 0.02).indices).toEqual(sphere.indices)
})
