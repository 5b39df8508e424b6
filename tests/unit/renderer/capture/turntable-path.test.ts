import { PerspectiveCamera, Vector3 } from 'three'
import { expect, test } from 'vitest'
import { placeOnTurntable, turntableDistance } from '../../../../src-renderer/capture/turntable-path.ts'

test('the camera goes once around the pivot, at one height and distance, always facing it', () => {
  const start = new Vector3(1, 0.8, 2)
  const pivot = new Vector3(0.2, 0.1, -0.3)
  const camera = new PerspectiveCamera()
  const seen = [0, 1, 2, 3, 4].map((i) => {
    placeOnTurntable(camera, start, pivot, i, 4)
    expect(camera.position.y).toBeCloseTo(0.8, 6)
    expect(camera.position.distanceTo(pivot)).toBeCloseTo(start.distanceTo(pivot), 6)
    const ahead = camera.getWorldDirection(new Vector3())
    expect(ahead.dot(new Vector3().subVectors(pivot, camera.position).normalize())).toBeCloseTo(1, 6)
    return camera.position.clone()
  })
  expect(seen[0].distanceTo(start)).toBeLessThan(1e-9)
  expect(seen[4].distanceTo(seen[0])).toBeLessThan(1e-9)
  // Half a turn on, the camera stands across the pivot.
  expect(seen[2].x + seen[0].x).toBeCloseTo(2 * pivot.x, 6)
  expect(seen[2].z + seen[0].z).toBeCloseTo(2 * pivot.z, 6)
})

test('an upright video stands back until as much is seen across as before', () => {
  expect(turntableDistance(3, 45, 1.5, 1.5)).toBeCloseTo(3)
  expect(turntableDistance(3, 45, 1.5, 16 / 9)).toBeCloseTo(3)
  expect(turntableDistance(3, 45, 1.5, 0.5)).toBeCloseTo(6)
})
