import { expect, it } from 'vitest'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { photoGains } from '../../../src-engine/mesh/photo-gains.ts'

it('recovers exposures from points that only neighbouring photos share', () => {
  const random = seededRandom(4)
  const exposure = [1, 0.8, 1.25, 1.1, 0.9]
  const [points, views] = [500, exposure.length]
  const colours = new Float32Array(3 * points * views)
  const weights = new Float32Array(points * views)
  for (let p = 0; p < points; p++) {
    const first = p % (views - 1)
    const truth = [0, 1, 2].map(() => 40 + 120 * random())
    for (const v of [first, first + 1]) {
      weights[v * points + p] = 1
      for (let c = 0; c < 3; c++) colours[3 * (v * points + p) + c] = truth[c] * exposure[v]
    }
  }
  const gains = photoGains({ points, views, colours, weights })
  const products = exposure.map((value, v) => gains[3 * v] * value)
  for (const product of products) expect(product / products[0]).toBeCloseTo(1, 1)
})
