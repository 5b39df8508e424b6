import { expect, test } from 'vitest'
import { fundamentalMatrices } from '../../../../src-engine/cameras/two-view/fundamental.ts'
import { homography, transferDistances } from '../../../../src-engine/cameras/two-view/homography.ts'
import { refineEssential } from '../../../../src-engine/cameras/two-view/refine-essential.ts'
import { sampsonDistances } from '../../../../src-engine/cameras/two-view/sampson.ts'
import { type MatchedPoints, verifyMatches } from '../../../../src-engine/cameras/two-view/verify-matches.ts'
import { seededNormal, seededRandom } from '../../../../src-engine/math/random.ts'
import { twoViewScene } from '../../../support/two-view-scene.ts'

const FOCAL = 700
const indices = (count: number) => Int32Array.from({ length: count }, (_, i) => i)

/** Scene points in pixels with noise of `sigma`; those from index `good` on are replaced by random places. */
function noisyMatches(
  count: number,
  good: number,
  sigma: number,
  scene: Parameters<typeof twoViewScene>[2] = {},
): MatchedPoints {
  const random = seededRandom(count + good)
  const normal = seededNormal(random)
  const { x1, x2 } = twoViewScene(count, 3, scene)
  const pixels = (x: Float64Array) => x.map((value) => FOCAL * value + sigma * normal())
  const second = pixels(x2)
  for (let i = 2 * good; i < 2 * count; i += 2) second.set([800 * random() - 400, 600 * random() - 300], i)
  return { x1: pixels(x1), x2: second, focal1: FOCAL, focal2: FOCAL, width: 800, height: 600 }
}

test('seven and more exact points give the fundamental matrix', () => {
  const { x1, x2 } = twoViewScene(30, 21)
  for (const count of [7, 8, 30]) {
    const worst = fundamentalMatrices(x1, x2, indices(30), count).map((F) => {
      const errors = new Float64Array(30)
      sampsonDistances(F, x1, x2, errors)
      return Math.max(...errors)
    })
    expect(Math.min(...worst)).toBeLessThan(1e-18)
  }
})

test('four and more exact points of a plane give the homography', () => {
  const { x1, x2 } = twoViewScene(30, 22, { planar: true })
  for (const count of [4, 30]) {
    const H = homography(x1, x2, indices(30), count)
    const errors = new Float64Array(30)
    if (H) transferDistances(H, x1, x2, errors)
    expect(H).not.toBeNull()
    expect(Math.max(...errors)).toBeLessThan(1e-18)
  }
})

test('points on a line have no homography', () => {
  const line = Float64Array.of(0, 0, 1, 1, 2, 2, 5, 5)
  expect(homography(line, line, indices(4), 4)).toBeNull()
})

test('refinement of a disturbed essential matrix returns to the true one', () => {
  const { x1, x2, essential } = twoViewScene(40, 23)
  const disturbed = essential.map((value, k) => value + 0.02 * Math.sin(k + 1))
  const refined = refineEssential(disturbed, x1, x2, indices(40), 40, 8)
  const sign = Math.sign((refined ?? disturbed).reduce((sum, value, k) => sum + value * essential[k], 0))
  refined?.forEach((value, k) => {
    expect(sign * value).toBeCloseTo(essential[k], 10)
  })
  expect(refined).not.toBeNull()
})

test('agreeing matches are told from 60 % wrong ones', () => {
  const verified = verifyMatches(noisyMatches(200, 80, 0.3), seededRandom(1))
  const inliers = [...(verified?.inliers ?? [])]
  expect(inliers.filter((i) => i < 80).length).toBeGreaterThanOrEqual(79)
  // A random match falls within 2 px of its epipolar line now and then.
  expect(inliers.filter((i) => i >= 80).length).toBeLessThan(8)
  expect(verified?.geometry).toBe('general')
})

test('a focal prior that is far off does not lose the pair', () => {
  const points = { ...noisyMatches(200, 120, 0.3), focal1: 2.2 * FOCAL, focal2: 2.2 * FOCAL }
  const inliers = [...(verifyMatches(points, seededRandom(1))?.inliers ?? [])]
  expect(inliers.filter((i) => i < 120).length).toBeGreaterThanOrEqual(110)
})

test('one plane and a turn in place are labelled', () => {
  expect(verifyMatches(noisyMatches(100, 80, 0.3, { planar: true }), seededRandom(1))?.geometry).toBe('planar')
  expect(verifyMatches(noisyMatches(100, 80, 0.3, { baseline: 0 }), seededRandom(1))?.geometry).toBe('rotation')
})

test('random matches are no pair, whatever the seed', () => {
  for (const count of [20, 40, 80, 200]) {
    for (let seed = 0; seed < 5; seed++) {
      expect(verifyMatches(noisyMatches(count, 0, 0), seededRandom(seed))).toBeNull()
    }
  }
})
