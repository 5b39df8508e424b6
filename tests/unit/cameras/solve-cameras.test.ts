import { readdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { expect, it } from 'vitest'
import { solveCameras } from '../../../src-engine/cameras/solve-cameras.ts'
import { readPhotos } from '../../../src-engine/photos/read-photos.ts'
import { poseOf, readTrueCameras, scoreCameras } from '../../support/score-cameras.ts'
import { VASE } from '../../support/test-photos.ts'

it('solves the cameras of real photos: every third photo of the vase', async () => {
  const files = readdirSync(VASE)
    .filter((file) => /\.jpg$/.test(file))
    .sort()
    .filter((_, i) => i % 3 === 0)
  const { photos } = await readPhotos(files.map((file) => `${VASE}/${file}`))
  let progress = 0
  const solution = await solveCameras(photos, {
    threads: 2,
    seed: 1,
    onProgress: (fraction) => {
      expect(fraction).toBeGreaterThanOrEqual(progress - 1e-9)
      progress = fraction
    },
  })
  expect(progress).toBe(1)
  expect(solution.cameras.length).toBe(11)
  const truth = await readTrueCameras(fileURLToPath(new URL('../../support/vase/cameras.json', import.meta.url)))
  const score = scoreCameras(solution.cameras, truth)
  expect(score.rotationDeg).toBeLessThan(0.05)
  expect(score.centreRmsePct).toBeLessThan(0.06)
  // The photos were taken upright and from above the foot of the object.
  for (const camera of solution.cameras) {
    expect(-camera.worldToCamera[5]).toBeGreaterThan(0)
    expect(poseOf(camera).centre[1]).toBeGreaterThan(-0.8)
  }
  expect(solution.points.count).toBeGreaterThan(1000)
})
