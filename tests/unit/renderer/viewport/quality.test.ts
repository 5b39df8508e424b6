import { expect, test } from 'vitest'
import { createQuality, nextShare, SHARPEN_MS } from '../../../../src-renderer/viewport/scene/quality.ts'

test('a slow machine draws coarser while the view moves, and sharp again at rest', () => {
  const quality = createQuality()
  expect(nextShare(quality, 1, 400, false, 0)).toBe(1)
  const moving = nextShare(quality, 1, 400, true, 1000)
  expect(moving).toBeCloseTo(Math.sqrt(45 / 400), 5)
  // Just after the motion it stays coarse: it may go on.
  expect(nextShare(quality, moving, 40, false, 1000 + SHARPEN_MS - 1)).toBe(moving)
  expect(nextShare(quality, moving, 40, false, 1000 + SHARPEN_MS)).toBe(1)
  // The sharp picture took long, which is no reason to be coarser still.
  expect(nextShare(quality, 1, 400, true, 3000)).toBeCloseTo(moving, 5)
})

test('never coarser than can be made out, and finer again where there is time', () => {
  const quality = createQuality()
  let share = nextShare(quality, 1, 60_000, true, 0)
  expect(share).toBe(0.3)
  for (let i = 1; i < 30; i++) share = nextShare(quality, share, 5, true, i)
  expect(share).toBeGreaterThan(0.88)
})

test('a machine that keeps up draws everything sharp', () => {
  const quality = createQuality()
  for (let i = 0; i < 10; i++) expect(nextShare(quality, 1, 30, true, 16 * i)).toBe(1)
})
