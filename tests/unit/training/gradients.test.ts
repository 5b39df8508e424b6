import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { PARAMETERS, randomSplats, testView, trainingStep64 } from '../../support/float64-training-step.ts'

/**
 * Every gradient of the rasteriser against central differences of the whole chain (projection, harmonics, compositing,
 * L1 + SSIM). A step of 1e-6 in float64; the rare parameter whose step moves a pixel over the 1/255 cut sees a jump that
 * no derivative has, so a small share may miss the tolerance, and none of them by being of the wrong kind everywhere.
 */
function compare(shDegree: number, seed: number) {
  const view = testView(37, 29)
  const random = seededRandom(seed)
  const photo = Float64Array.from({ length: 3 * 37 * 29 }, () => random())
  const splats = randomSplats(14, shDegree, seed)
  const { gradients } = trainingStep64(splats, view, photo, true)
  const rows: { name: string; analytic: number; numeric: number }[] = []
  for (const name of PARAMETERS) {
    const values = splats[name]
    for (let i = 0; i < values.length; i++) {
      const h = 1e-6
      const kept = values[i]
      values[i] = kept + h
      const above = trainingStep64(splats, view, photo, false).loss
      values[i] = kept - h
      const below = trainingStep64(splats, view, photo, false).loss
      values[i] = kept
      rows.push({ name, analytic: gradients![name][i], numeric: (above - below) / (2 * h) })
    }
  }
  return rows
}

describe.each([
  [0, 11],
  [1, 12],
  [3, 13],
])('gradients at harmonics degree %i', (degree, seed) => {
  const rows = compare(degree, seed)
  it.each(PARAMETERS)('%s agree with finite differences', (name) => {
    const mine = rows.filter((row) => row.name === name)
    const scale = Math.max(...mine.map((row) => Math.abs(row.numeric)))
    const close = mine.filter((row) => {
      return Math.abs(row.analytic - row.numeric) < 1e-3 * Math.abs(row.numeric) + 1e-4 * scale
    })
    expect(scale).toBeGreaterThan(0)
    expect(close.length / mine.length).toBeGreaterThan(0.97)
  })
})
