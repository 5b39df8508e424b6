import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { sift } from '../../../../src-engine/cameras/features/sift.ts'
import { createNearestSearch } from '../../../../src-engine/cameras/matching/nearest-descriptors.ts'
import { putativeMatches } from '../../../../src-engine/cameras/matching/putative-matches.ts'
import { seededRandom } from '../../../../src-engine/math/random.ts'
import { loadPhoto, toGray } from '../../../../src-engine/photos/load-photo.ts'
import type { GrayImage } from '../../../../src-shared/photo.ts'

const vase = fileURLToPath(new URL('../../../../resources/samples/vase/photo_000.jpg', import.meta.url))

interface Blob {
  readonly x: number
  readonly y: number
  readonly sigma: number
  readonly contrast: number
}

/** Gaussian blobs at sub-pixel places on grey, pixel centres at +0.5. */
function blobImage(width: number, height: number): { image: GrayImage; blobs: Blob[] } {
  const random = seededRandom(8)
  const blobs: Blob[] = []
  for (let y = 40; y < height - 30; y += 60) {
    for (let x = 40; x < width - 30; x += 60) {
      const contrast = (random() < 0.5 ? -1 : 1) * (0.1 + 0.3 * random())
      blobs.push({ x: x + random(), y: y + random(), sigma: 2 + 4 * random(), contrast })
    }
  }
  const data = new Float32Array(width * height).fill(0.5)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      for (const { x, y, sigma, contrast } of blobs) {
        const squared = (column + 0.5 - x) ** 2 + (row + 0.5 - y) ** 2
        if (squared < 36 * sigma * sigma)
          data[row * width + column] += contrast * Math.exp((-0.5 * squared) / sigma ** 2)
      }
    }
  }
  return { image: { width, height, data }, blobs }
}

test.each([true, false])('blobs are found to 0.01 px, at their size (enlarged: %s)', (enlarge) => {
  const { image, blobs } = blobImage(413, 307)
  const { count, keypoints } = sift(image, { maxFeatures: 2000, enlarge })
  const errors: number[] = []
  for (const blob of blobs) {
    let nearest = 0
    const distance = (i: number) => Math.hypot(keypoints[4 * i] - blob.x, keypoints[4 * i + 1] - blob.y)
    for (let i = 1; i < count; i++) if (distance(i) < distance(nearest)) nearest = i
    errors.push(distance(nearest))
    expect(keypoints[4 * nearest + 2] / blob.sigma).toBeGreaterThan(0.8)
    expect(keypoints[4 * nearest + 2] / blob.sigma).toBeLessThan(1.25)
  }
  console.log(`blobs, enlarged ${enlarge}: largest position error ${Math.max(...errors).toFixed(4)} px`)
  expect(Math.max(...errors)).toBeLessThan(0.01)
})

/** Bilinear sampling of an image turned about its middle and shrunk; returns also where a source point went. */
function warp({ width, height, data }: GrayImage, angle: number, scale: number) {
  const [c, s] = [scale * Math.cos(angle), scale * Math.sin(angle)]
  const [mx, my] = [width / 2, height / 2]
  const warped = new Float32Array(width * height).fill(0.5)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [dx, dy] = [column + 0.5 - mx, row + 0.5 - my]
      const x = (c * dx + s * dy) / (scale * scale) + mx - 0.5
      const y = (c * dy - s * dx) / (scale * scale) + my - 0.5
      const [x0, y0] = [Math.floor(x), Math.floor(y)]
      if (x0 < 0 || y0 < 0 || x0 >= width - 1 || y0 >= height - 1) continue
      const [fx, fy, at] = [x - x0, y - y0, y0 * width + x0]
      warped[row * width + column] =
        (1 - fy) * ((1 - fx) * data[at] + fx * data[at + 1]) +
        fy * ((1 - fx) * data[at + width] + fx * data[at + width + 1])
    }
  }
  const forward = (x: number, y: number): [number, number] => [
    c * (x - mx) - s * (y - my) + mx,
    s * (x - mx) + c * (y - my) + my,
  ]
  return { image: { width, height, data: warped }, forward }
}

test('features of a real photo are found again after a turn of 35 degrees and a change of scale', async () => {
  const photo = toGray(await loadPhoto(vase))
  const { image, forward } = warp(photo, (35 * Math.PI) / 180, 0.8)
  const before = sift(photo, { maxFeatures: 2000, enlarge: true })
  const after = sift(image, { maxFeatures: 2000, enlarge: true })
  const { count, pairs } = putativeMatches(createNearestSearch()(before.descriptors, after.descriptors))
  const errors: number[] = []
  const turns: number[] = []
  for (let i = 0; i < count; i++) {
    const [a, b] = [4 * pairs[2 * i], 4 * pairs[2 * i + 1]]
    const [x, y] = forward(before.keypoints[a], before.keypoints[a + 1])
    errors.push(Math.hypot(after.keypoints[b] - x, after.keypoints[b + 1] - y))
    turns.push(after.keypoints[b + 3] - before.keypoints[a + 3])
  }
  errors.sort((p, q) => p - q)
  const median = errors[count >> 1]
  const correct = errors.filter((error) => error < 1.5).length
  console.log(
    `warped photo: ${count} matches, ${((100 * correct) / count).toFixed(1)} % right, median ${median.toFixed(3)} px`,
  )
  expect(correct).toBeGreaterThan(500)
  expect(correct / count).toBeGreaterThan(0.95)
  expect(median).toBeLessThan(0.2)
  const turn = turns.map((angle) => (angle + 4 * Math.PI) % (2 * Math.PI)).sort((p, q) => p - q)[count >> 1]
  expect((turn * 180) / Math.PI).toBeCloseTo(35, 0)
}, 60_000)

test('an even image has no features', () => {
  const image = { width: 200, height: 100, data: new Float32Array(20_000).fill(0.4) }
  expect(sift(image, { maxFeatures: 100, enlarge: true }).count).toBe(0)
})

test('no more features than asked, spread over the photo', async () => {
  const photo = toGray(await loadPhoto(vase))
  const { count, keypoints } = sift(photo, { maxFeatures: 500, enlarge: true })
  expect(count).toBe(500)
  const cells = new Set(
    Array.from({ length: count }, (_, i) => `${keypoints[4 * i] >> 7},${keypoints[4 * i + 1] >> 7}`),
  )
  expect(cells.size).toBeGreaterThan(20)
})
