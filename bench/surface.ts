/**
 * Builds the vase's mesh from rendered ground-truth depth with noise, and prints what each step costs.
 * Usage: node bench/surface.ts <vase data folder> <output folder> [grid=256] [noise=0.007] [texture=2048] [scene]
 *
 * Depth maps: the true surface and its table, drawn at 400 x 300 from the true cameras, with smooth noise of `noise` x
 * the object's diagonal and blended across edges as splat depth is. Photos: the real ones. Writes surface.glb and
 * report.json, which the accuracy script reads.
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { Document, NodeIO } from '@gltf-transform/core'
import sharp from 'sharp'
import { seededNormal, seededRandom } from '../src-engine/math/random.ts'
import { buildMesh } from '../src-engine/mesh/build-mesh.ts'
import { drawDepth } from '../src-engine/mesh/depth-buffer.ts'
import type { DepthView } from '../src-engine/mesh/types.ts'
import { projectionMatrix } from '../src-engine/mesh/view-geometry.ts'
import type { TrainingView } from '../src-engine/training/trainer.ts'
import { type Camera, resizeCamera } from '../src-shared/camera.ts'

const [data, output, grid = '256', noise = '0.007', texture = '2048', scene] = process.argv.slice(2)
if (!data || !output)
  throw new Error('usage: node bench/surface.ts <vase folder> <output folder> [grid] [noise] [texture] [scene]')

interface TrueCameras {
  readonly width: number
  readonly height: number
  readonly fx: number
  readonly fy: number
  readonly cx: number
  readonly cy: number
  readonly frames: readonly { readonly file: string; readonly camera_to_world: readonly (readonly number[])[] }[]
}

/** From metres, z up, table at z = 0 to the world: y up, the object's middle at the origin, about one unit in radius. */
const SCALE = 1 / 0.35
const MIDDLE = 0.21
const toWorld = (x: number, y: number, z: number): [number, number, number] => [
  SCALE * x,
  SCALE * (z - MIDDLE),
  -SCALE * y,
]

function readCamera(truth: TrueCameras, index: number): Camera {
  const { file, camera_to_world: m } = truth.frames[index]
  const centre = toWorld(m[0][3], m[1][3], m[2][3])
  const rows = [0, 1, 2].map((axis) => [m[0][axis], m[2][axis], -m[1][axis]])
  const worldToCamera = rows.flatMap((row) => [...row, -(row[0] * centre[0] + row[1] * centre[1] + row[2] * centre[2])])
  const { width, height, fx, fy, cx, cy } = truth
  return { file, width, height, fx, fy, cx, cy, k1: 0, k2: 0, worldToCamera: [...worldToCamera, 0, 0, 0, 1] }
}

function readObj(path: string): { positions: number[]; indices: number[] } {
  const positions: number[] = []
  const indices: number[] = []
  for (const line of readFileSync(path, 'utf8').split('\n')) {
    const words = line.trim().split(/\s+/)
    if (words[0] === 'v') positions.push(...toWorld(Number(words[1]), Number(words[2]), Number(words[3])))
    if (words[0] !== 'f') continue
    const corners = words.slice(1).map((word) => Number(word.split('/')[0]) - 1)
    for (let i = 1; i + 1 < corners.length; i++) indices.push(corners[0], corners[i], corners[i + 1])
  }
  return { positions, indices }
}

/** Noise as splat depth has it: smooth over a few pixels, and edges blended over about a pixel. */
function spoil(depth: Float32Array, width: number, height: number, sigma: number, seed: number): Float32Array {
  const normal = seededNormal(seededRandom(seed))
  const cells = 4
  const columns = Math.ceil(width / cells) + 2
  const lattice = Float32Array.from({ length: columns * (Math.ceil(height / cells) + 2) }, () => normal() * 1.5)
  const result = new Float32Array(depth.length)
  for (let v = 0; v < height; v++)
    for (let u = 0; u < width; u++) {
      let [sum, count] = [0, 0]
      for (let dv = -1; dv <= 1; dv++)
        for (let du = -1; du <= 1; du++) {
          const [x, y] = [u + du, v + dv]
          if (x < 0 || y < 0 || x >= width || y >= height || depth[y * width + x] === 0) continue
          const w = (du === 0 ? 2 : 1) * (dv === 0 ? 2 : 1)
          sum += w * depth[y * width + x]
          count += w
        }
      if (count === 0) continue
      const [x, y] = [u / cells, v / cells]
      const i = Math.floor(y) * columns + Math.floor(x)
      const [tx, ty] = [x % 1, y % 1]
      const wave =
        (lattice[i] * (1 - tx) + lattice[i + 1] * tx) * (1 - ty) +
        (lattice[i + columns] * (1 - tx) + lattice[i + columns + 1] * tx) * ty
      result[v * width + u] = sum / count + sigma * wave
    }
  return result
}

const truth: TrueCameras = JSON.parse(readFileSync(join(data, 'cameras.json'), 'utf8'))
const cameras = truth.frames.map((_, index) => readCamera(truth, index))
const { positions, indices } = readObj(join(data, 'object.obj'))
const object = [0, 1, 2].map((axis) => positions.filter((_, i) => i % 3 === axis))
const diagonal = Math.hypot(...object.map((values) => Math.max(...values) - Math.min(...values)))
// The table as a fan of small tiles: triangles that reach behind a camera are not drawn.
const TILES = 60
for (let i = 0; i < TILES; i++)
  for (let k = 0; k < TILES; k++) {
    const at = (n: number) => (4 * n) / TILES - 2
    const first = positions.length / 3
    for (const [x, y] of [
      [at(i), at(k)],
      [at(i + 1), at(k)],
      [at(i + 1), at(k + 1)],
      [at(i), at(k + 1)],
    ])
      positions.push(...toWorld(x, y, 0))
    indices.push(first, first + 1, first + 2, first, first + 2, first + 3)
  }
const world = Float32Array.from(positions)
const faces = Uint32Array.from(indices)

const depthViews: DepthView[] = cameras.map((full, index) => {
  const camera = resizeCamera(full, 400, 300)
  const depth = new Float32Array(camera.width * camera.height)
  drawDepth(world, faces, projectionMatrix(camera), camera.width, camera.height, depth)
  const spoiled = spoil(depth, camera.width, camera.height, Number(noise) * diagonal, index + 1)
  return { camera, depth: spoiled, weight: spoiled.map((value) => (value > 0 ? 1 : 0)) }
})
const photos: TrainingView[] = await Promise.all(
  cameras.map(async (camera) => {
    const { data: pixels, info } = await sharp(join(data, 'photos', camera.file))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    return { camera, image: { width: info.width, height: info.height, data: Uint8Array.from(pixels) } }
  }),
)
const none = new Float32Array(0)
const started = performance.now()
const cpu = process.cpuUsage()
let stage = ''
let mark = started
const mesh = await buildMesh({
  depthViews,
  photos,
  points: {
    count: 0,
    positions: new Float64Array(0),
    colors: new Uint8Array(0),
    errors: none,
    trackStarts: Uint32Array.of(0),
    observedBy: new Uint32Array(0),
    observedAt: none,
  },
  grid: Number(grid) as 128 | 256 | 384,
  textureSize: Number(texture),
  keepScene: scene === 'scene',
  threads: 2,
  seed: 1,
  onProgress: (_, detail) => {
    if (detail === stage) return
    const now = performance.now()
    if (stage) console.log(`${stage}: ${((now - mark) / 1000).toFixed(1)} s`)
    stage = detail
    mark = now
  },
})
const used = process.cpuUsage(cpu)
console.log(
  `grid ${grid}: ${mesh.positions.length / 3} vertices, ${mesh.indices.length / 3} triangles, ` +
    `${((performance.now() - started) / 1000).toFixed(1)} s wall, ${((used.user + used.system) / 1e6).toFixed(1)} s of CPU, ` +
    `peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MiB`,
)

mkdirSync(output, { recursive: true })
const document = new Document()
const buffer = document.createBuffer()
const accessor = (type: 'VEC2' | 'VEC3' | 'SCALAR', array: Float32Array | Uint32Array) =>
  document.createAccessor().setType(type).setArray(array.slice()).setBuffer(buffer)
const image = document.createTexture().setMimeType(mesh.baseColor.mimeType).setImage(mesh.baseColor.bytes)
const material = document.createMaterial().setBaseColorTexture(image).setMetallicFactor(0).setRoughnessFactor(1)
const primitive = document
  .createPrimitive()
  .setAttribute('POSITION', accessor('VEC3', mesh.positions))
  .setAttribute('NORMAL', accessor('VEC3', mesh.normals))
  .setAttribute('TEXCOORD_0', accessor('VEC2', mesh.uvs))
  .setIndices(accessor('SCALAR', mesh.indices))
  .setMaterial(material)
document.createScene().addChild(document.createNode().setMesh(document.createMesh().addPrimitive(primitive)))
await new NodeIO().write(join(output, 'surface.glb'), document)
writeFileSync(join(output, 'texture.jpg'), mesh.baseColor.bytes)
writeFileSync(join(output, 'report.json'), JSON.stringify({ cameras }))
