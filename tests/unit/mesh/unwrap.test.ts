import { expect, it } from 'vitest'
import { vertexNormals } from '../../../src-engine/mesh/normals.ts'
import { simplifySurface } from '../../../src-engine/mesh/simplify.ts'
import { unwrap } from '../../../src-engine/mesh/unwrap.ts'
import { surfaceOf } from '../../support/mesh-scene.ts'

const torus = surfaceOf((x, y, z) => Math.hypot(Math.hypot(x, y) - 0.8, z) - 0.3, 1.2, 48)

it.each([1500, 10_000])('lays each of %i triangles flat within the texture, none over another', async (count) => {
  const { positions, indices } = await simplifySurface(torus, count, 1)
  expect(indices.length / 3).toBeGreaterThan(0.8 * count)
  const size = 1024
  const normals = vertexNormals(positions, indices)
  const flat = await unwrap(positions, normals, indices, size, { threads: 2 })
  expect(await unwrap(positions, normals, indices, size, { threads: 1 })).toEqual(flat)
  // Each triangle is still there: same corners of the closed surface.
  expect(flat.indices.map((index) => flat.source[index])).toEqual(indices)
  for (const uv of flat.uvs) expect(uv >= 0 && uv <= 1).toBe(true)
  const owner = new Int32Array(size * size).fill(-1)
  let covered = 0
  for (let t = 0; t < flat.indices.length; t += 3) {
    const [ax, ay, bx, by, cx, cy] = [0, 1, 2].flatMap((c) => [
      size * flat.uvs[2 * flat.indices[t + c]],
      size * flat.uvs[2 * flat.indices[t + c] + 1],
    ])
    const area = (bx - ax) * (cy - ay) - (cx - ax) * (by - ay)
    for (let y = Math.floor(Math.min(ay, by, cy)); y < Math.max(ay, by, cy); y++)
      for (let x = Math.floor(Math.min(ax, bx, cx)); x < Math.max(ax, bx, cx); x++) {
        const wb = ((x + 0.5 - ax) * (cy - ay) - (cx - ax) * (y + 0.5 - ay)) / area
        const wc = ((bx - ax) * (y + 0.5 - ay) - (x + 0.5 - ax) * (by - ay)) / area
        // Strictly inside: a texel centre on a shared edge belongs to both.
        if (wb < 1e-3 || wc < 1e-3 || wb + wc > 1 - 1e-3) continue
        expect(owner[y * size + x]).toBe(-1)
        owner[y * size + x] = t
        covered++
      }
  }
  expect(covered / (size * size)).toBeGreaterThan(0.4)
})
