import { expect, test } from 'vitest'
import { seededRandom } from '../../../src-engine/math/random.ts'
import type { Volume } from '../../../src-shared/edits.ts'
import { insideTest } from '../../../src-shared/volume.ts'

test('a sphere with its border', () => {
  const inside = insideTest({ kind: 'sphere', centre: [1, 2, 3], radius: 2 })
  expect([inside(1, 2, 5), inside(1, 2, 5.001), inside(2, 3, 4)]).toEqual([true, false, true])
})

test('a box along its own axes', () => {
  // 90 degrees about z: its x axis is the world's y axis.
  const box: Volume = { kind: 'box', centre: [1, 0, 0], half: [3, 1, 0.5], rotation: [1, 0, 0, 1] }
  const inside = insideTest(box)
  expect([inside(1, 2.9, 0), inside(1, 3.1, 0), inside(1.9, 0, 0), inside(2.1, 0, 0), inside(1, 0, 0.6)]).toEqual([
    ...[true, false, true, false, false],
  ])
})

test('a turned box holds the share of space its volume is', () => {
  const random = seededRandom(6)
  const inside = insideTest({
    kind: 'box',
    centre: [0.1, 0, 0],
    half: [0.5, 0.2, 0.3],
    rotation: [0.5, 0.5, -0.1, 0.7],
  })
  const coordinate = () => 2 * random() - 1
  let hits = 0
  for (let i = 0; i < 200_000; i++) if (inside(coordinate(), coordinate(), coordinate())) hits++
  expect(hits / 200_000).toBeCloseTo(0.5 * 0.2 * 0.3, 3)
})
