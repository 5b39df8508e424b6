import { expect, test } from 'vitest'
import { undistortView } from '../../../src-engine/photos/undistort.ts'
import type { Camera } from '../../../src-shared/camera.ts'

const IDENTITY = [1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1]

/** A smooth picture on the plane z = 1: what a ray (x, y, 1) sees, 0..255. */
const scene = (x: number, y: number) => [127 + 120 * Math.sin(3 * x), 127 + 120 * Math.cos(2 * y), 127 + 100 * x * y]

test('a distorted photo of a known picture becomes the pinhole photo of it', () => {
  // The camera describes a photo twice the size of the image at hand.
  const camera: Camera = {
    ...{ file: 'a.jpg', width: 400, height: 300, fx: 320, fy: 310, cx: 205, cy: 145, k1: -0.12, k2: 0.03 },
    worldToCamera: IDENTITY,
  }
  const [width, height, fx, fy, cx, cy] = [200, 150, 160, 155, 102.5, 72.5]
  // What the camera records at pixel (u, v): the ray whose distorted position it is, by fixed-point iteration.
  const data = new Uint8Array(3 * width * height)
  for (let v = 0; v < height; v++)
    for (let u = 0; u < width; u++) {
      const [xd, yd] = [(u + 0.5 - cx) / fx, (v + 0.5 - cy) / fy]
      let [x, y] = [xd, yd]
      for (let i = 0; i < 50; i++) {
        const r2 = x * x + y * y
        const radial = 1 - 0.12 * r2 + 0.03 * r2 * r2
        x = xd / radial
        y = yd / radial
      }
      data.set(scene(x, y).map(Math.round), 3 * (v * width + u))
    }
  const view = undistortView({ width, height, data }, camera)
  expect(view.camera).toEqual({ ...camera, width, height, fx, fy, cx, cy, k1: 0, k2: 0 })
  let worst = 0
  let moved = 0
  for (let v = 0; v < height; v++)
    for (let u = 0; u < width; u++)
      scene((u + 0.5 - cx) / fx, (v + 0.5 - cy) / fy).forEach((expected, c) => {
        const i = 3 * (v * width + u) + c
        worst = Math.max(worst, Math.abs(view.image.data[i] - expected))
        moved = Math.max(moved, Math.abs(data[i] - expected))
      })
  expect(moved).toBeGreaterThan(8)
  expect(worst).toBeLessThan(1.6)
})

test('without distortion the photo itself comes back, with its camera scaled', () => {
  const image = { width: 2, height: 2, data: new Uint8Array(12) }
  const camera: Camera = {
    ...{ file: 'a.jpg', width: 4, height: 4, fx: 4, fy: 4, cx: 2, cy: 2, k1: 0, k2: 0 },
    worldToCamera: IDENTITY,
  }
  const view = undistortView(image, camera)
  expect(view.image).toBe(image)
  expect(view.camera).toMatchObject({ width: 2, fx: 2, cx: 1 })
})
