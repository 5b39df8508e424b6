import { describe, expect, it } from 'vitest'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { marchingCubes } from '../../../src-engine/mesh/marching-cubes.ts'
import { vertexNormals } from '../../../src-engine/mesh/normals.ts'
import { measure, surfaceOf, topology } from '../../support/mesh-scene.ts'

describe('marchingCubes', () => {
  it('draws a sphere: closed, right area and volume, normals outward', () => {
    const sphere = surfaceOf((x, y, z) => Math.hypot(x, y, z) - 1, 1.3, 64)
    expect(topology(sphere)).toEqual({ badEdges: 0, euler: 2 })
    const { area, volume } = measure(sphere)
    expect(area).toBeCloseTo(4 * Math.PI, 1)
    expect(volume).toBeCloseTo((4 / 3) * Math.PI, 1)
    const normals = vertexNormals(sphere.positions, sphere.indices)
    for (let i = 0; i < normals.length; i += 3) {
      const radial = [0, 1, 2].reduce((sum, axis) => sum + normals[i + axis] * sphere.positions[i + axis], 0)
      expect(radial).toBeGreaterThan(0.97)
    }
  })

  it('keeps the hole of a torus', () => {
    const torus = surfaceOf((x, y, z) => Math.hypot(Math.hypot(x, y) - 0.8, z) - 0.25, 1.2, 48)
    expect(topology(torus)).toEqual({ badEdges: 0, euler: 0 })
  })

  it('gives every edge two triangles in pure noise, which holds all ambiguous cubes', () => {
    const cells = 24
    const random = seededRandom(3)
    const values = new Float32Array(cells ** 3).fill(1)
    for (let k = 1; k < cells - 1; k++)
      for (let j = 1; j < cells - 1; j++)
        for (let i = 1; i < cells - 1; i++) values[i + cells * (j + cells * k)] = random() - 0.5
    const grid = { origin: [0, 0, 0] as const, voxel: 1, nx: cells, ny: cells, nz: cells }
    const surface = marchingCubes({ grid, values, support: new Uint8Array(values.length) })
    expect(surface.indices.length).toBeGreaterThan(30_000)
    expect(topology(surface).badEdges).toBe(0)
  })
})
