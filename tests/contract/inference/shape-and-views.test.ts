import { afterAll, expect, test } from 'vitest'
import { createInference } from '../../../src-engine/inference/sessions/inference.ts'
import { drawView } from '../../../src-engine/views/draw-view.ts'
import { shapeByModel } from '../../../src-engine/views/shape-by-model.ts'
import { viewsByModel } from '../../../src-engine/views/views-by-model.ts'
import { discPicture } from '../../support/disc-picture.ts'
import { modelOnDisk, temporaryFolder } from '../../support/onnx/model-on-disk.ts'
import { ballDecoder, cardLike, fadingViews, graphCard, meanColourEncoder } from '../../support/onnx/tiny-models.ts'

const folder = temporaryFolder()
const inference = createInference({ threads: 1 })
afterAll(async () => {
  await inference.close()
  folder.remove()
})

const exact = (side: number) => ({ size: { fit: 'exact', width: side, height: side } })

test("TripoSR's two graphs become a painted surface that fills the photo's outline", async () => {
  const codes = { name: 'scene_codes', shape: [1, 3, 1, 1, 1] }
  const card = cardLike<'shape'>('triposr', {
    image: exact(16),
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
  const picture = discPicture(128, 53)
  const { shape, camera } = await shapeByModel(model, picture, { grid: 128 })
  const { image, alpha, origin } = drawView(shape, camera)
  const differing = alpha.reduce((n, cover, i) => n + Number(Math.abs(cover - picture.alpha[i]) > 0.6), 0)
  expect(differing).toBeLessThan(20)
  expect(origin).toBe('observed')
  // The mean of red, blue and the card's grey: the encoder's, the same everywhere.
  const [middle, aside] = [64 * 128 + 64, 64 * 128 + 30].map((i) => [...image.data.subarray(3 * i, 3 * i + 3)])
  expect(middle).toEqual(aside)
  expect(middle[1]).toBeLessThan(middle[0])
})

test('a views model gives sixteen views with the cameras of the rig', async () => {
  const card = cardLike<'views'>('syncdreamer', {
    image: { ...exact(16), mean: [0.5, 0.5, 0.5], std: [0.5, 0.5, 0.5] },
    graphs: {
      views: graphCard(
        'a.onnx',
        { image: { name: 'photo', shape: [1, 3, 16, 16] } },
        { views: { name: 'views', shape: [1, 16, 3, 16, 16] } },
      ),
    },
  })
  const model = inference.model<'views'>(modelOnDisk(folder.path, card, [fadingViews(16)]))
  const views = await viewsByModel(model, discPicture(64, 26))
  expect(views).toHaveLength(16)
  views.forEach(({ camera, alpha }, k) => {
    expect(camera).toMatchObject({ width: 16, fx: 17.5 })
    expect(Math.atan2(-camera.worldToCamera[2], camera.worldToCamera[0]) * (180 / Math.PI)).toBeCloseTo(
      k <= 8 ? 22.5 * k : 22.5 * k - 360,
      6,
    )
    expect(alpha).toHaveLength(256)
  })
  // The first view is the picture itself: a disc on white.
  const area = views[0].alpha.reduce((sum, value) => sum + value, 0)
  expect(area).toBeGreaterThan(80)
  expect(area).toBeLessThan(180)
})
