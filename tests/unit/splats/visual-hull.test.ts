import { expect, test } from 'vitest'
import { hullColours, visualHull } from '../../../src-engine/splats/visual-hull.ts'
import { orbitCamera } from '../../../src-engine/views/rig.ts'

const SIZE = 64
const RADIUS = 0.4

/** A ball about the origin, red where the world's y is above 0 and blue below, from around. */
const views = [0, 60, 120, 180, 240, 300].flatMap((azimuth) =>
  [-40, 0, 40].map((elevation) => {
    const camera = orbitCamera('ball', { azimuth, elevation, distance: 3, focal: 140, size: SIZE })
    const alpha = new Float32Array(SIZE * SIZE)
    const data = new Uint8Array(3 * SIZE * SIZE).fill(255)
    const m = camera.worldToCamera
    for (let i = 0; i < alpha.length; i++) {
      const ray = [((i % SIZE) + 0.5 - 32) / 140, (Math.floor(i / SIZE) + 0.5 - 32) / 140, 1]
      const a = Math.hypot(...ray) ** 2
      const inside = 9 - a * (9 - RADIUS ** 2)
      if (inside < 0) continue
      const t = (3 - Math.sqrt(inside)) / a
      const y = m[1] * t * ray[0] + m[5] * t * ray[1] + m[9] * (t - 3)
      alpha[i] = 1
      data.set(y > 0 ? [200, 0, 0] : [0, 0, 200], 3 * i)
    }
    return { camera, image: { width: SIZE, height: SIZE, data }, alpha }
  }),
)

test('the hull of a ball’s outlines is the ball, its normals point outwards, its colours are the pictures’', () => {
  const hull = visualHull(views, 48)
  const colours = hullColours(hull, views)
  const count = hull.positions.length / 3
  expect(count).toBeGreaterThan(400)
  for (let i = 0; i < count; i++) {
    const place = [...hull.positions.subarray(3 * i, 3 * i + 3)]
    const radius = Math.hypot(...place)
    // Between the views the hull stands out a little; a cell is 0.029 wide.
    expect(Math.abs(radius - RADIUS)).toBeLessThan(0.06)
    const outwards = place.reduce((sum, v, k) => sum + v * hull.normals[3 * i + k], 0) / radius
    expect(outwards).toBeGreaterThan(0.7)
    if (Math.abs(place[1]) < 0.1) continue
    const [own, other] = place[1] > 0 ? [0, 2] : [2, 0]
    expect(colours[3 * i + own]).toBeGreaterThan(colours[3 * i + other] + 100)
  }
})

test('outlines that do not fit one another have no hull', () => {
  const empty = { ...views[0], alpha: new Float32Array(SIZE * SIZE) }
  expect(visualHull([...views, empty], 24).positions).toHaveLength(0)
})
