import { expect, test } from 'vitest'
import { usefulSteps } from '../../../src-engine/training/useful-steps.ts'

test('few photos are worth fewer steps than a preset has, many all of them, and none less than any scene needs', () => {
  expect(usefulSteps(9, 3000)).toBe(1440)
  expect(usefulSteps(28, 3000)).toBe(3000)
  expect(usefulSteps(28, 5000)).toBe(4480)
  expect(usefulSteps(2, 3000)).toBe(1000)
  expect(usefulSteps(2, 600)).toBe(600)
})
