import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { type CardOf, graphsOf } from '../../../src-engine/inference/cards/model-card.ts'
import { SHIPPED_CARDS } from '../../../src-engine/inference/cards/shipped-cards.ts'
import { createInference, type ModelFiles } from '../../../src-engine/inference/sessions/inference.ts'
import { enhanceImage } from '../../../src-engine/inference/slots/enhance-image.ts'
import { inferMatte } from '../../../src-engine/inference/slots/infer-matte.ts'
import { learnedKeypoints } from '../../../src-engine/inference/slots/learned-keypoints.ts'
import { matchKeypoints } from '../../../src-engine/inference/slots/match-keypoints.ts'
import { psnr } from '../../../src-engine/metrics/psnr.ts'
import { areaResize } from '../../../src-engine/photos/area-resize.ts'
import { loadPhoto } from '../../../src-engine/photos/load-photo.ts'
import type { ModelSlot } from '../../../src-shared/model-slots.ts'
import type { RgbImage } from '../../../src-shared/photo.ts'

const MODELS = process.env.GLIMPSE3D_TEST_MODELS ?? ''
const VASE = new URL('../../../resources/samples/vase/photo_000.jpg', import.meta.url).pathname

/** The shipped card's model, in the folder of test models. */
function real<Slot extends ModelSlot>(id: string): ModelFiles<CardOf<Slot>> {
  const card = SHIPPED_CARDS.find((known) => known.id === id) as CardOf<Slot>
  const files = graphsOf(card).map(([name, { file }]) => {
    const path = join(MODELS, file.name)
    return [name, { path, bytes: statSync(path).size, sha256: file.hash?.hex ?? '' }]
  })
  return { card, files: Object.fromEntries(files) }
}

const decibels = (a: RgbImage, b: RgbImage) => psnr(Array.from(a.data, unit), Array.from(b.data, unit))
const unit = (value: number) => value / 255

function cut(image: RgbImage, left: number, top: number, width: number, height: number): RgbImage {
  const rows = Array.from({ length: height }, (_, y) => {
    const from = 3 * ((top + y) * image.width + left)
    return image.data.subarray(from, from + 3 * width)
  })
  return { width, height, data: new Uint8Array(Buffer.concat(rows)) }
}

describe.skipIf(MODELS === '' || !existsSync(MODELS))('published models, from GLIMPSE3D_TEST_MODELS', () => {
  const inference = createInference()
  afterAll(() => inference.close())

  test('u2netp finds the vase: it fills the middle of its photo and not the corners', async () => {
    const image = await loadPhoto(VASE, { maxWidth: 400 })
    const { data, width, height } = await inferMatte(inference.model<'background'>(real('u2netp-fp16')), image)
    const share = data.reduce((sum, opacity) => sum + opacity, 0) / data.length
    expect(share).toBeGreaterThan(0.05)
    expect(share).toBeLessThan(0.5)
    expect(data[width * (height >> 1) + (width >> 1)]).toBeGreaterThan(0.9)
    for (const corner of [0, width - 1, width * (height - 1), width * height - 1])
      expect(data[corner]).toBeLessThan(0.1)
  })

  test('Real-ESRGAN gives four times the size of the same picture, in tiles as at once', async () => {
    const image = cut(await loadPhoto(VASE), 330, 200, 72, 56)
    const files = real<'enhance'>('realesr-animevideov3-x4')
    const large = await enhanceImage(inference.model<'enhance'>(files), image)
    expect([large.width, large.height]).toEqual([288, 224])
    expect(decibels(areaResize(large, 72, 56), image)).toBeGreaterThan(28)
    const tiled = { ...files, card: { ...files.card, tile: { pixels: 48, overlap: 12 } } }
    const joined = await enhanceImage(inference.model<'enhance'>(tiled), image)
    expect(decibels(joined, large)).toBeGreaterThan(50)
  })

  test('XFeat and LighterGlue match a photo with itself moved by 40 and 30 pixels', async () => {
    const photo = await loadPhoto(VASE)
    const model = inference.model<'matching'>(real('xfeat-lighterglue'))
    const first = await learnedKeypoints(model, cut(photo, 150, 100, 400, 400))
    const second = await learnedKeypoints(model, cut(photo, 190, 130, 400, 400))
    const { pairs, scores } = await matchKeypoints(model, first, second)
    const right = Array.from(scores).filter((_, i) => {
      const [a, b] = [2 * pairs[2 * i], 2 * pairs[2 * i + 1]]
      const across = first.positions[a] - second.positions[b] - 40
      const down = first.positions[a + 1] - second.positions[b + 1] - 30
      return Math.hypot(across, down) < 4
    })
    expect(scores.length).toBeGreaterThan(100)
    expect(right.length / scores.length).toBeGreaterThan(0.7)
  })
})
