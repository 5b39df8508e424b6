import { afterAll, expect, test } from 'vitest'
import { createInference } from '../../../src-engine/inference/sessions/inference.ts'
import { enhanceByModel, perceptualByModel } from '../../../src-engine/refine/by-model.ts'
import { overWhite } from '../../../src-engine/refine/over-white.ts'
import { refineSplats } from '../../../src-engine/refine/refine-splats.ts'
import type { RefinedVersion } from '../../../src-engine/refine/versions.ts'
import { renderSplats } from '../../../src-engine/training/cpu/render-splats.ts'
import { modelOnDisk, temporaryFolder } from '../../support/onnx/model-on-disk.ts'
import { cardLike, doubler, graphCard, meanDifference } from '../../support/onnx/tiny-models.ts'
import { ballViews, stripedBall } from '../../support/striped-ball.ts'

const folder = temporaryFolder()
const inference = createInference({ threads: 1 })
afterAll(async () => {
  await inference.close()
  folder.remove()
})

/** Twice the size, and brighter by a twentieth. */
function brightener() {
  const shape = ['n', 3, 'h', 'w']
  const card = cardLike<'enhance'>('realesr-general-x4v3', {
    scale: 2,
    tile: { pixels: 24, overlap: 2 },
    graphs: {
      enhance: graphCard(
        'a.onnx',
        { image: { name: 'low', shape } },
        { image: { name: 'high', shape: ['n', 3, 'H', 'W'] } },
      ),
    },
  })
  return inference.model<'enhance'>(modelOnDisk(folder.path, card, [doubler(shape, 0.05)]))
}

test('the models of the slots enhance and perceptual are asked in each iteration, and what they say counts', async () => {
  const lpips = cardLike<'perceptual'>('lpips', {})
  const perceptual = inference.model<'perceptual'>(modelOnDisk(folder.path, lpips, [meanDifference()]))
  const views = await ballViews()
  const spoilt = stripedBall(0.4)
  const versions: RefinedVersion[] = []
  await refineSplats(spoilt, {
    views,
    photo: views[0],
    chosen: [1, 2],
    iterations: 1,
    threads: 1,
    enhance: enhanceByModel(brightener()),
    perceptual: perceptualByModel(perceptual),
    onVersion: async (version) => void versions.push(version),
  })
  const [before, after] = versions
  for (const { rendered, enhanced } of after.enhanced) {
    const expected = rendered.data.map((value) => Math.min(255, Math.round(value + 0.05 * 255)))
    expect(enhanced.data.every((value, k) => Math.abs(value - expected[k]) <= 1)).toBe(true)
  }
  const [render] = await renderSplats(spoilt, [views[1].camera], { threads: 1 })
  const picture = overWhite(render)
  const difference = picture.data.reduce((sum, value, k) => sum + Math.abs(value - views[1].image.data[k]), 0)
  // In the card's range, which is two wide.
  expect(before.viewQualities[0].lpips).toBeCloseTo((2 * difference) / 255 / picture.data.length, 4)
  expect(before.lpips).toBeGreaterThan(0)
  expect(after.lpips).not.toBeNull()
})

test('a network that does not give what its card says ends the refinement by its name', async () => {
  const views = await ballViews()
  const shape = ['n', 3, 'h', 'w']
  const card = { ...brightener().card, scale: 4, title: 'Sharpener' }
  const model = inference.model<'enhance'>(modelOnDisk(folder.path, card, [doubler(shape)]))
  const refining = refineSplats(stripedBall(0), { views, photo: views[0], threads: 1, enhance: enhanceByModel(model) })
  await expect(refining).rejects.toMatchObject({
    code: 'model_unusable',
    message: expect.stringContaining('Sharpener'),
  })
})
