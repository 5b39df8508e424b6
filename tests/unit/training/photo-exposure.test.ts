import { describe, expect, it } from 'vitest'
import { photoExposures, withExposureUndone } from '../../../src-engine/training/photo-exposure.ts'
import { readPhoto, trainingPhotos } from '../../../src-engine/training/photo-levels.ts'
import { trainSplats } from '../../../src-engine/training/train-splats.ts'
import { circleCameras } from '../../support/coloured-ball.ts'
import { exposed, paintedBallPoints, photographPaintedBall } from '../../support/painted-ball.ts'

const cameras = circleCameras(8, 96, 96)
const views = photographPaintedBall(cameras)
const points = paintedBallPoints(600, cameras)
/** The photos with the third taken at other factors. */
const withOther = (factors: readonly number[]) => views.map((view, i) => (i === 2 ? exposed(view, factors) : view))

describe('the exposure of photos', () => {
  it('is 1 where all photos were taken alike', async () => {
    const exposures = await photoExposures(views, points, cameras)
    for (const factor of exposures.flat()) expect(Math.abs(factor - 1)).toBeLessThan(0.02)
  })

  it.each([[[0.6, 0.6, 0.6]], [[1.2, 1, 0.8]], [[1.5, 1.5, 1.5]]])(
    'is found within 5 percent for one photo at %j, and undone',
    async (factors) => {
      const photos = withOther(factors)
      const exposures = await photoExposures(photos, points, cameras)
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
    expect((await photoExposures(withOther([0, 0, 0]), points, cameras))[2]).toEqual([1, 1, 1])
    const few = await photoExposures(withOther([1.5, 1.5, 1.5]), paintedBallPoints(15, cameras), cameras)
    expect(few.flat()).toEqual(new Array(24).fill(1))
  })

  it('of one photo of eight does next to no harm to the others', async () => {
    const [unseen] = views
    const options = { cameras, steps: 120, splatBudget: 1000, shDegree: 0, seed: 1, threads: 1 } as const
    const psnr = async (photos: typeof views, tracks = points) => {
      const { heldOut } = await trainSplats({ views: photos.slice(1), heldOut: [unseen], points: tracks, ...options })
      return heldOut!.psnr
    }
    const other = withOther([1.5, 1.5, 1.5])
    const alike = await psnr(views)
    const undone = await psnr(other)
    const unknown = await psnr(other, { ...points, trackStarts: new Uint32Array(points.count + 1) })
    console.info(`${alike} dB; one photo half as bright again: ${undone} dB, exposure unknown: ${unknown} dB`)
    expect(undone).toBeGreaterThan(alike - 2)
    expect(undone).toBeGreaterThan(unknown + 2)
  })
})
