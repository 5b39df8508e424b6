import { describe, expect, test } from 'vitest'
import { nextCard } from '../../../../src-renderer/library/next-card.ts'

// Eight cards in rows of three: 0 1 2 / 3 4 5 / 6 7
const move = (at: number, key: string) => nextCard(at, key, 3, 8)

describe('nextCard', () => {
  test('arrows move in rows and columns', () => {
    expect(move(4, 'ArrowLeft')).toBe(3)
    expect(move(2, 'ArrowRight')).toBe(3)
    expect(move(4, 'ArrowUp')).toBe(1)
    expect(move(4, 'ArrowDown')).toBe(7)
  })

  test('down into a shorter last row leads to its end, and no further', () => {
    expect(move(5, 'ArrowDown')).toBe(7)
    expect(move(6, 'ArrowDown')).toBeNull()
    expect(move(7, 'ArrowDown')).toBeNull()
  })

  test('the edges hold', () => {
    expect(move(0, 'ArrowLeft')).toBeNull()
    expect(move(1, 'ArrowUp')).toBeNull()
    expect(move(7, 'ArrowRight')).toBeNull()
    expect(move(0, 'Home')).toBeNull()
  })

  test('Home and End lead to the ends; other keys nowhere', () => {
    expect(move(5, 'Home')).toBe(0)
    expect(move(2, 'End')).toBe(7)
    expect(move(2, 'a')).toBeNull()
  })
})
