import { expect, it } from 'vitest'
import { trimSpurs } from '../../../src-engine/mesh/trim-spurs.ts'
import type { SignedField } from '../../../src-engine/mesh/voxel-field.ts'

const SIDE = 48
const MIDDLE = 20

/** A ball of radius 8 voxels, and what else is inside. */
function fieldOf(isInside: (i: number, j: number, k: number) => boolean): SignedField {
  const values = new Float32Array(SIDE ** 3)
  for (let k = 0; k < SIDE; k++)
    for (let j = 0; j < SIDE; j++)
      for (let i = 0; i < SIDE; i++) {
        const ball = Math.hypot(i - MIDDLE, j - MIDDLE, k - MIDDLE) <= 8
        values[i + SIDE * (j + SIDE * k)] = ball || isInside(i, j, k) ? -0.5 : 0.5
      }
  const grid = { origin: [0, 0, 0] as const, voxel: 1, nx: SIDE, ny: SIDE, nz: SIDE }
  return { grid, values, support: new Uint8Array(values.length) }
}

const ball = fieldOf(() => false)
const insideOf = ({ values }: SignedField) => values.reduce((sum, value) => sum + Number(value < 0), 0)
const within = (value: number, from: number, to: number) => value >= from && value < to
/** A bar along x from the ball to `end`, two voxels thick. */
const bar = (end: number) => (i: number, j: number, k: number) =>
  within(i, MIDDLE, end) && within(j, MIDDLE, MIDDLE + 2) && within(k, MIDDLE, MIDDLE + 2)
/** A lump of five voxels a side on the bar's end. */
const lump = (i: number, j: number, k: number) =>
  within(i, 30, 35) && within(j, MIDDLE - 1, MIDDLE + 4) && within(k, MIDDLE - 1, MIDDLE + 4)

it.each([
  ['a lump on a thin neck', (i: number, j: number, k: number) => bar(31)(i, j, k) || lump(i, j, k)],
  ['a thorn', bar(34)],
])('takes %s away and leaves the rest as it is', (_, isInside) => {
  const field = fieldOf(isInside)
  trimSpurs(field)
  // What is left of the neck lies in the crook where it meets the ball.
  expect(insideOf(field) - insideOf(ball)).toBeLessThan(12)
  expect(ball.values.every((value, i) => value > 0 || field.values[i] < 0)).toBe(true)
})

it.each([
  ['a ball', () => false],
  ['a wire', bar(44)],
])('leaves %s alone', (_, isInside) => {
  const field = fieldOf(isInside)
  const before = field.values.slice()
  trimSpurs(field)
  expect(field.values).toEqual(before)
})
