import { afterAll, expect, test } from 'vitest'
import { createInference } from '../../../src-engine/inference/sessions/inference.ts'
import { enhanceImage } from '../../../src-engine/inference/slots/enhance-image.ts'
import { inferDisparity } from '../../../src-engine/inference/slots/infer-disparity.ts'
import { inferMatte } from '../../../src-engine/inference/slots/infer-matte.ts'
import { inferViews } from '../../../src-engine/inference/slots/infer-views.ts'
import { perceptualDistance } from '../../../src-engine/inference/slots/perceptual-distance.ts'
import { encodeShape, queryShape } from '../../../src-engine/inference/slots/query-shape.ts'
import type { GrayImage, RgbImage } from '../../../src-shared/photo.ts'
import { modelOnDisk, temporaryFolder } from '../../support/onnx/model-on-disk.ts'
import {
  ballDecoder,
  cardLike,
  doubler,
  fadingViews,
  graphCard,
  meanColourEncoder,
  meanDifference,
  meanOfChannels,
  zeroByZero,
} from '../../support/onnx/tiny-models.ts'

const folder = temporaryFolder()
const inference = createInference({ threads: 1 })
afterAll(async () => {
  await inference.close()
  folder.remove()
})

/** A picture of one value a pixel, grey. */
function grey(width: number, height: number, value: (x: number, y: number) => number): RgbImage {
  const data = new Uint8Array(3 * width * height)
  for (let i = 0; i < width * height; i++) data.fill(value(i % width, Math.floor(i / width)), 3 * i, 3 * i + 3)
  return { width, height, data }
}

const opaque = ({ width, height }: RgbImage): GrayImage => ({
  width,
  height,
  data: new Float32Array(width * height).fill(1),
})

const exact = (side: number) => ({ size: { fit: 'exact', width: side, height: side } })

test('background: the matte is stretched to 0..1 and has the size of the photo, whatever the network takes', async () => {
  const shape = [1, 3, 8, 8]
  const card = cardLike<'background'>('u2netp', {
    image: { ...exact(8), mean: [0.5, 0.4, 0.3], std: [0.2, 0.2, 0.2] },
    graphs: {
      matte: graphCard('a.onnx', { image: { name: 'pixels', shape } }, { matte: { name: 'map', shape: [1, 1, 8, 8] } }),
    },
  })
  const model = inference.model<'background'>(modelOnDisk(folder.path, card, [meanOfChannels(shape)]))
  const matte = await inferMatte(
    model,
    grey(32, 16, (x) => (x < 16 ? 40 : 200)),
  )
  expect([matte.width, matte.height]).toEqual([32, 16])
  // The kernel overshoots at the edge by a hundredth, and that is stretched.
  expect(matte.data[0]).toBeCloseTo(0, 1)
  expect(matte.data[31]).toBeCloseTo(1, 1)
  expect(Math.min(...matte.data)).toBeLessThan(0.005)
  const nothing = await inferMatte(
    model,
    grey(32, 16, () => 90),
  )
  expect(Math.max(...nothing.data)).toBe(0)
})

test('background: logits go through a sigmoid where the card says so', async () => {
  const shape = [1, 3, 8, 8]
  const card = cardLike<'background'>('birefnet-general-tiny', {
    image: { ...exact(8), mean: [0.5, 0.5, 0.5], std: [0.25, 0.25, 0.25] },
    graphs: {
      matte: graphCard('a.onnx', { image: { name: null, shape } }, { matte: { name: null, shape: [1, 1, 8, 8] } }),
    },
  })
  const model = inference.model<'background'>(modelOnDisk(folder.path, card, [meanOfChannels(shape)]))
  const matte = await inferMatte(
    model,
    grey(8, 8, () => 255),
  )
  expect(matte.data[0]).toBeCloseTo(1 / (1 + Math.exp(-2)), 5)
})

test('depth: disparity in the size of the picture, from a network that wants multiples of 14 in any proportion', async () => {
  const shape = ['n', 3, 'height', 'width']
  const card = cardLike<'depth'>('depth-anything-v2-small', {
    image: { size: { fit: 'shorter', pixels: 28, multipleOf: 14 } },
    graphs: {
      disparity: graphCard(
        'a.onnx',
        { image: { name: null, shape } },
        { disparity: { name: null, shape: ['n', 1, 'h', 'w'] } },
      ),
    },
  })
  const model = inference.model<'depth'>(modelOnDisk(folder.path, card, [meanOfChannels(shape)]))
  const disparity = await inferDisparity(
    model,
    grey(60, 30, (x) => 4 * x),
  )
  expect([disparity.width, disparity.height]).toEqual([60, 30])
  const row = disparity.data.subarray(15 * 60, 16 * 60)
  expect(row[10]).toBeCloseTo(40 / 255, 1)
  expect(row[50]).toBeCloseTo(200 / 255, 1)
  expect(row[50]).toBeGreaterThan(row[10])
})

test('views: sixteen pictures in order; the object is laid on the backdrop of the card, in the middle', async () => {
  const card = cardLike<'views'>('syncdreamer', {
    image: { ...exact(16), mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
    objectShare: 0.5,
    range: 'signed',
    graphs: {
      views: graphCard(
        'a.onnx',
        { image: { name: 'photo', shape: [1, 3, 16, 16] } },
        { views: { name: 'views', shape: [1, 16, 3, 16, 16] } },
      ),
    },
  })
  const model = inference.model<'views'>(modelOnDisk(folder.path, card, [fadingViews(16)]))
  const image = grey(40, 24, () => 0)
  const matte = { ...opaque(image), data: opaque(image).data.map((_, i) => (i % 40 >= 20 && i % 40 < 28 ? 1 : 0)) }
  const { views, placement } = await inferViews(model, { image, matte })
  // The object is 8 x 24 pixels about (24, 12): a square of 48 about it.
  expect(placement).toEqual({ left: 0, top: -12, side: 48 })
  expect(views).toHaveLength(16)
  expect(views[0].data[0]).toBe(255)
  expect(views[0].data[3 * (8 * 16 + 8)]).toBeLessThan(20)
  // White is 1 in the network's range; the last view is a sixteenth of it: 127.5 + 127.5 / 16.
  expect(views[15].data[0]).toBe(135)
})

test("shape: TripoSR's two graphs give the ball where it is, in our frame, in as many runs as the card allows", async () => {
  const codes = { name: 'scene_codes', shape: [1, 3, 1, 1, 1] }
  const card = cardLike<'shape'>('triposr', {
    image: exact(16),
    pointsPerRun: 100,
    graphs: {
      encode: graphCard('a.onnx', { image: { name: 'photo', shape: [1, 3, 16, 16] } }, { codes }),
      query: graphCard(
        'b.onnx',
        { codes, points: { name: 'points', shape: [1, 'n', 3] } },
        { density: { name: 'density', shape: [1, 'n', 1] }, colour: { name: 'color', shape: [1, 'n', 3] } },
      ),
    },
  })
  const model = inference.model<'shape'>(modelOnDisk(folder.path, card, [meanColourEncoder(16), ballDecoder()]))
  const image = grey(20, 20, () => 204)
  const code = await encodeShape(model, { image, matte: opaque(image) })
  const axis = Array.from({ length: 201 }, (_, i) => i / 100 - 1)
  const fractions: number[] = []
  const along = async (place: (at: number) => number[]) => {
    const { signed, colours } = await queryShape(model, code, Float32Array.from(axis.flatMap(place)), {
      onProgress: (fraction) => fractions.push(fraction),
    })
    // Where the line enters and leaves the ball of radius 5 / 20 in the model's unit.
    const inside = axis.filter((_, i) => signed[i] < 0)
    return { inside, colours }
  }
  // The model's x is our z: the ball lies 0.2 / 0.87 towards the camera.
  const { inside, colours } = await along((at) => [0, 0, at])
  expect(inside[0]).toBeCloseTo((0.2 - 0.25) / 0.87, 1)
  expect(inside.at(-1)).toBeCloseTo((0.2 + 0.25) / 0.87, 1)
  expect((await along((at) => [at, 0, 0.2 / 0.87])).inside.at(-1)).toBeCloseTo(0.25 / 0.87, 1)
  expect((await along((at) => [0, at, 0.2 / 0.87])).inside.at(-1)).toBeCloseTo(0.25 / 0.87, 1)
  // 0.85 of the side is the object of 204, the rest the grey of the card.
  expect(colours[0]).toBeGreaterThan(0.6)
  expect(colours[0]).toBeLessThan(0.8)
  expect(fractions.slice(0, 3)).toEqual([100 / 201, 200 / 201, 1])
})

const doubling = (shape: (number | string)[], image: object, tile: object) =>
  cardLike<'enhance'>('realesr-general-x4v3', {
    scale: 2,
    image,
    tile,
    graphs: {
      enhance: graphCard(
        'a.onnx',
        { image: { name: 'low', shape } },
        { image: { name: 'high', shape: ['n', 3, 'H', 'W'] } },
      ),
    },
  })

test.each([
  ['any size', ['n', 3, 'h', 'w'], { size: { fit: 'any' } }],
  ['one size', [1, 3, 16, 16], exact(16)],
])('enhance: tiles of a network that takes %s join without a seam', async (_, shape, input) => {
  const card = doubling(shape, input, { pixels: 16, overlap: 3 })
  const model = inference.model<'enhance'>(modelOnDisk(folder.path, card, [doubler(shape)]))
  for (const [width, height] of [
    [37, 22],
    [9, 12],
    [16, 16],
  ]) {
    const image = grey(width, height, (x, y) => (7 * x + 3 * y) % 256)
    const large = await enhanceImage(model, image)
    expect([large.width, large.height]).toEqual([2 * width, 2 * height])
    const expected = grey(2 * width, 2 * height, (x, y) => (7 * (x >> 1) + 3 * (y >> 1)) % 256)
    expect(Buffer.compare(large.data, expected.data)).toBe(0)
  }
})

test('enhance: what is brighter than white stays white; a network of another scale than its card is refused', async () => {
  const shape = ['n', 3, 'h', 'w']
  const card = doubling(shape, { size: { fit: 'any' } }, { pixels: 16, overlap: 0 })
  const bright = inference.model<'enhance'>(modelOnDisk(folder.path, card, [doubler(shape, 0.5)]))
  expect(
    (
      await enhanceImage(
        bright,
        grey(4, 4, () => 200),
      )
    ).data[0],
  ).toBe(255)
  const wrong = inference.model<'enhance'>(modelOnDisk(folder.path, { ...card, scale: 4 }, [doubler(shape)]))
  await expect(
    enhanceImage(
      wrong,
      grey(4, 4, () => 200),
    ),
  ).rejects.toMatchObject({ code: 'model_unusable' })
})

test('perceptual: two pictures in the range of the card, one number out', async () => {
  const card = cardLike<'perceptual'>('lpips', {})
  const model = inference.model<'perceptual'>(modelOnDisk(folder.path, card, [meanDifference()]))
  const dark = grey(12, 10, () => 51)
  const bright = grey(12, 10, () => 153)
  expect(await perceptualDistance(model, dark, dark)).toBe(0)
  // 102 levels of 255, in a range two wide.
  expect(await perceptualDistance(model, dark, bright)).toBeCloseTo(0.8, 5)
})

test('values that are no numbers are refused by the name of the model', async () => {
  const shape = [1, 3, 8, 8]
  const card = cardLike<'background'>('u2netp', {
    title: 'Broken net',
    image: exact(8),
    graphs: {
      matte: graphCard('a.onnx', { image: { name: null, shape } }, { matte: { name: null, shape: [1, 1, 8, 8] } }),
    },
  })
  const model = inference.model<'background'>(modelOnDisk(folder.path, card, [zeroByZero(shape)]))
  await expect(
    inferMatte(
      model,
      grey(8, 8, () => 0),
    ),
  ).rejects.toMatchObject({
    code: 'model_unusable',
    message: expect.stringContaining('Broken net'),
  })
})
