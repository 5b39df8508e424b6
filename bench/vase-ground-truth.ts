import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { SparsePoints } from '../src-engine/cameras/types.ts'
import { seededNormal, seededRandom } from '../src-engine/math/random.ts'
import { areaResize } from '../src-engine/photos/area-resize.ts'
import { loadPhoto } from '../src-engine/photos/load-photo.ts'
import { undistortView } from '../src-engine/photos/undistort.ts'
import type { TrainingView } from '../src-engine/training/trainer.ts'
import { type Camera, resizeCamera } from '../src-shared/camera.ts'

/** World units a metre, and metres the origin lies above the table: the vase becomes about one unit in radius. */
const SCALE = 5
const HEIGHT = 0.15

interface VaseCameras {
  readonly width: number
  readonly height: number
  readonly fx: number
  readonly fy: number
  readonly cx: number
  readonly cy: number
  readonly frames: readonly { readonly file: string; readonly camera_to_world: readonly (readonly number[])[] }[]
}

/** The true cameras of the `vase` photos, turned to +Y up and scaled so that the object is about one unit in radius. */
export async function vaseCameras(folder: string): Promise<Camera[]> {
  const truth = JSON.parse(await readFile(join(folder, 'cameras.json'), 'utf8')) as VaseCameras
  const { width, height, fx, fy, cx, cy } = truth
  return truth.frames.map(({ file, camera_to_world: pose }) => {
    const columns = [0, 1, 2].map((axis) => toWorld([pose[0][axis], pose[1][axis], pose[2][axis]], 1, 0))
    const center = toWorld([pose[0][3], pose[1][3], pose[2][3]], SCALE, HEIGHT)
    const rows = columns.map((axis) => [...axis, -(axis[0] * center[0] + axis[1] * center[1] + axis[2] * center[2])])
    return { file, width, height, fx, fy, cx, cy, k1: 0, k2: 0, worldToCamera: [...rows.flat(), 0, 0, 0, 1] }
  })
}

function toWorld([x, y, z]: readonly number[], scale: number, height: number): [number, number, number] {
  return [scale * x, scale * (z - height), -scale * y]
}

/** Photos and cameras at a width in pixels: every eighth held out, as `--report` does it. */
export async function vaseViews(folder: string, cameras: readonly Camera[], width: number, heldOut: boolean) {
  const views: TrainingView[] = []
  for (const [i, camera] of cameras.entries()) {
    if ((i % 8 === 0) !== heldOut) continue
    const view = undistortView(await loadPhoto(join(folder, 'photos', camera.file)), camera)
    const image = areaResize(view.image, width, Math.round((view.image.height * width) / view.image.width))
    views.push({ image, camera: resizeCamera(view.camera, image.width, image.height) })
  }
  return views
}

/**
 * Points as a solver might give them: `count` on the object's and the table's surface, displaced by Gaussian noise of
 * `noise` world units, coloured from the first photo that has them in view (occlusion ignored).
 */
export async function vasePoints(folder: string, views: readonly TrainingView[], count: number, noise: number) {
  const random = seededRandom(7)
  const normal = seededNormal(random)
  const vertices = (await readFile(join(folder, 'object.obj'), 'utf8'))
    .split('\n')
    .filter((line) => line.startsWith('v '))
    .map((line) => line.split(' ').slice(1).map(Number))
  const positions = new Float64Array(3 * count)
  const colors = new Uint8Array(3 * count).fill(128)
  for (let i = 0; i < count; i++) {
    const onObject = i % 2 === 0
    const metres = onObject
      ? vertices[Math.floor(random() * vertices.length)]
      : [1.6 * (random() - 0.5), 1.6 * (random() - 0.5), 0]
    const point = toWorld(metres, SCALE, HEIGHT).map((v) => v + noise * normal())
    positions.set(point, 3 * i)
    const seen = views.map((view) => colorAt(view, point)).find((color) => color !== null)
    if (seen) colors.set(seen, 3 * i)
  }
  const points: SparsePoints = {
    count,
    positions,
    colors,
    errors: new Float32Array(count),
    trackStarts: new Uint32Array(count + 1),
    observedBy: new Uint32Array(0),
    observedAt: new Float32Array(0),
  }
  return points
}

function colorAt({ camera, image }: TrainingView, p: readonly number[]): Uint8Array | null {
  const m = camera.worldToCamera
  const [x, y, z] = [0, 4, 8].map((r) => m[r] * p[0] + m[r + 1] * p[1] + m[r + 2] * p[2] + m[r + 3])
  const u = Math.floor((camera.fx * x) / z + camera.cx)
  const v = Math.floor((camera.fy * y) / z + camera.cy)
  if (z <= 0 || u < 0 || v < 0 || u >= image.width || v >= image.height) return null
  const at = 3 * (v * image.width + u)
  return image.data.slice(at, at + 3)
}
