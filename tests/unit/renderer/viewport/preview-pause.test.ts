import { expect, test } from 'vitest'
import { previewPauseMs } from '../../../../src-renderer/viewport/load/preview-pause.ts'

test('five previews a second where drawing is quick; a quarter of the time for drawing where it is slow', () => {
  expect(previewPauseMs(0)).toBe(200)
  expect(previewPauseMs(16)).toBe(200)
  expect(previewPauseMs(500)).toBe(3000)
  expect(previewPauseMs(60_000)).toBe(10_000)
})
