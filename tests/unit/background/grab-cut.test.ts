import { expect, test } from 'vitest'
import { grabCut } from '../../../src-engine/background/grab-cut.ts'
import { LABEL } from '../../../src-engine/background/grab-cut-labels.ts'

const SIDE = 24

/** A bright square on dark, a little noisy; the labels guess a part of it. */
const inSquare = (i: number) => [i % SIDE, Math.floor(i / SIDE)].every((at) => at >= 8 && at < 16)
const image = {
  width: SIDE,
  height: SIDE,
  data: Uint8Array.from({ length: 3 * SIDE * SIDE }, (_, k) => (inSquare(Math.floor(k / 3)) ? 200 : 40) + (k % 7)),
}
const labels = Uint8Array.from({ length: SIDE * SIDE }, (_, i) => {
  const [x, y] = [i % SIDE, Math.floor(i / SIDE)]
  if (x < 4 || y < 4 || x >= 20 || y >= 20) return LABEL.background
  return x >= 10 && x < 14 && y >= 10 && y < 14 ? LABEL.maybeObject : LABEL.maybeBackground
})

test('GrabCut grows a guess to the whole object', async () => {
  const cut = await grabCut(image, labels)
  expect(cut).toEqual(Uint8Array.from({ length: SIDE * SIDE }, (_, i) => Number(inSquare(i))))
})

test.each([
  ['a picture of more values than its size says', { ...image, height: SIDE - 1 }, labels],
  ['fewer values', { ...image, data: image.data.subarray(3) }, labels],
  ['labels of another size', image, new Uint8Array(2 * SIDE * SIDE)],
])('%s is refused with the figures, not by an address out of bounds', async (_, picture, marks) => {
  await expect(grabCut(picture, marks)).rejects.toThrow(/GrabCut got \d+ values and \d+ labels for a picture of 24 x/)
})
