import { expect, test } from 'vitest'
import { adviceOn, onePhotoWeaknesses } from '../../../src-engine/background/upload-checks.ts'

interface Scene {
  readonly width?: number
  readonly height?: number
  /** Luma of the object's two stripes and of the background, 0..255. */
  readonly stripes?: readonly [number, number]
  readonly background?: number
  /** The object's box: left, top, right, bottom. */
  readonly box?: readonly [number, number, number, number]
}

function weaknesses({
  width = 400,
  height = 300,
  stripes = [60, 120],
  background = 200,
  box = [120, 80, 260, 220],
}: Scene) {
  const data = new Uint8Array(3 * width * height).fill(background)
  const matte = new Float32Array(width * height)
  for (let y = box[1]; y < box[3]; y++)
    for (let x = box[0]; x < box[2]; x++) {
      data.fill(stripes[Math.floor(x / 4) % 2], 3 * (y * width + x), 3 * (y * width + x) + 3)
      matte[y * width + x] = 1
    }
  return onePhotoWeaknesses({ width, height }, { width, height, data }, { width, height, data: matte })
}

test('a good photo has no weakness', () => {
  expect(weaknesses({})).toEqual([])
})

test.each([
  ['small', { width: 250, box: [80, 80, 200, 220] }],
  ['narrow', { width: 1200, height: 300 }],
  ['dark', { stripes: [0, 14], background: 1, box: [120, 80, 260, 220] }],
  ['bright', { stripes: [255, 225], background: 255, box: [120, 80, 160, 120] }],
  ['flat', { stripes: [122, 140], background: 131 }],
  ['blurred', { stripes: [101, 101], background: 100 }],
  ['object-small', { box: [120, 80, 140, 120] }],
  ['object-cut-off', { box: [120, 80, 260, 300] }],
] satisfies [string, Scene][])('a photo is %s', (weakness, scene) => {
  const found = weaknesses(scene as Scene)
  expect(found).toContain(weakness)
  const advice = adviceOn(found)
  expect(advice).toHaveLength(found.length)
  for (const sentence of advice) expect(sentence).toMatch(/\. .+\.$/)
})
