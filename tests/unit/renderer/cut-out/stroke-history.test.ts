import { expect, test } from 'vitest'
import { changed, dab, drawnOn, historyOf, redone, undone } from '../../../../src-renderer/cut-out/stroke-history.ts'
import { strokesSchema } from '../../../../src-shared/strokes.ts'

const [first, second, third] = [0.1, 0.2, 0.3].map((x) => dab('object', x, 0.5, 0.02))

test('undo and redo go back and forth; a new stroke gives up what was undone', () => {
  const both = changed(changed(historyOf([]), [first]), [first, second])
  expect(undone(both).strokes).toEqual([first])
  expect(undone(undone(undone(both))).strokes).toEqual([])
  expect(redone(undone(both)).strokes).toEqual([first, second])
  expect(redone(both)).toEqual(both)
  const other = changed(undone(both), [first, third])
  expect(redone(other).strokes).toEqual([first, third])
  expect(undone(other).strokes).toEqual([first])
})

test('strokes that were kept can be cleared, and the clearing undone', () => {
  const cleared = changed(historyOf([first, second]), [])
  expect(undone(cleared).strokes).toEqual([first, second])
})

test('a stroke is drawn on in steps that its brush can tell apart', () => {
  const begun = dab('background', 0.5, 0.5, 0.1)
  expect(drawnOn(begun, 0.51, 0.5, 1)).toBe(begun)
  expect(drawnOn(begun, 0.6, 0.5, 1).points).toEqual([0.5, 0.5, 0.6, 0.5])
  // In a photo three times as wide as high a third of its height is a ninth of its longer side.
  expect(drawnOn(begun, 0.5, 0.58, 3)).toBe(begun)
  expect(drawnOn(begun, 0.5, 0.6, 3).points).toHaveLength(4)
})

test('whatever is painted, also far beyond the photo, is what a host takes', () => {
  let stroke = dab('object', 0.5, 0.5, 0.004)
  for (let i = 0; i < 500; i++) stroke = drawnOn(stroke, -5 + i / 50, 7 - i / 30, 1.5)
  expect(strokesSchema.parse([stroke])).toEqual([stroke])
})

test('a host refuses half points, wild ones, and more than it can keep', () => {
  const refused = (strokes: unknown) => expect(strokesSchema.safeParse(strokes).success).toBe(false)
  refused([{ ...first, points: [0.1, 0.2, 0.3] }])
  refused([{ ...first, points: [9, 0.2] }])
  refused([{ ...first, points: [Number.NaN, 0.2] }])
  refused([{ ...first, radius: 0 }])
  refused([{ ...first, kind: 'maybe' }])
  refused(Array.from({ length: 1001 }, () => first))
  refused([{ ...first, points: Array.from({ length: 60_002 }, () => 0.5) }])
})
