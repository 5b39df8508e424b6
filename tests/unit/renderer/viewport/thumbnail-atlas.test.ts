import { expect, test } from 'vitest'
import { atlasCells } from '../../../../src-renderer/viewport/scene/thumbnail-atlas.ts'

test('every photo has a cell, however many there are', () => {
  expect(atlasCells(5)).toEqual({ columns: 16, rows: 21 })
  for (const count of [336, 337, 432, 1037, 5000]) {
    const { columns, rows } = atlasCells(count)
    expect(columns * rows).toBeGreaterThanOrEqual(count)
    expect(columns * (rows - 2)).toBeLessThan(count + 2 * columns)
  }
})
