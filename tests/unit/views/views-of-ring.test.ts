import { validateBytes } from 'gltf-validator'
import { beforeAll, expect, test } from 'vitest'
import { type CutOut, cutOut } from '../../../src-engine/background/cut-out.ts'
import { encodeGlb } from '../../../src-engine/export/glb.ts'
import { drawRig } from '../../../src-engine/views/draw-rig.ts'
import { drawView } from '../../../src-engine/views/draw-view.ts'
import { frontPsnr } from '../../../src-engine/views/front-psnr.ts'
import { inflatedShape, type ShapeOfPhoto } from '../../../src-engine/views/inflated-shape.ts'
import { photoCamera } from '../../../src-engine/views/rig.ts'
import { texturedShape } from '../../../src-engine/views/textured-shape.ts'
import { RING } from '../../support/ring.ts'

let picture: CutOut
let made: ShapeOfPhoto

beforeAll(async () => {
  picture = await cutOut(RING, {})
  made = await inflatedShape(picture, { grid: 128 })
})

test('the ring’s front is the photo: at least 25 dB at 256 pixels', () => {
  const front = drawView(made.shape, photoCamera('front', 256))
  expect(frontPsnr(front, picture)).toBeGreaterThan(25)
  expect(front.origin).toBe('observed')
})

test('sixteen views: those from in front are observed, those from behind guessed, each pixel marked', async () => {
  const views = await drawRig(made.shape, 128)
  expect(views).toHaveLength(16)
  expect(views[0].origin).toBe('observed')
  expect(views[8].origin).toBe('guessed')
  for (const { camera, image, alpha, depth, observed } of views) {
    expect([image.width, image.height, camera.width]).toEqual([128, 128, 128])
    const wrong = alpha.reduce((count, cover, i) => {
      const deep = depth[i] > 0.7 && depth[i] < 2.3
      return count + (cover > 0 ? Number(!deep) : Number(depth[i] !== 0 || observed[i] !== 0))
    }, 0)
    expect(wrong).toBe(0)
    expect([...image.data.subarray(0, 3)]).toEqual([255, 255, 255])
  }
})

test('the shape is a valid GLB of few triangles that still looks like the photo', async () => {
  const mesh = await texturedShape(made.shape, 4000)
  expect(mesh.indices.length / 3).toBeLessThanOrEqual(4000)
  const { issues } = await validateBytes(await encodeGlb(mesh))
  expect(issues.numErrors).toBe(0)
  const observed = new Uint8Array(mesh.positions.length / 3)
  const paint = { kind: 'picture', image: picture.image, uvs: mesh.uvs } as const
  const front = drawView({ ...mesh, observed, paint }, photoCamera('front', 256))
  expect(frontPsnr(front, picture)).toBeGreaterThan(25)
})
