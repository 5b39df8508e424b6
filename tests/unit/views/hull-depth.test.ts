import { expect, test } from 'vitest'
import { hullDepth } from '../../../src-engine/splats/hull-depth.ts'
import { visualHull } from '../../../src-engine/splats/visual-hull.ts'
import { rigCameras } from '../../../src-engine/views/rig.ts'

test('the hull of a ball’s outlines has the ball’s depth', () => {
  const radius = 0.4
  // Seen from 1.5 away the outline is the cone that touches the ball.
  const pixels = 70 * Math.tan(Math.asin(radius / 1.5))
  const views = rigCameras(64).map((camera) => ({
    camera,
    alpha: Float32Array.from({ length: 64 * 64 }, (_, i) =>
      Math.hypot((i % 64) + 0.5 - 32, Math.floor(i / 64) + 0.5 - 32) < pixels ? 1 : 0,
    ),
  }))
  const depth = hullDepth(visualHull(views, 64), views[3].camera)
  expect(depth[32 * 64 + 32]).toBeGreaterThan(1.5 - radius - 0.06)
  expect(depth[32 * 64 + 32]).toBeLessThan(1.5 - radius + 0.06)
  expect(depth[0]).toBe(0)
})
