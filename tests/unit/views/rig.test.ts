import { expect, test } from 'vitest'
import { backProject, cameraCentre, projectionMatrix } from '../../../src-engine/mesh/view-geometry.ts'
import { photoCamera, rigCameras } from '../../../src-engine/views/rig.ts'

/** The rig as its makers write it: world z up, rows of world-to-camera for azimuth a and elevation e. */
function makersRows(a: number, e: number): number[][] {
  const [sa, ca, se, ce] = [Math.sin(a), Math.cos(a), Math.sin(e), Math.cos(e)]
  return [
    [-sa, ca, 0],
    [se * ca, se * sa, -ce],
    [-ce * ca, -ce * sa, -se],
  ]
}

test('the rig is the makers’, its world turned until +Y is up and its first camera in front, on +Z', () => {
  const cameras = rigCameras()
  expect(cameras).toHaveLength(16)
  cameras.forEach((camera, k) => {
    expect([camera.fx, camera.fy, camera.cx, camera.cy, camera.width]).toEqual([280, 280, 128, 128, 256])
    const rows = makersRows((k * 22.5 * Math.PI) / 180, Math.PI / 6)
    for (const makers of [
      [0.3, -0.2, 0.5],
      [-0.4, 0.1, 0.2],
    ]) {
      const ours = [makers[1], makers[2], makers[0]]
      rows.forEach((row, r) => {
        const there = row[0] * makers[0] + row[1] * makers[1] + row[2] * makers[2] + (r === 2 ? 1.5 : 0)
        const m = camera.worldToCamera
        const here = m[4 * r] * ours[0] + m[4 * r + 1] * ours[1] + m[4 * r + 2] * ours[2] + m[4 * r + 3]
        expect(here).toBeCloseTo(there, 12)
      })
    }
    expect(Math.hypot(...cameraCentre(camera))).toBeCloseTo(1.5, 12)
    expect(cameraCentre(camera)[1]).toBeCloseTo(0.75, 12)
  })
})

test('the photo’s camera looks level from +Z and shows as much as the rig at the origin, at any size', () => {
  const camera = photoCamera('photo.png', 512)
  const [x, y, z] = cameraCentre(camera)
  expect(z).toBeGreaterThan(3)
  expect(y).toBeCloseTo(0, 12)
  expect(x).toBeCloseTo(0, 12)
  const edge = backProject(camera, 512, 256, z)
  expect(edge[0]).toBeCloseTo((1.5 * 128) / 280, 9)
  expect(edge[2]).toBeCloseTo(0, 9)
  const p = projectionMatrix(camera)
  const above = [0, 0.1, 0]
  expect((p[4] * above[0] + p[5] * above[1] + p[6] * above[2] + p[7]) / z).toBeLessThan(256)
})
