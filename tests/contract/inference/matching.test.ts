import { afterAll, beforeAll, expect, test } from 'vitest'
import { createInference, type Model } from '../../../src-engine/inference/sessions/inference.ts'
import { learnedKeypoints } from '../../../src-engine/inference/slots/learned-keypoints.ts'
import { matchKeypoints } from '../../../src-engine/inference/slots/match-keypoints.ts'
import { modelOnDisk, temporaryFolder } from '../../support/onnx/model-on-disk.ts'
import { brightSpots, cardLike, graphCard, likestDescriptions } from '../../support/onnx/tiny-models.ts'

const SIDE = 16
const folder = temporaryFolder()
const inference = createInference({ threads: 1, provider: 'cpu' })
afterAll(async () => {
  await inference.close()
  folder.remove()
})

function matching(beyond = 0): Model<'matching'> {
  const described = { name: 'described', shape: [1, 64, 2, 2] }
  const card = cardLike<'matching'>('xfeat-lighterglue', {
    title: 'The spot matcher',
    image: { size: { fit: 'exact', width: SIDE, height: SIDE } },
    graphs: {
      detect: graphCard(
        'a.onnx',
        { image: { name: 'input', shape: [1, 3, SIDE, SIDE] } },
        {
          descriptors: described,
          logits: { name: 'spots', shape: [1, 65, 2, 2] },
          reliability: { name: 'reliable', shape: [1, 1, 2, 2] },
        },
      ),
      match: graphCard(
        'b.onnx',
        {
          keypoints0: { name: 'kpts0', shape: [1, 'n', 2] },
          keypoints1: { name: 'kpts1', shape: [1, 'm', 2] },
          descriptors0: { name: 'desc0', shape: [1, 'n', 64] },
          descriptors1: { name: 'desc1', shape: [1, 'm', 64] },
        },
        { matches: { name: 'matches', type: 'int64', shape: ['k', 2] }, scores: { name: 'scores', shape: ['k'] } },
      ),
    },
  })
  return inference.model<'matching'>(modelOnDisk(folder.path, card, [brightSpots(SIDE), likestDescriptions(beyond)]))
}

/** Black, with bright pixels at (x, y). */
function spots(...at: [number, number][]) {
  const data = new Uint8Array(3 * SIDE * SIDE)
  for (const [x, y] of at) data.fill(255, 3 * (y * SIDE + x), 3 * (y * SIDE + x) + 3)
  return { width: SIDE, height: SIDE, data }
}

let model: Model<'matching'>
beforeAll(() => {
  model = matching()
})

test('keypoints are where the first graph sees them, and the second pairs those that look alike', async () => {
  // One spot right of its cell's middle and one below it; in the second picture each is in another cell.
  const first = await learnedKeypoints(model, spots([5, 3], [11, 13]))
  expect([...first.positions]).toEqual([5.5, 3.5, 11.5, 13.5])
  expect(Math.min(...first.scores)).toBeGreaterThan(0.9)
  const second = await learnedKeypoints(model, spots([13, 3], [3, 13]))
  const { pairs, scores } = await matchKeypoints(model, first, second)
  const seen = Array.from(scores, (_, i) => [
    ...first.positions.slice(2 * pairs[2 * i], 2 * pairs[2 * i] + 2),
    ...second.positions.slice(2 * pairs[2 * i + 1], 2 * pairs[2 * i + 1] + 2),
  ])
  expect(seen).toEqual([
    [5.5, 3.5, 13.5, 3.5],
    [11.5, 13.5, 3.5, 13.5],
  ])
  expect(Math.min(...scores)).toBeGreaterThan(0.9)
})

test('a picture without keypoints matches nothing', async () => {
  const none = await learnedKeypoints(model, spots())
  expect(none.scores).toHaveLength(0)
  const some = await learnedKeypoints(model, spots([5, 3]))
  expect((await matchKeypoints(model, none, some)).pairs).toHaveLength(0)
})

test('a matcher that names keypoints it was not given is refused by name', async () => {
  const wrong = matching(7)
  const some = await learnedKeypoints(wrong, spots([5, 3]))
  await expect(matchKeypoints(wrong, some, some)).rejects.toMatchObject({
    code: 'model_unusable',
    message: expect.stringMatching(/^The spot matcher .*keypoints that were not given/),
  })
})
