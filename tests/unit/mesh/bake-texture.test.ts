import { describe, expect, it } from 'vitest'
import { type BakedTexture, bakeTexture } from '../../../src-engine/mesh/bake-texture.ts'
import { drawDepth } from '../../../src-engine/mesh/depth-buffer.ts'
import type { Surface } from '../../../src-engine/mesh/marching-cubes.ts'
import { vertexNormals } from '../../../src-engine/mesh/normals.ts'
import { type UnwrappedMesh, unwrap } from '../../../src-engine/mesh/unwrap.ts'
import { backProject, projectionMatrix } from '../../../src-engine/mesh/view-geometry.ts'
import type { TrainingView } from '../../../src-engine/training/trainer.ts'
import type { Camera } from '../../../src-shared/camera.ts'
import { joined, ring } from '../../support/mesh-scene.ts'

type Colour = readonly [number, number, number]
const FACES: Readonly<Record<string, Colour>> = {
  '+x': [200, 40, 40],
  '-x': [40, 200, 40],
  '+y': [40, 40, 200],
  '-y': [90, 90, 90],
  '+z': [200, 200, 40],
  '-z': [40, 200, 200],
}
const POLE: Colour = [250, 250, 250]

/** An axis-aligned box whose faces are grids of `n` x `n` squares and share no vertices with each other. */
function box(centre: readonly number[], half: readonly number[], n: number): Surface {
  const positions: number[] = []
  const indices: number[] = []
  for (let axis = 0; axis < 3; axis++)
    for (const sign of [-1, 1]) {
      const [p, q] = [(axis + 1) % 3, (axis + 2) % 3]
      const first = positions.length / 3
      for (let i = 0; i <= n; i++)
        for (let k = 0; k <= n; k++) {
          const point = [0, 0, 0]
          point[axis] = centre[axis] + sign * half[axis]
          point[p] = centre[p] + half[p] * ((2 * i) / n - 1)
          point[q] = centre[q] + half[q] * ((2 * k) / n - 1)
          positions.push(...point)
        }
      for (let i = 0; i < n; i++)
        for (let k = 0; k < n; k++) {
          const a = first + i * (n + 1) + k
          const [b, c, d] = [a + n + 1, a + n + 2, a + 1]
          indices.push(...(sign > 0 ? [a, b, c, a, c, d] : [a, c, b, a, d, c]))
        }
    }
  return { positions: Float32Array.from(positions), indices: Uint32Array.from(indices) }
}

const cube = box([0, 0, 0], [0.5, 0.5, 0.5], 8)
/** A white pole in front of the +x face. */
const pole = box([0.9, 0, 0.1], [0.05, 0.6, 0.05], 3)
const scene = joined(cube, pole)

function colourAt([x, y, z]: readonly number[]): Colour {
  if (x > 0.7) return POLE
  const largest = Math.max(Math.abs(x), Math.abs(y), Math.abs(z))
  const axis = [x, y, z].findIndex((value) => Math.abs(value) === largest)
  return FACES[`${[x, y, z][axis] > 0 ? '+' : '-'}${'xyz'[axis]}`]
}

function photograph(camera: Camera, gain = 1): TrainingView {
  const { width, height } = camera
  const depth = new Float32Array(width * height)
  drawDepth(scene.positions, scene.indices, projectionMatrix(camera), width, height, depth)
  const data = new Uint8Array(3 * width * height).fill(10)
  for (let i = 0; i < depth.length; i++) {
    if (depth[i] === 0) continue
    const point = backProject(camera, (i % width) + 0.5, Math.floor(i / width) + 0.5, depth[i])
    data.set(
      colourAt(point).map((value) => Math.round(value * gain)),
      3 * i,
    )
  }
  return { camera, image: { width, height, data } }
}

/** Texture colour and expected colour at the middle of each triangle further than `margin` from the cube's edges. */
function compare(surface: Surface, flat: UnwrappedMesh, { rgb, size }: BakedTexture, margin: number) {
  const found: { point: number[]; colour: number[]; expected: Colour }[] = []
  for (let t = 0; t < flat.indices.length; t += 3) {
    const corners = [0, 1, 2].map((c) => flat.indices[t + c])
    const mean = (values: number[]) => (values[0] + values[1] + values[2]) / 3
    const point = [0, 1, 2].map((axis) => mean(corners.map((v) => surface.positions[3 * flat.source[v] + axis])))
    const inFace = point.filter((value) => Math.abs(value) < 0.5 - margin).length
    if (point[0] > 0.7 || inFace < 2) continue
    const x = Math.floor(size * mean(corners.map((v) => flat.uvs[2 * v])))
    const y = Math.floor(size * mean(corners.map((v) => flat.uvs[2 * v + 1])))
    found.push({
      point,
      colour: [...rgb.subarray(3 * (y * size + x), 3 * (y * size + x) + 3)],
      expected: colourAt(point),
    })
  }
  return found
}

const cameras = ring(16, 2.6, [0.25, 0.8], 320, 240)
const normals = vertexNormals(scene.positions, scene.indices)
const flat = await unwrap(scene.positions, normals, scene.indices, 512)

describe('bakeTexture', () => {
  it('gives each seen face its colour and paints nothing with what stands in front', async () => {
    const photos = cameras.map((camera) => photograph(camera))
    const baked = await bakeTexture(scene, normals, flat, photos, 512, { threads: 2 })
    const samples = compare(scene, flat, baked, 0.06).filter(({ point }) => point[1] > -0.49)
    expect(samples.length).toBeGreaterThan(300)
    for (const { colour, expected } of samples)
      for (let c = 0; c < 3; c++) expect(Math.abs(colour[c] - expected[c])).toBeLessThanOrEqual(2)
  })

  it('makes photos of different exposure agree', async () => {
    const photos = cameras.map((camera, n) => photograph(camera, n % 2 ? 0.85 : 1.1))
    const baked = await bakeTexture(scene, normals, flat, photos, 256, { threads: 2 })
    for (const face of ['-x', '+z', '-z', '+y']) {
      const own = compare(scene, flat, baked, 0.06).filter(({ expected }) => expected === FACES[face])
      for (let c = 0; c < 3; c++) {
        const values = own.map(({ colour }) => colour[c])
        expect(Math.max(...values) - Math.min(...values)).toBeLessThan(0.05 * FACES[face][c] + 3)
      }
    }
  })

  it('colours what no photo sees from around it, not black', async () => {
    const photos = cameras.map((camera) => photograph(camera))
    const baked = await bakeTexture(scene, normals, flat, photos, 256, { threads: 2 })
    const below = compare(scene, flat, baked, 0.1).filter(({ point }) => point[1] < -0.49)
    expect(below.length).toBeGreaterThan(50)
    for (const { colour } of below) expect(Math.max(...colour)).toBeGreaterThan(60)
  })
})
