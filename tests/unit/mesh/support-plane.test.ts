import { expect, it } from 'vitest'
import { seededNormal, seededRandom } from '../../../src-engine/math/random.ts'
import type { Focus } from '../../../src-engine/mesh/focus-point.ts'
import { findSupportPlane } from '../../../src-engine/mesh/support-plane.ts'

const focus: Focus = { point: [0, 0, 0], distance: 4, radius: 2, azimuthGap: 0.3 }
const random = seededRandom(1)
const normal = seededNormal(random)

it('finds a slightly tilted table among an object and stray points', () => {
  // y = -0.7 + 0.05 x, seen with noise; a ball; stray points everywhere above.
  const table = Array.from({ length: 600 }, () => {
    const [x, z] = [4 * random() - 2, 4 * random() - 2]
    return [x, -0.7 + 0.05 * x + 0.01 * normal(), z]
  })
  const ball = Array.from({ length: 500 }, () => [normal(), normal(), normal()].map((value) => 0.3 * value))
  const stray = Array.from({ length: 200 }, () => [4 * random() - 2, 2 * random() - 0.6, 4 * random() - 2])
  const plane = findSupportPlane(Float64Array.from([...table, ...ball, ...stray].flat()), focus, 0)
  expect(plane?.normal[0]).toBeCloseTo(-0.05, 2)
  expect(plane?.normal[1]).toBeCloseTo(0.9988, 3)
  expect(plane?.offset).toBeCloseTo(-0.699, 2)
  expect(plane?.noise).toBeGreaterThan(0.005)
  expect(plane?.noise).toBeLessThan(0.02)
})

it('finds a bare table whose depth is ragged, with many points seemingly under it', () => {
  const table = Array.from({ length: 600 }, () => [4 * random() - 2, -0.7 + 0.06 * normal(), 4 * random() - 2])
  const ball = Array.from({ length: 1500 }, () => [normal(), normal(), normal()].map((value) => 0.3 * value))
  const plane = findSupportPlane(Float64Array.from([...table, ...ball].flat()), focus, 0)
  expect(plane?.normal[1]).toBeGreaterThan(0.99)
  expect(Math.abs((plane?.offset ?? 0) + 0.7)).toBeLessThan(0.06)
})

it('finds no table in front of a wall', () => {
  const wall = Array.from({ length: 1000 }, () => [4 * random() - 2, 4 * random() - 2, 0.02 * normal()])
  expect(findSupportPlane(Float64Array.from(wall.flat()), focus, 0)).toBeNull()
})
