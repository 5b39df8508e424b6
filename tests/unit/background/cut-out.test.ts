import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { beforeAll, expect, test } from 'vitest'
import { iou } from '../../../bench/support/mask-agreement.ts'
import { type CutOut, cutOut } from '../../../src-engine/background/cut-out.ts'
import type { GrayImage } from '../../../src-shared/photo.ts'
import { RING, RING_MASK } from '../../support/ring.ts'
import { temporaryFolder } from '../../support/test-photos.ts'

const covered = ({ data }: Pick<GrayImage, 'data'>) => data.reduce((sum, value) => sum + value, 0)

/** The opacity at a place of the photo, shares of its width and height. */
function at({ width, height, data }: GrayImage, x: number, y: number): number {
  return data[Math.floor(y * height) * width + Math.floor(x * width)]
}

const warnings: string[] = []
let found: CutOut

beforeAll(async () => {
  found = await cutOut(RING, { onWarning: (message) => warnings.push(message) })
})

test('GrabCut finds the ring: IoU of at least .93, the hole open, the outline soft, the same each time', async () => {
  expect(found.method).toBe('grabcut')
  expect(await iou(found.matte, RING_MASK)).toBeGreaterThan(0.93)
  expect(at(found.matte, 0.505, 0.51)).toBe(0)
  expect(found.alpha.some((value) => value > 0.2 && value < 0.8)).toBe(true)
  expect(warnings).toEqual([])
  const again = await cutOut(RING, {})
  expect(again.matte.data).toEqual(found.matte.data)
})

test('the object is square with a tenth of room around it, its colours free of the background', async () => {
  const model = async () => ({ width: 1024, height: 768, data: await trueMask(1024, 768) })
  const { image, alpha, square, method } = await cutOut(RING, { model })
  expect(method).toBe('model')
  expect(image.width).toBe(image.height)
  expect(image.width).toBeLessThanOrEqual(512)
  const rows = Array.from({ length: image.height }, (_, y) =>
    alpha.subarray(y * image.width, (y + 1) * image.width).some((value) => value > 0.5),
  )
  const top = rows.indexOf(true)
  const bottom = rows.length - rows.lastIndexOf(true) - 1
  // 10 % of the longer side on each side of 120 %.
  for (const room of [top, bottom]) expect(Math.abs(room / image.height - 0.1 / 1.2)).toBeLessThan(0.01)
  expect(square.side).toBeGreaterThan(300)
  // The white table around the ring is gone from the colours: gold and blue all the way.
  const corner = [...image.data.subarray(0, 3)]
  expect(Math.max(...corner) - Math.min(...corner)).toBeGreaterThan(30)
})

test('strokes put things right: what is painted away goes, what is painted on stays', async () => {
  const gem = { radius: 0.025, points: [0.483, 0.2, 0.483, 0.29] }
  const away = await cutOut(RING, { strokes: [{ ...gem, kind: 'background' }] })
  expect(at(found.matte, 0.483, 0.25)).toBeGreaterThan(0.9)
  expect(at(away.matte, 0.483, 0.25)).toBeLessThan(0.1)
  expect(covered(away.matte)).toBeLessThan(covered(found.matte))
  const onTable = { radius: 0.03, points: [0.1, 0.85, 0.2, 0.85] }
  const added = await cutOut(RING, { strokes: [{ ...onTable, kind: 'object' }] })
  expect(at(added.matte, 0.15, 0.85)).toBeGreaterThan(0.9)
  expect(at(found.matte, 0.15, 0.85)).toBe(0)
})

test('a picture that was cut out before keeps its own alpha', async () => {
  const path = join(temporaryFolder(), 'cut.png')
  const circle = Buffer.from('<svg width="300" height="260"><circle cx="150" cy="120" r="80" fill="#c33"/></svg>')
  await writeFile(path, await sharp(circle).png().toBuffer())
  const { method, matte } = await cutOut({ path, width: 300, height: 260 }, {})
  expect(method).toBe('alpha')
  expect(Math.abs(covered(matte) / (Math.PI * 80 * 80) - 1)).toBeLessThan(0.01)
})

test('a photo without an object says what to do, a cancelled one stops', async () => {
  const path = join(temporaryFolder(), 'plain.png')
  await sharp({ create: { width: 300, height: 300, channels: 3, background: '#889' } })
    .png()
    .toFile(path)
  const plain = { path, width: 300, height: 300 }
  await expect(cutOut(plain, {})).rejects.toMatchObject({ code: 'validation_failed' })
  await expect(cutOut(RING, { signal: AbortSignal.abort() })).rejects.toMatchObject({ code: 'cancelled' })
})

async function trueMask(width: number, height: number): Promise<Float32Array> {
  return Float32Array.from(await sharp(RING_MASK).resize(width, height).greyscale().raw().toBuffer(), (v) => v / 255)
}
