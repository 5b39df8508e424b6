import { describe, expect, test } from 'vitest'
import { inflate } from '../../../src-engine/views/inflate.ts'
import { inflatedShape } from '../../../src-engine/views/inflated-shape.ts'
import { outlineLattice } from '../../../src-engine/views/outline-lattice.ts'
import { discPicture } from '../../support/disc-picture.ts'

const GRID = 96

/** Edges of a surface with the number of triangles on each side of them: every one 1 when it is closed. */
function halfEdges(indices: Uint32Array): Map<string, number> {
  const edges = new Map<string, number>()
  for (let t = 0; t < indices.length; t += 3)
    for (let c = 0; c < 3; c++) {
      const key = `${indices[t + c]} ${indices[t + ((c + 1) % 3)]}`
      edges.set(key, (edges.get(key) ?? 0) + 1)
    }
  return edges
}

function eulerNumber(positions: Float32Array, indices: Uint32Array): number {
  return positions.length / 3 - halfEdges(indices).size / 2 + indices.length / 3
}

test('a disc becomes a ball', () => {
  const picture = discPicture(192, 80)
  const thickness = inflate(outlineLattice(picture, GRID))
  const radius = (80 / 192) * GRID
  for (const [i, j] of [
    [48, 48],
    [60, 48],
    [40, 70],
    [25, 30],
  ]) {
    const r = Math.hypot(i + 0.5 - GRID / 2, j + 0.5 - GRID / 2)
    expect(Math.abs(thickness[j * GRID + i] - Math.sqrt(radius ** 2 - r ** 2))).toBeLessThan(0.02 * radius)
  }
})

test('a ring is as thick as its band is wide, not as the whole is', () => {
  const thickness = inflate(outlineLattice(discPicture(192, 80, 56), GRID))
  const halfBand = (12 / 192) * GRID
  const most = thickness.reduce((top, value) => Math.max(top, value), 0)
  expect(most / halfBand).toBeGreaterThan(1)
  expect(most / halfBand).toBeLessThan(1.6)
  expect(thickness[(GRID / 2) * GRID + GRID / 2]).toBe(0)
})

describe.each([
  ['a disc', 0, 2],
  ['a ring', 50, 0],
])('the shape of %s', (_, inner, euler) => {
  test('is closed, all its faces outwards, with the right number of holes', async () => {
    const { shape, camera } = await inflatedShape(discPicture(192, 80, inner), { grid: GRID })
    const edges = halfEdges(shape.indices)
    const open = [...edges].filter(([key, count]) => count !== 1 || edges.get(key.split(' ').reverse().join(' ')) !== 1)
    expect(open).toEqual([])
    expect(eulerNumber(shape.positions, shape.indices)).toBe(euler)
    expect(volume(shape.positions, shape.indices)).toBeGreaterThan(0)
    expect(camera.worldToCamera[11]).toBe(4)
    const seen = shape.observed.reduce((sum, value) => sum + value, 0)
    expect(seen / shape.observed.length).toBeGreaterThan(0.35)
    expect(seen / shape.observed.length).toBeLessThan(0.55)
  })
})

/** Signed by the sense of the faces: positive when they are counter-clockwise seen from outside. */
function volume(p: Float32Array, indices: Uint32Array): number {
  let sum = 0
  for (let t = 0; t < indices.length; t += 3) {
    const [a, b, c] = [3 * indices[t], 3 * indices[t + 1], 3 * indices[t + 2]]
    sum +=
      p[a] * (p[b + 1] * p[c + 2] - p[b + 2] * p[c + 1]) +
      p[a + 1] * (p[b + 2] * p[c] - p[b] * p[c + 2]) +
      p[a + 2] * (p[b] * p[c + 1] - p[b + 1] * p[c])
  }
  return sum / 6
}
