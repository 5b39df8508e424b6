import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { seededRandom } from '../../src-engine/math/random.ts'
import type { Camera } from '../../src-shared/camera.ts'
import type { Photo } from '../../src-shared/photo.ts'

/** Cameras on a ring looking at the origin and points they all see, in a world frame of the file's own. */
export interface KnownScene {
  readonly cameras: readonly Camera[]
  readonly points: readonly (readonly [number, number, number])[]
}

/** `count` cameras 3 units from the origin, z up, held level; k1 and k2 as real lenses have. */
export function ringScene(count = 6, pointCount = 40): KnownScene {
  const random = seededRandom(4)
  const cameras = Array.from({ length: count }, (_, i): Camera => {
    const azimuth = (2 * Math.PI * i) / count
    const elevation = 0.3 + 0.2 * (i % 2)
    const [sa, ca, se, ce] = [Math.sin(azimuth), Math.cos(azimuth), Math.sin(elevation), Math.cos(elevation)]
    return {
      ...{ file: `img_${i + 1}.jpg`, width: 800, height: 600, fx: 700, fy: 710, cx: 405, cy: 295, k1: -0.05, k2: 0.02 },
      worldToCamera: [-sa, ca, 0, 0, se * ca, se * sa, -ce, 0, -ce * ca, -ce * sa, -se, 3, 0, 0, 0, 1],
    }
  })
  const coordinate = () => 1.2 * random() - 0.6
  const points = Array.from({ length: pointCount }, () => [coordinate(), coordinate(), coordinate()] as const)
  return { cameras, points }
}

/** Where a camera sees a point, pixels. */
export function project(camera: Camera, [x, y, z]: ArrayLike<number> & Iterable<number>): [number, number] {
  const m = camera.worldToCamera
  const depth = m[8] * x + m[9] * y + m[10] * z + m[11]
  const a = (m[0] * x + m[1] * y + m[2] * z + m[3]) / depth
  const b = (m[4] * x + m[5] * y + m[6] * z + m[7]) / depth
  const r2 = a * a + b * b
  const radial = 1 + camera.k1 * r2 + camera.k2 * r2 * r2
  return [camera.fx * a * radial + camera.cx, camera.fy * b * radial + camera.cy]
}

/** The photos of the scene's cameras, shrunk by `scale`. */
export function photosOf({ cameras }: KnownScene, scale = 1): Photo[] {
  return cameras.map(({ file, width, height }, i) => ({
    ...{ file, path: `/somewhere/photos/${file}`, width: scale * width, height: scale * height },
    ...{ bytes: 1, sha256: String(i), format: 'jpeg', focalPx: 1, focalSource: 'default', cameraModel: null },
  }))
}

/** Quaternion w x y z of the rotation in a 4x4 row-major matrix; for rotations with w not near zero or not. */
function quaternionOf(m: readonly number[]): number[] {
  const [xx, yy, zz] = [m[0], m[5], m[10]]
  // The largest of the four squares is taken first, so that no root is of a small number.
  const squares = [1 + xx + yy + zz, 1 + xx - yy - zz, 1 - xx + yy - zz, 1 - xx - yy + zz]
  const largest = squares.indexOf(Math.max(...squares))
  const root = Math.sqrt(squares[largest])
  const [a, b, c] = [m[9] - m[6], m[2] - m[8], m[4] - m[1]]
  const [d, e, f] = [m[1] + m[4], m[2] + m[8], m[6] + m[9]]
  const rows = [
    [squares[0], a, b, c],
    [a, squares[1], d, e],
    [b, d, squares[2], f],
    [c, e, f, squares[3]],
  ]
  return rows[largest].map((value) => value / (2 * root))
}

/** Writes the scene as COLMAP's text files, one OPENCV camera for all. */
export function writeColmapText({ cameras, points }: KnownScene, folder: string): void {
  mkdirSync(folder, { recursive: true })
  const { width, height, fx, fy, cx, cy, k1, k2 } = cameras[0]
  const images = cameras.map((camera, i) => {
    const m = camera.worldToCamera
    const pose = [...quaternionOf(m), m[3], m[7], m[11]].join(' ')
    const features = points.map((point, j) => `${project(camera, point).join(' ')} ${j + 1}`)
    return `${i + 1} ${pose} 1 ${camera.file}\n${features.join(' ')}\n`
  })
  const tracks = (j: number) => cameras.map((_, i) => `${i + 1} ${j}`).join(' ')
  const rows = points.map((point, j) => `${j + 1} ${point.join(' ')} 10 20 30 0.5 ${tracks(j)}\n`)
  const lens = [fx, fy, cx, cy, k1, k2, 0, 0].join(' ')
  writeFileSync(join(folder, 'cameras.txt'), `# a comment\n1 OPENCV ${width} ${height} ${lens}\n`)
  writeFileSync(join(folder, 'images.txt'), `# two lines an image\n${images.join('')}`)
  writeFileSync(join(folder, 'points3D.txt'), `# points\n${rows.join('')}`)
}

/** The same as COLMAP's binary files. */
export function writeColmapBinary({ cameras, points }: KnownScene, folder: string): void {
  mkdirSync(folder, { recursive: true })
  const bytes: Buffer[] = []
  const put = (size: number, write: (buffer: Buffer) => void) => {
    const buffer = Buffer.alloc(size)
    write(buffer)
    bytes.push(buffer)
  }
  const i32 = (...values: number[]) => {
    for (const v of values) put(4, (b) => b.writeInt32LE(v))
  }
  const u64 = (...values: number[]) => {
    for (const v of values) put(8, (b) => b.writeBigInt64LE(BigInt(v)))
  }
  const f64 = (...values: number[]) => {
    for (const v of values) put(8, (b) => b.writeDoubleLE(v))
  }
  const save = (name: string) => writeFileSync(join(folder, name), Buffer.concat(bytes.splice(0)))

  const { width, height, fx, fy, cx, cy, k1, k2 } = cameras[0]
  u64(1)
  i32(1, 4)
  u64(width, height)
  f64(fx, fy, cx, cy, k1, k2, 0, 0)
  save('cameras.bin')

  u64(cameras.length)
  cameras.forEach((camera, i) => {
    const m = camera.worldToCamera
    i32(i + 1)
    f64(...quaternionOf(m), m[3], m[7], m[11])
    i32(1)
    bytes.push(Buffer.from(`${camera.file}\0`))
    u64(points.length)
    points.forEach((point, j) => {
      f64(...project(camera, point))
      u64(j + 1)
    })
  })
  save('images.bin')

  u64(points.length)
  points.forEach((point, j) => {
    u64(j + 1)
    f64(...point)
    bytes.push(Buffer.from([10, 20, 30]))
    f64(0.5)
    u64(cameras.length)
    cameras.forEach((_, i) => {
      i32(i + 1, j)
    })
  })
  save('points3D.bin')
}

/** The scene as `transforms.json`: camera to world, OpenGL axes, file names without extension. */
export function transformsOf({ cameras }: KnownScene): Record<string, unknown> & { frames: Record<string, unknown>[] } {
  const { width, height, fx, fy, cx, cy, k1, k2 } = cameras[0]
  const frames = cameras.map(({ file, worldToCamera: m }) => {
    const center = [0, 1, 2].map((i) => -(m[i] * m[3] + m[4 + i] * m[7] + m[8 + i] * m[11]))
    const transform_matrix = [0, 1, 2].map((i) => [m[i], -m[4 + i], -m[8 + i], center[i]])
    return { file_path: `./images/${file.replace('.jpg', '')}`, transform_matrix: [...transform_matrix, [0, 0, 0, 1]] }
  })
  return { fl_x: fx, fl_y: fy, cx, cy, w: width, h: height, k1, k2, p1: 0, p2: 0, aabb_scale: 16, frames }
}
