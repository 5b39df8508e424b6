import { describe, expect, test } from 'vitest'
import { moveBy, moveTo } from '../../../../src-renderer/queue/move-waiting.ts'

const waiting = ['a', 'b', 'c', 'd']

describe('moving a project that waits', () => {
  test('up and down by one', () => {
    expect(moveBy(waiting, 'c', -1)).toEqual(['a', 'c', 'b', 'd'])
    expect(moveBy(waiting, 'a', 1)).toEqual(['b', 'a', 'c', 'd'])
  })

  test('to where another stands, from either side', () => {
    expect(moveTo(waiting, 'd', 'a')).toEqual(['d', 'a', 'b', 'c'])
    expect(moveTo(waiting, 'a', 'c')).toEqual(['b', 'c', 'a', 'd'])
  })

  test('beyond the ends, onto itself or unknown: nothing moves', () => {
    expect(moveBy(waiting, 'a', -1)).toBe(waiting)
    expect(moveBy(waiting, 'd', 1)).toBe(waiting)
    expect(moveBy(waiting, 'x', 1)).toBe(waiting)
    expect(moveTo(waiting, 'b', 'b')).toBe(waiting)
    expect(moveTo(waiting, 'b', 'x')).toBe(waiting)
  })
})
