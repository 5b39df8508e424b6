import { describe, expect, test } from 'vitest'
import { barrierDistance } from '../../../src-engine/background/barrier-distance.ts'
import { boxMean } from '../../../src-engine/background/box-mean.ts'
import { fillSpecks } from '../../../src-engine/background/fill-specks.ts'
import { largestObject } from '../../../src-engine/background/largest-object.ts'
import { otsu } from '../../../src-engine/background/otsu.ts'
import { softEdge } from '../../../src-engine/background/soft-edge.ts'

/** A mask from rows of `#` and `.`. */
function mask(...rows: string[]) {
  return {
    data: Uint8Array.from(rows.join(''), (c) => (c === '#' ? 1 : 0)),
    width: rows[0].length,
    height: rows.length,
  }
}

describe('the largest object', () => {
  const two = mask('##...', '##..#', '....#', '.....')
  const left = mask('##...', '##...', '.....', '.....')

  test('stays alone', () => {
    expect(largestObject(two.data, 5, 4)).toEqual(left.data)
  })

  test('keeps its parts when they are near, and what a person wants', () => {
    expect(largestObject(two.data, 5, 4, { gap: 3 })).toEqual(two.data)
    expect(largestObject(two.data, 5, 4, { wanted: mask('.....', '....#', '.....', '.....').data })).toEqual(two.data)
  })

  test('is cut off from what a thin bridge joins to it, but keeps its own shape', () => {
    const joined = mask('#####......', '#####...###', '###########', '#####...###', '#####......')
    const kept = largestObject(joined.data, 11, 5, { bridge: 1 })
    for (let y = 0; y < 5; y++) {
      expect([...kept.subarray(11 * y, 11 * y + 5)]).toEqual([1, 1, 1, 1, 1])
      expect([...kept.subarray(11 * y + 8, 11 * y + 11)]).toEqual([0, 0, 0])
    }
  })
})

test('a mean over squares counts only what lies in the picture', () => {
  const values = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9)
  expect([...boxMean(values, 3, 3, 1)]).toEqual([3, 3.5, 4, 4.5, 5, 5.5, 6, 6.5, 7])
})

test('Otsu parts two groups between them', () => {
  const values = Float32Array.from({ length: 100 }, (_, i) => (i < 60 ? 1 + 0.01 * i : 8 + 0.01 * i))
  expect(otsu(values)).toBeGreaterThan(1.6)
  expect(otsu(values)).toBeLessThan(8.6)
})

test('the barrier distance ignores a slope and sees a step', () => {
  const [width, height] = [24, 16]
  const data = new Float32Array(3 * width * height)
  for (let i = 0; i < width * height; i++) {
    const [x, y] = [i % width, Math.floor(i / width)]
    const object = x > 8 && x < 15 && y > 4 && y < 11
    data[3 * i] = 2 * x + (object ? 30 : 0)
  }
  const distance = barrierDistance({ width, height, data })
  const beside = distance[8 * width + 4]
  expect(beside).toBeLessThan(5)
  expect(distance[8 * width + 12]).toBeGreaterThan(25)
})

test('the soft edge reads from the colour how much of a pixel is covered', () => {
  const [width, height] = [40, 20]
  const edge = 20.3
  const cover = (x: number) => Math.max(0, Math.min(1, edge - x))
  const data = new Uint8Array(3 * width * height)
  const hard = new Uint8Array(width * height)
  for (let i = 0; i < width * height; i++) {
    const a = cover(i % width)
    data.set([200 * a + 240 * (1 - a), 30 * a + 240 * (1 - a), 30 * a + 240 * (1 - a)], 3 * i)
    // A cut that lies a pixel too far out.
    hard[i] = i % width < 21 ? 1 : 0
  }
  const alpha = softEdge({ width, height, data }, hard)
  const row = Array.from({ length: width }, (_, x) => alpha[10 * width + x])
  row.forEach((value, x) => {
    expect(Math.abs(value - cover(x))).toBeLessThan(0.05)
  })
})

test('a highlight that a network took for background is covered, a hole stays open', () => {
  const side = 64
  const hole = (x: number, y: number) => x >= 30 && x < 36 && y >= 30 && y < 36
  const speck = (x: number, y: number) => x >= 12 && x < 14 && y >= 12 && y < 14
  const at = (i: number) => [i % side, Math.floor(i / side)] as const
  const inside = (i: number) => at(i).every((place) => place >= 4 && place < 60)
  const data = Float32Array.from({ length: side * side }, (_, i) =>
    !inside(i) || hole(...at(i)) ? 0.1 : speck(...at(i)) ? 0.3 : 0.9,
  )
  const filled = fillSpecks({ width: side, height: side, data })
  expect(filled).toEqual(data.map((value, i) => (inside(i) && speck(...at(i)) ? 1 : value)))
})
