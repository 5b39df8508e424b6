import { describe, expect, test } from 'vitest'
import { drawView } from '../../../src-engine/views/draw-view.ts'
import { fieldShape } from '../../../src-engine/views/field-shape.ts'
import { photoCamera } from '../../../src-engine/views/rig.ts'
import { type FieldQuery, sampleField } from '../../../src-engine/views/sample-field.ts'
import { discPicture } from '../../support/disc-picture.ts'

const RADIUS = 0.6

/** A ball of the cube, as a density network tells of one: red on the camera's left, blue on its right. */
const ball: FieldQuery = async (points) => {
  const signed = new Float32Array(points.length / 3)
  const colours = new Float32Array(points.length)
  for (let p = 0; p < signed.length; p++) {
    const [x, y, z] = points.subarray(3 * p, 3 * p + 3)
    signed[p] = 25 - 50 * (1 + RADIUS - Math.hypot(x, y, z) - 0.5)
    colours.set(x < 0 ? [0.9, 0.1, 0.1] : [0.1, 0.2, 0.8], 3 * p)
  }
  return { signed, colours }
}

describe('the cube of a shape model', () => {
  test.each([128, 256] as const)('is asked finely only at the surface, and is exact there (%i cells)', async (grid) => {
    let asked = 0
    const counted: FieldQuery = (points, options) => {
      asked += points.length / 3
      return ball(points, options)
    }
    const field = await sampleField(counted, grid)
    const { nx, voxel } = field.grid
    expect(nx).toBe(grid + 1)
    expect(asked).toBeLessThan(0.35 * nx ** 3)
    for (let at = 0; at < field.values.length; at += 997) {
      const r = Math.hypot(...[at % nx, Math.floor(at / nx) % nx, Math.floor(at / nx ** 2)].map((n) => voxel * n - 1))
      if (Math.abs(r - RADIUS) > 0.02) expect(field.values[at] < 0).toBe(r < RADIUS)
      else expect(field.values[at]).toBeCloseTo(50 * (r - RADIUS), 3)
    }
  })

  test('becomes a painted shape that fills the photo’s outline, turned to the camera', async () => {
    const picture = discPicture(128, 53)
    const { shape } = await fieldShape(ball, picture, { grid: 128 })
    const { image, alpha } = drawView(shape, photoCamera('front', 128))
    let differing = 0
    for (let i = 0; i < alpha.length; i++) if (Math.abs(alpha[i] - picture.alpha[i]) > 0.6) differing++
    expect(differing).toBeLessThan(20)
    const left = 3 * (64 * 128 + 40)
    const right = 3 * (64 * 128 + 88)
    expect(image.data[left]).toBeGreaterThan(200)
    expect(image.data[right + 2]).toBeGreaterThan(180)
    const seen = shape.observed.reduce((sum, value) => sum + value, 0) / shape.observed.length
    expect(seen).toBeGreaterThan(0.3)
    expect(seen).toBeLessThan(0.45)
  })

  test('without an object says what to do, and stops when it is cancelled', async () => {
    const nothing: FieldQuery = async (points) => ({
      signed: new Float32Array(points.length / 3).fill(25),
      colours: new Float32Array(points.length),
    })
    const picture = discPicture(64, 20)
    await expect(fieldShape(nothing, picture, { grid: 128 })).rejects.toMatchObject({ code: 'pipeline_error' })
    const stop = new AbortController()
    const stopping: FieldQuery = (points, options) => {
      stop.abort()
      return ball(points, options)
    }
    const running = fieldShape(stopping, picture, { grid: 128, signal: stop.signal })
    await expect(running).rejects.toMatchObject({ code: 'cancelled' })
  })
})
