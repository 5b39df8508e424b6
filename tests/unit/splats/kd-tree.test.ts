import { expect, test } from 'vitest'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { buildKdTree, nearestPoint } from '../../../src-engine/splats/kd-tree.ts'

test('finds the nearest of all points, and of some', () => {
  const random = seededRandom(5)
  // Clustered, with twins.
  const positions = Float32Array.from({ length: 3 * 700 }, () => Math.round(20 * random() ** 3) / 20)
  const some = Uint32Array.from({ length: 100 }, (_, i) => 7 * i)
  const tree = buildKdTree(positions)
  const treeOfSome = buildKdTree(positions, some.slice())
  const distance = (i: number, place: number[]) => Math.hypot(...place.map((p, k) => p - positions[3 * i + k]))
  for (let round = 0; round < 200; round++) {
    const place = [random() * 1.4 - 0.2, random(), random()]
    const [x, y, z] = place
    const all = [...Array(700).keys()].map((i) => distance(i, place))
    expect(distance(nearestPoint(tree, x, y, z), place)).toBe(Math.min(...all))
    const nearest = nearestPoint(treeOfSome, x, y, z)
    expect(nearest % 7).toBe(0)
    expect(distance(nearest, place)).toBe(Math.min(...[...some].map((i) => all[i])))
  }
  expect(nearestPoint(buildKdTree(new Float32Array(0)), 0, 0, 0)).toBe(-1)
})
