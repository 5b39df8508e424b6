import { expect, test } from 'vitest'
import { gatherSplats } from '../../../src-engine/splats/gather-splats.ts'
import { sameSplats } from '../../../src-engine/splats/same-splats.ts'
import { randomSplats } from '../../support/test-models.ts'

const cloud = randomSplats(500, 0)
const moved = (by: number) => ({ ...cloud, positions: cloud.positions.map((v, i) => v + by * Math.sin(i)) })
const inOrder = (index: (i: number) => number) =>
  gatherSplats(
    cloud,
    Uint32Array.from({ length: 500 }, (_, i) => index(i)),
  )

test('splats that have moved by a part of their size are the same', () => {
  // They are e^-5 to e^-3 wide.
  expect(sameSplats(cloud, moved(0.002))).toBe(true)
  expect(sameSplats(cloud, moved(0.5))).toBe(false)
})

test('others of as many, the same in another order, or more are not', () => {
  expect(sameSplats(cloud, randomSplats(500, 0, 2))).toBe(false)
  expect(
    sameSplats(
      cloud,
      inOrder((i) => (i + 1) % 500),
    ),
  ).toBe(false)
  expect(
    sameSplats(
      cloud,
      inOrder((i) => i),
    ),
  ).toBe(true)
  expect(sameSplats(cloud, randomSplats(501, 0))).toBe(false)
})
