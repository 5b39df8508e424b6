import { describe, expect, test } from 'vitest'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { countIndexSet, decodeIndexSet, encodeIndexSet } from '../../../src-shared/index-set.ts'

/** Of `count` things about that share, in runs of about `run`. */
function randomSet(count: number, share: number, run: number, random: () => number): number[] {
  const set: number[] = []
  for (let i = 0, inside = false; i < count; i++) {
    if (random() < 1 / run) inside = random() < share
    if (inside) set.push(i)
  }
  return set
}

describe('sets of indices', () => {
  test('come back as they were, and in no more text than a bit an index takes', () => {
    const random = seededRandom(1)
    for (let round = 0; round < 300; round++) {
      const count = Math.floor(random() ** 3 * 20_000)
      const set = randomSet(count, random(), 1 + random() * 40, random)
      const text = encodeIndexSet(set, count)
      expect([...decodeIndexSet(text, count)]).toEqual(set)
      expect(countIndexSet(text)).toBe(set.length)
      expect(text.length).toBeLessThanOrEqual(1 + 4 * Math.ceil(Math.ceil(count / 8) / 3))
    }
  })

  test.each([
    ['none of none', [], 0],
    ['none', [], 9],
    ['the last', [999_999], 1_000_000],
    ['gaps at the edges of their bytes', [0, 127, 128, 256, 16_640, 2_113_920], 3_000_000],
    ['all', Array.from({ length: 17 }, (_, i) => i), 17],
  ])('%s', (_, set, count) => {
    expect([...decodeIndexSet(encodeIndexSet(set, count), count)]).toEqual(set)
  })

  test('a few of many are a few letters; a million are 170 kB', () => {
    expect(encodeIndexSet([5, 70_000, 900_000], 1_000_000).length).toBeLessThan(15)
    const random = seededRandom(2)
    const half = randomSet(1_000_000, 0.5, 1, random)
    expect(encodeIndexSet(half, 1_000_000).length).toBeLessThan(170_000)
  })

  test.each([
    ['nothing at all', '', 5],
    ['another letter', 'xAAAA', 5],
    ['no base64', 'b%%%', 5],
    ['an index too high', encodeIndexSet([5], 6), 5],
    ['bits beyond the count', `b${btoa('\xff')}`, 5],
    ['too many bytes of bits', `b${btoa('\x01\x00')}`, 5],
    ['too few bytes of bits', `b${btoa('\x01')}`, 9],
    ['a gap cut off', `g${btoa('\x85')}`, 1000],
    ['a gap without end', `g${btoa('\xff'.repeat(20))}`, 1000],
    ['a gap beyond all counts', `g${btoa('\xff\xff\xff\xff\x7f')}`, 1000],
  ])('%s is refused', (_, text, count) => {
    expect(() => decodeIndexSet(text, count)).toThrow(RangeError)
  })
})
