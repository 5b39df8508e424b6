import { expect, test } from 'vitest'
import { fromHalf, toHalf } from '../../../../src-renderer/splats/half-float.ts'

test('every finite half comes back as itself', () => {
  const finite = Array.from({ length: 0x7c00 }, (_, half) => half)
  expect(finite.filter((half) => toHalf(fromHalf(half)) !== half)).toEqual([])
  expect(finite.filter((half) => fromHalf(half | 0x8000) !== -fromHalf(half))).toEqual([])
  expect([fromHalf(0x3c00), fromHalf(1)]).toEqual([1, 2 ** -24])
})
