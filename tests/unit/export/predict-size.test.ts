import { expect, test } from 'vitest'
import { predictSize } from '../../../src-engine/export/predict-size.ts'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { encodeSpz } from '../../../src-engine/splats/formats/spz.ts'
import { randomSplats } from '../../support/test-models.ts'

test('SPZ of many splats: a sample tells within 5 %, though they are not alike from the first to the last', async () => {
  const random = seededRandom(8)
  const cloud = randomSplats(150_000, 1)
  // Neighbours lie near each other, and the later half is plain: what compresses well, and better towards the end.
  for (let i = 3; i < cloud.positions.length; i++)
    cloud.positions[i] = cloud.positions[i - 3] + 0.002 * (random() - 0.5)
  cloud.sh.fill(0, cloud.sh.length / 2)
  const { length } = await encodeSpz(cloud)
  expect(Math.abs((await predictSize({ cloud, format: 'spz' })) / length - 1)).toBeLessThan(0.05)
})

test.each(['ply', 'spz', 'splat', 'glb', 'obj', 'usdz'] as const)('%s without a model is refused', async (format) => {
  await expect(predictSize({ format })).rejects.toMatchObject({ code: 'bad_arguments' })
})
