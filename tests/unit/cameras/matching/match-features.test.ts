import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { detectFeatures } from '../../../../src-engine/cameras/features/detect-features.ts'
import { matchFeatures } from '../../../../src-engine/cameras/matching/match-features.ts'
import { composeEssential } from '../../../../src-engine/cameras/two-view/decompose-essential.ts'
import type { FeatureSet } from '../../../../src-engine/cameras/types.ts'
import { seededRandom } from '../../../../src-engine/math/random.ts'
import { trueRelativePose, vasePhoto, vaseTruth } from '../../../support/vase/cameras.ts'

const FOCAL = 711.1
const folder = mkdtempSync(join(tmpdir(), 'matching-'))
afterAll(() => rmSync(folder, { recursive: true }))

function photo(path: string, width = 800, height = 600) {
  return { file: path, path, width, height }
}

let vase: FeatureSet[]
const files = ['photo_000.jpg', 'photo_001.jpg', 'photo_002.jpg']
beforeAll(async () => {
  vase = await detectFeatures(
    files.map((file) => photo(vasePhoto(file))),
    { threads: 2 },
  )
})

test('verified matches of neighbouring photos lie on the true epipolar lines', async () => {
  const truth = vaseTruth()
  const pairs = await matchFeatures(vase, [FOCAL, FOCAL, FOCAL], { threads: 2 })
  expect(pairs.map(({ a, b }) => [a, b])).toEqual([
    [0, 1],
    [0, 2],
    [1, 2],
  ])
  const distances: number[] = []
  for (const { a, b, matches } of pairs) {
    const { R, t } = trueRelativePose(truth, files[a], files[b])
    const E = composeEssential({ R: Float64Array.from(R), t: Float64Array.from(t) })
    for (let i = 0; i < matches.length; i += 2) {
      const at = ({ keypoints }: FeatureSet, k: number) => [
        (keypoints[4 * k] - truth.cx) / truth.fx,
        (keypoints[4 * k + 1] - truth.cy) / truth.fy,
        1,
      ]
      const [x1, x2] = [at(vase[a], matches[i]), at(vase[b], matches[i + 1])]
      const line = [0, 3, 6].map((r) => E[r] * x1[0] + E[r + 1] * x1[1] + E[r + 2])
      const dot = line[0] * x2[0] + line[1] * x2[1] + line[2]
      distances.push((truth.fx * Math.abs(dot)) / Math.hypot(line[0], line[1]))
    }
  }
  distances.sort((p, q) => p - q)
  const median = distances[distances.length >> 1]
  const near = distances.filter((distance) => distance <= 1.5).length / distances.length
  console.log(`${distances.length} matches: median ${median.toFixed(3)} px, ${(100 * near).toFixed(1)} % within 1.5 px`)
  expect(distances.length).toBeGreaterThan(500)
  expect(median).toBeLessThan(0.3)
  expect(near).toBeGreaterThanOrEqual(0.95)
})

test('the number of threads changes nothing', async () => {
  const focals = [FOCAL, FOCAL, FOCAL]
  const one = await matchFeatures(vase, focals, { threads: 1, seed: 5 })
  const two = await matchFeatures(vase, focals, { threads: 2, seed: 5 })
  expect(one).toEqual(two)
})

test('photos of different things give no pair', async () => {
  const random = seededRandom(4)
  const blobs = (count: number) =>
    Array.from({ length: count }, () => {
      const [x, y, r] = [800 * random(), 600 * random(), 3 + 40 * random() ** 3]
      const grey = () => Math.floor(255 * random())
      return random() < 0.5
        ? `<circle cx="${x}" cy="${y}" r="${r}" fill="rgb(${grey()},${grey()},${grey()})"/>`
        : `<rect x="${x}" y="${y}" width="${2 * r}" height="${r}" transform="rotate(${360 * random()} ${x} ${y})" fill="rgb(${grey()},${grey()},${grey()})"/>`
    }).join('')
  const drawings = await Promise.all(
    [0, 1].map(async (i) => {
      const path = join(folder, `drawing-${i}.png`)
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="600">${blobs(900)}</svg>`
      await sharp(Buffer.from(svg)).flatten({ background: 'grey' }).png().toFile(path)
      return photo(path)
    }),
  )
  const drawn = await detectFeatures(drawings, { threads: 2 })
  expect(drawn[0].count).toBeGreaterThan(1000)
  expect(await matchFeatures([...drawn, vase[0]], [FOCAL, FOCAL, FOCAL], { threads: 2 })).toEqual([])
})

test('the same photo twice is a turn in place', async () => {
  const [pair] = await matchFeatures([vase[0], vase[0]], [FOCAL, FOCAL], { threads: 1 })
  expect(pair.geometry).toBe('rotation')
  expect(pair.matches.length / 2).toBeGreaterThan(1000)
})

test('coordinates refer to the full photo when detection runs on a smaller one', async () => {
  const large = join(folder, 'large.png')
  // Every pixel four times: averaged back it is the same photo.
  await sharp(vasePhoto(files[0])).resize(1600, 1200, { kernel: 'nearest' }).png().toFile(large)
  const [features] = await detectFeatures([photo(large, 1600, 1200)], { maxEdge: 800, threads: 1 })
  expect([features.width, features.height]).toEqual([1600, 1200])
  expect(features.count).toBe(vase[0].count)
  features.keypoints.forEach((value, i) => {
    // x, y and sigma double, the orientation stays.
    expect(value).toBeCloseTo((i % 4 === 3 ? 1 : 2) * vase[0].keypoints[i], 3)
  })
  expect([...features.descriptors]).toEqual([...vase[0].descriptors])
})

test('work stops when it is cancelled', async () => {
  const controller = new AbortController()
  const work = matchFeatures(vase, [FOCAL, FOCAL, FOCAL], { threads: 1, signal: controller.signal })
  controller.abort()
  await expect(work).rejects.toMatchObject({ code: 'cancelled' })
})
