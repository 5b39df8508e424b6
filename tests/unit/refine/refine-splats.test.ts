import { beforeAll, expect, test } from 'vitest'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { type RefineSplatsOptions, refineSplats } from '../../../src-engine/refine/refine-splats.ts'
import type { RefineView } from '../../../src-engine/refine/types.ts'
import type { RefinedVersion } from '../../../src-engine/refine/versions.ts'
import { ballViews, stripedBall } from '../../support/striped-ball.ts'

const spoilt = stripedBall(0.4)
let views: RefineView[]

beforeAll(async () => {
  views = await ballViews()
})

/** Splats of the wrong colour, the first view being the photo; what views should look like is known. */
function options(more: Partial<RefineSplatsOptions> = {}): RefineSplatsOptions {
  return { views, photo: views[0], threads: 1, ...more }
}

test('colours come nearer to the photo and to what the enhanced views show, version by version', async () => {
  const versions: RefinedVersion[] = []
  let turn = 0
  const result = await refineSplats(
    spoilt,
    options({
      iterations: 3,
      enhance: async () => views[turn++ % views.length].image,
      onVersion: async (version) => void versions.push(version),
    }),
  )
  expect(versions.map(({ iterationNumber }) => iterationNumber)).toEqual([0, 1, 2, 3])
  expect(versions[0].cloud).toBe(spoilt)
  expect(versions[0].enhanced).toHaveLength(0)
  expect(versions[1].viewsProcessed).toBe(4)
  expect(versions[1].learningRate).toBe(0.5)
  expect(versions[2].learningRate).toBeCloseTo(0.4)
  expect(versions[3].psnr).toBeGreaterThan(versions[0].psnr + 5)
  expect(versions[3].photoPsnr).toBeGreaterThan(versions[0].photoPsnr + 5)
  expect(versions[0].lpips).toBeNull()
  expect(result.best).toBe(3)
  expect(result.cloud).toBe(versions[3].cloud)
  expect(result.cloud.positions).toBe(spoilt.positions)
})

test('the built-in enhancement alone never makes the photo’s view worse; the start is kept where nothing helps', async () => {
  const result = await refineSplats(stripedBall(0), options({ iterations: 2 }))
  for (const version of result.versions) expect(version.photoPsnr).toBeGreaterThanOrEqual(result.versions[0].photoPsnr)
  const overall = result.versions.map(({ overallQuality }) => overallQuality)
  expect(overall[result.best]).toBe(Math.max(...overall))
})

test('enhanced views that would spoil the photo’s own view are rolled back', async () => {
  // Views a little darker than the photo says, at the photo's own place: what is right for one is wrong for the other.
  const darker = { ...views[0].image, data: views[0].image.data.map((value) => value * 0.8) }
  const right = stripedBall(0)
  const result = await refineSplats(right, options({ chosen: [0], iterations: 1, enhance: async () => darker }))
  expect(result.versions[1].rolledBack).toBe(true)
  expect(result.versions[1].photoPsnr).toBe(result.versions[0].photoPsnr)
  expect(result.best).toBe(0)
  expect(result.cloud).toBe(right)
})

test('an enhanced view that shows something else is not used', async () => {
  const random = seededRandom(5)
  const noise = { ...views[1].image, data: views[1].image.data.map(() => 255 * random()) }
  const versions: RefinedVersion[] = []
  await refineSplats(
    spoilt,
    options({
      iterations: 1,
      chosen: [1, 2],
      enhance: async () => noise,
      onVersion: async (v) => void versions.push(v),
    }),
  )
  expect(versions[1].enhanced.map(({ viewIndex }) => viewIndex)).toEqual([1, 2])
  expect(versions[1].enhanced.every(({ featuresAccepted }) => !featuresAccepted)).toBe(true)
  expect(versions[1].photoPsnr).toBeGreaterThan(versions[0].photoPsnr)
})

test('the same input gives the same splats whatever the number of threads; a perceptual model counts', async () => {
  const once = (threads: number) =>
    refineSplats(spoilt, options({ threads, iterations: 1, chosen: [0, 2], perceptual: async () => 0.25 }))
  const [one, two] = [await once(1), await once(2)]
  expect(two.cloud.sh).toEqual(one.cloud.sh)
  expect(one.versions[1].lpips).toBe(0.25)
})

test('it can be cancelled, and says what is wrong with what it is given', async () => {
  const signal = AbortSignal.abort()
  await expect(refineSplats(spoilt, options({ signal }))).rejects.toMatchObject({ code: 'cancelled' })
  await expect(refineSplats(spoilt, options({ chosen: [] }))).rejects.toMatchObject({ code: 'validation_failed' })
  await expect(refineSplats(spoilt, options({ chosen: [9] }))).rejects.toMatchObject({ code: 'validation_failed' })
  const small = { ...views[0], image: { width: 2, height: 2, data: new Uint8Array(12) } }
  await expect(refineSplats(spoilt, options({ photo: small }))).rejects.toMatchObject({ code: 'validation_failed' })
})
