import { expect, test } from 'vitest'
import { timeLeft } from '../../../src-engine/jobs/time-left.ts'

test('says nothing at first, then the rest at the pace so far', () => {
  const estimate = timeLeft()
  expect(estimate(1, 0.2)).toBeNull()
  expect(estimate(5, 0.001)).toBeNull()
  expect(estimate(10, 0.25)).toBeCloseTo(30)
})

test('follows the recent pace when work slows down, and is silent when it stands still', () => {
  const estimate = timeLeft()
  for (let second = 1; second <= 50; second++) estimate(second, second / 100)
  // From half-way on it is four times slower: 0.25 % a second.
  let left: number | null = null
  for (let second = 51; second <= 90; second++) left = estimate(second, 0.5 + (second - 50) / 400)
  expect(left).toBeGreaterThan(0.9 * 160)
  expect(left).toBeLessThan(1.1 * 160)
  for (let second = 91; second <= 130; second++) left = estimate(second, 0.6)
  expect(left).toBeNull()
})
