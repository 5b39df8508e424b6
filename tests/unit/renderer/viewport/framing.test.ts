import { expect, test } from 'vitest'
import { frameObject } from '../../../../src-renderer/viewport/framing.ts'
import { robustBounds } from '../../../../src-renderer/viewport/load/bounds.ts'

test('bounds leave outliers out', () => {
  // 1000 points along x from 0 to 1 and ten far away.
  const x = [...Array.from({ length: 1000 }, (_, i) => i / 999), ...Array.from({ length: 10 }, () => 500)]
  const bounds = robustBounds(x.length, (i, axis) => (axis === 0 ? x[i] : axis))
  expect(bounds?.min[0]).toBeCloseTo(0.02, 2)
  expect(bounds?.max[0]).toBeLessThan(1)
  expect(bounds?.min.slice(1)).toEqual([1, 2])
  expect(robustBounds(0, () => 0)).toBeNull()
})

test('an object alone is framed by its bounds, one on a table by its unit of radius', () => {
  const alone = frameObject({ min: [-0.2, 0, -0.2], max: [0.4, 0.8, 0.2] }, null)
  expect(alone.centre.toArray().map((value) => Number(value.toFixed(6)))).toEqual([0.1, 0.4, 0])
  expect(alone.radius).toBeCloseTo(Math.hypot(0.6, 0.8, 0.4) / 2)
  expect(alone.floor).toBe(0)
  const room = frameObject({ min: [-6, -0.9, -6], max: [6, 2, 6] }, null)
  expect(room.centre.toArray()).toEqual([0, 0, 0])
  expect(room.radius).toBe(1)
  expect(room.floor).toBe(-0.9)
})
