import { Matrix4, PerspectiveCamera, Quaternion, Vector3 } from 'three'
import { expect, test } from 'vitest'
import { poseOf } from '../../../../src-renderer/viewport/camera/photo-pose.ts'
import { fitPhoto, setPhotoProjection } from '../../../../src-renderer/viewport/camera/photo-projection.ts'
import { photoGrid } from '../../../../src-renderer/viewport/look/photo-grid.ts'
import type { Camera } from '../../../../src-shared/camera.ts'

/** A camera off to the side, its principal point off the middle, with a lens that bends by tens of pixels. */
function sideCamera(): Camera {
  const rotation = new Matrix4().makeRotationFromQuaternion(new Quaternion(0.9, 0.2, -0.1, 0.3).normalize()).transpose()
  const e = rotation.elements
  return {
    file: 'side.jpg',
    width: 900,
    height: 700,
    fx: 620,
    fy: 640,
    cx: 431,
    cy: 377,
    k1: -0.11,
    k2: 0.03,
    worldToCamera: [e[0], e[4], e[8], 0.3, e[1], e[5], e[9], -0.2, e[2], e[6], e[10], 2.6, 0, 0, 0, 1],
  }
}

/** As docs/ and src-shared/camera.ts define it. */
function project({ worldToCamera: m, fx, fy, cx, cy, k1, k2 }: Camera, p: Vector3, distort: boolean) {
  const [X, Y, Z] = [0, 4, 8].map((r) => m[r] * p.x + m[r + 1] * p.y + m[r + 2] * p.z + m[r + 3])
  const r2 = (X / Z) ** 2 + (Y / Z) ** 2
  const bend = distort ? 1 + k1 * r2 + k2 * r2 * r2 : 1
  return [fx * (X / Z) * bend + cx, fy * (Y / Z) * bend + cy]
}

function threeCamera(camera: Camera, frame: ReturnType<typeof fitPhoto>, width: number, height: number) {
  const three = new PerspectiveCamera()
  const { position, quaternion } = poseOf(camera)
  three.position.copy(position)
  three.quaternion.copy(quaternion)
  three.updateMatrixWorld()
  setPhotoProjection(three.projectionMatrix, camera, frame, width, height, 0.01, 100)
  three.projectionMatrixInverse.copy(three.projectionMatrix).invert()
  return three
}

test('the viewport sees a point where the photo has it', () => {
  const camera = sideCamera()
  const frame = fitPhoto(camera, 1300, 500, { top: 40, right: 0, bottom: 60, left: 200 })
  expect(frame.height).toBeCloseTo(400)
  expect(frame.top).toBeCloseTo(40)
  expect(frame.left + frame.width / 2).toBeCloseTo(750)
  const three = threeCamera(camera, frame, 1300, 500)
  for (const point of [new Vector3(0, 0, 0), new Vector3(0.4, -0.3, 0.2), new Vector3(-0.5, 0.6, 0.1)]) {
    const [px, py] = project(camera, point, false)
    const ndc = point.clone().project(three)
    expect(((ndc.x + 1) / 2) * 1300).toBeCloseTo(frame.left + (px * frame.width) / camera.width, 3)
    expect(((1 - ndc.y) / 2) * 500).toBeCloseTo(frame.top + (py * frame.height) / camera.height, 3)
    expect(Math.abs(ndc.z)).toBeLessThan(1)
  }
})

test("the photo's surface takes the lens out: its pixels lie on the rays that made them", () => {
  const camera = sideCamera()
  const { positions, uvs, indices } = photoGrid(camera)
  const { position, quaternion } = poseOf(camera)
  for (let i = 0; i < uvs.length / 2; i++) {
    const world = new Vector3()
      .fromArray(positions, 3 * i)
      .applyQuaternion(quaternion)
      .add(position)
    const [px, py] = project(camera, world, true)
    expect(px).toBeCloseTo(uvs[2 * i] * camera.width, 2)
    expect(py).toBeCloseTo(uvs[2 * i + 1] * camera.height, 2)
  }
  expect(Math.max(...indices)).toBe(uvs.length / 2 - 1)
})
