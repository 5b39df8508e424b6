import { describe, expect, test } from 'vitest'
import { type ScreenShape, screenTest } from '../../../../src-renderer/edit/screen-shape.ts'

const inside = (shape: ScreenShape, x: number, y: number) => screenTest(shape)(x, y)

describe('shapes on the screen', () => {
  test('a rectangle, dragged from any corner', () => {
    for (const points of [
      [10, 20, 30, 40],
      [30, 40, 10, 20],
      [30, 20, 10, 40],
    ]) {
      expect(inside({ kind: 'rectangle', points }, 20, 30)).toBe(true)
      expect(inside({ kind: 'rectangle', points }, 31, 30)).toBe(false)
      expect(inside({ kind: 'rectangle', points }, 20, 19)).toBe(false)
    }
  })

  test('a lasso with a bay: what lies in the bay is outside', () => {
    // A U: 0..30 wide, 0..30 high, open at the top between 10 and 20.
    const points = [0, 0, 10, 0, 10, 20, 20, 20, 20, 0, 30, 0, 30, 30, 0, 30]
    const lasso: ScreenShape = { kind: 'lasso', points }
    expect(inside(lasso, 5, 5)).toBe(true)
    expect(inside(lasso, 25, 5)).toBe(true)
    expect(inside(lasso, 15, 5)).toBe(false)
    expect(inside(lasso, 15, 25)).toBe(true)
    expect(inside(lasso, 31, 25)).toBe(false)
  })

  test('a brush: a dot, and a line with round ends', () => {
    expect(inside({ kind: 'brush', points: [50, 50], radius: 10 }, 57, 57)).toBe(true)
    expect(inside({ kind: 'brush', points: [50, 50], radius: 10 }, 58, 58)).toBe(false)
    const line: ScreenShape = { kind: 'brush', points: [0, 0, 100, 0], radius: 5 }
    expect(inside(line, 50, 4.9)).toBe(true)
    expect(inside(line, 50, 5.1)).toBe(false)
    expect(inside(line, 104, 0)).toBe(true)
    expect(inside(line, 104, 4)).toBe(false)
  })

  test('nothing lies within no points; what is behind the camera within nothing', () => {
    expect(inside({ kind: 'lasso', points: [] }, 0, 0)).toBe(false)
    expect(inside({ kind: 'rectangle', points: [0, 0, 10, 10] }, Number.NaN, Number.NaN)).toBe(false)
  })
})
