import { expect, test } from 'vitest'
import { gradePsnr, medianPsnr, placementOf } from '../../../../src-renderer/photos/photo-verdict.ts'
import type { PhotoEntry } from '../../../../src-shared/studio-api/project.ts'

test('a photo is measured by the others of its project', () => {
  expect(gradePsnr(24, 25)).toBe('good')
  expect(gradePsnr(22, 25)).toBe('fair')
  expect(gradePsnr(20, 25)).toBe('poor')
  expect(gradePsnr(20, 21)).toBe('good')
})

test('photos without a figure do not count for the median', () => {
  const photos = [30, null, 20, 25].map((psnr) => ({ psnr }) as PhotoEntry)
  expect(medianPsnr(photos)).toBe(25)
  expect(medianPsnr([])).toBeNull()
})

test('a photo is only called unplaced when all that can be placed have been', () => {
  const files = new Set(['a.jpg'])
  const b = { file: 'b.jpg', used: true }
  expect(placementOf(b, null)).toBe('unknown')
  expect(placementOf(b, { files, complete: false })).toBe('unknown')
  expect(placementOf(b, { files, complete: true })).toBe('unplaced')
  expect(placementOf({ file: 'a.jpg', used: true }, { files, complete: false })).toBe('placed')
  expect(placementOf({ file: 'b.jpg', used: false }, { files, complete: true })).toBe('unknown')
})
