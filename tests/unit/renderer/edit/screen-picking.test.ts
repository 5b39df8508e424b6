import { Matrix4, PerspectiveCamera, Vector3 } from 'three'
import { describe, expect, test } from 'vitest'
import { splatsInFront } from '../../../../src-renderer/edit/in-front.ts'
import { projectCentres } from '../../../../src-renderer/edit/project-centres.ts'
import { screenView } from '../../../../src-renderer/edit/screen-view.ts'
import { splatSizes } from '../../../../src-renderer/edit/splat-sizes.ts'
import { cloudOf, sphereSplats, type TestSplat } from './synthetic-splats.ts'

function cameraAt(x: number, y: number, z: number): PerspectiveCamera {
  const camera = new PerspectiveCamera(45, 800 / 600, 0.01, 100)
  camera.position.set(x, y, z)
  camera.lookAt(0, 0, 0)
  camera.updateMatrixWorld()
  return camera
}

describe('centres on the screen', () => {
  const transform = { translation: [0.2, -0.1, 0.3], rotation: [Math.SQRT1_2, 0, Math.SQRT1_2, 0], scale: 1.5 } as const
  const camera = cameraAt(1, 2, 4)
  const view = screenView(
    camera,
    { ...transform, translation: [0.2, -0.1, 0.3], rotation: [Math.SQRT1_2, 0, Math.SQRT1_2, 0] },
    800,
    600,
  )

  test('are where three.js puts them, the model being moved', () => {
    const cloud = cloudOf(sphereSplats(50))
    const { x, y, depth } = projectCentres(cloud.positions, view)
    const model = new Matrix4()
      .makeRotationY(Math.PI / 2)
      .scale(new Vector3(1.5, 1.5, 1.5))
      .setPosition(0.2, -0.1, 0.3)
    for (let i = 0; i < cloud.count; i++) {
      const world = new Vector3().fromArray(cloud.positions, 3 * i).applyMatrix4(model)
      const ahead = -world.clone().applyMatrix4(camera.matrixWorldInverse).z
      const clip = world.project(camera)
      expect(x[i]).toBeCloseTo((0.5 + clip.x / 2) * 800, 2)
      expect(y[i]).toBeCloseTo((0.5 - clip.y / 2) * 600, 2)
      expect(depth[i]).toBeCloseTo(ahead, 4)
    }
  })

  test('are nowhere behind the camera', () => {
    const { x, y } = projectCentres(
      Float32Array.of(0, 0, 9),
      screenView(cameraAt(0, 0, 4), { translation: [0, 0, 0], rotation: [1, 0, 0, 0], scale: 1 }, 800, 600),
    )
    expect(x[0]).toBeNaN()
    expect(y[0]).toBeNaN()
  })
})

describe('what is in front', () => {
  const unmoved = { translation: [0, 0, 0], rotation: [1, 0, 0, 0], scale: 1 } as const
  const frontOf = (splats: TestSplat[], visible = new Uint8Array(splats.length).fill(1)) => {
    const cloud = cloudOf(splats)
    const view = screenView(cameraAt(0, 0, 4), { ...unmoved, translation: [0, 0, 0], rotation: [1, 0, 0, 0] }, 800, 600)
    const { middle, typicalMiddle } = splatSizes(cloud)
    const splatsOf = { visible, opacityLogits: cloud.opacityLogits, sizes: middle, typicalSize: typicalMiddle }
    return splatsInFront(projectCentres(cloud.positions, view), splatsOf, view, 1)
  }

  test('of a sphere: nearly all of the near half, next to nothing of the far half', () => {
    const splats = sphereSplats(20_000)
    const front = frontOf(splats)
    const share = (test: (z: number) => boolean) => {
      const asked = splats.flatMap(({ at }, i) => (test(at[2]) ? [front[i]] : []))
      return asked.reduce((sum, value) => sum + value, 0) / asked.length
    }
    expect(share((z) => z > 0.5)).toBeGreaterThan(0.99)
    expect(share((z) => z < -0.3)).toBeLessThan(0.01)
  })

  test('what is faint or cannot be seen hides nothing', () => {
    const behind: TestSplat = { at: [0, 0, -1] }
    expect([...frontOf([{ at: [0, 0, 1] }, behind])]).toEqual([1, 0])
    expect([...frontOf([{ at: [0, 0, 1], opacity: 0.1 }, behind])]).toEqual([1, 1])
    expect([...frontOf([{ at: [0, 0, 1] }, behind], Uint8Array.of(0, 1))]).toEqual([0, 1])
  })
})
