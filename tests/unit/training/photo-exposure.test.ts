import { describe, expect, it } from 'vitest'
import type { SparsePoints } from '../../../src-engine/cameras/types.ts'
import { photoExposures, withExposureUndone } from '../../../src-engine/training/photo-exposure.ts'
import { readPhoto, trainingPhotos } from '../../../src-engine/training/photo-levels.ts'
import type { TrainingView } from '../../../src-engine/training/trainer.ts'
import { ball, circleCameras } from '../../support/coloured-ball.ts'

const cameras = circleCameras(8, 96, 96)
const points = ball(600).positions

/** Colour of a ball of radius 1 at a place: 60 to 160, other in each channel. */
const colorAt = (place: readonly number[]) => place.map((v) => 110 + 50 * Math.sin(3 * v))

/** Photos of the ball before a grey wall, by where each pixel's ray meets it. */
const views = cameras.map((camera): TrainingView => {
  const { width, height, fx, fy, cx, cy, worldToCamera: m } = camera
  const data = new Uint8Array(3 * width * height).fill(90)
  for (let p = 0; p < width * height; p++) {
    const ray = [((p % width) + 0.5 - cx) / fx, (Math.floor(p / width) + 0.5 - cy) / fy, 1]
    const direction = [0, 1, 2].map((k) => m[k] * ray[0] + m[4 + k] * ray[1] + m[8 + k] * ray[2])
    // The camera stands 4 behind the origin: |4 (t d - f)| = 1, with f the way forward.
    const a = direction[0] ** 2 + direction[1] ** 2 + direction[2] ** 2
    const inside = 16 - a * 15
    if (inside < 0) continue
    const t = (4 - Math.sqrt(inside)) / a
    const place = direction.map((d, k) => t * d - 4 * m[8 + k])
    data.set(colorAt(place).map(Math.round), 3 * p)
  }
  return { camera, image: { width, height, data } }
})

/** Places on the ball, each seen by the photos from its side: at least 30 degrees from the rim. */
function pointsOf(count: number): SparsePoints {
  const tracks = Array.from({ length: count }, (_, point) => {
    const [x, , z] = points.subarray(3 * point, 3 * point + 3)
    return cameras.flatMap(({ worldToCamera: m }, i) => (-(m[8] * x + m[10] * z) > 0.5 ? [i] : []))
  })
  const trackStarts = new Uint32Array(count + 1)
  for (const [i, track] of tracks.entries()) trackStarts[i + 1] = trackStarts[i] + track.length
  const observations = tracks.flat()
  return {
    count,
    positions: Float64Array.from(points.subarray(0, 3 * count)),
    colors: new Uint8Array(3 * count),
    errors: new Float32Array(count),
    trackStarts,
    observedBy: Uint32Array.from(observations),
    observedAt: new Float32Array(2 * observations.length),
  }
}

/** The photos with the third taken at other factors, cut off at white. */
function exposed(factors: readonly number[]): TrainingView[] {
  return views.map(({ camera, image }, i) => {
    if (i !== 2) return { camera, image }
    const data = image.data.map((value, k) => Math.min(255, Math.round(value * factors[k % 3])))
    return { camera, image: { ...image, data } }
  })
}

describe('the exposure of photos', () => {
  it('is 1 where all photos were taken alike', async () => {
    const exposures = await photoExposures(views, pointsOf(600), cameras)
    for (const factor of exposures.flat()) expect(Math.abs(factor - 1)).toBeLessThan(0.02)
  })

  it.each([[[0.6, 0.6, 0.6]], [[1.2, 1, 0.8]], [[1.5, 1.5, 1.5]]])(
    'is found within 5 percent for one photo at %j, and undone',
    async (factors) => {
      const photos = exposed(factors)
      const exposures = await photoExposures(photos, pointsOf(600), cameras)
      for (let c = 0; c < 3; c++) expect(Math.abs(exposures[2][c] / factors[c] - 1)).toBeLessThan(0.05)
      for (const factor of [...exposures[0], ...exposures[5]]) expect(Math.abs(factor - 1)).toBeLessThan(0.03)

      const undone = await readPhoto(withExposureUndone(trainingPhotos(photos)[2], exposures[2]))
      const { data } = views[2].image
      let [difference, compared] = [0, 0]
      for (let i = 0; i < data.length; i++) {
        if (photos[2].image.data[i] === 255) continue
        difference += Math.abs(undone.data[i] - data[i])
        compared++
      }
      expect(difference / compared).toBeLessThan(4)
    },
  )

  it('is not guessed from a handful of points, nor from black photos', async () => {
    const dark = exposed([0, 0, 0])
    expect((await photoExposures(dark, pointsOf(600), cameras))[2]).toEqual([1, 1, 1])
    const few = await photoExposures(exposed([1.5, 1.5, 1.5]), pointsOf(15), cameras)
    expect(few.flat()).toEqual(new Array(24).fill(1))
  })
})
