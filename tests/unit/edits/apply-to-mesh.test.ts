import { describe, expect, test } from 'vitest'
import { applyToMesh } from '../../../src-engine/edits/apply-to-mesh.ts'
import type { EditState } from '../../../src-shared/edit-state.ts'
import { NO_TRANSFORM, type Volume } from '../../../src-shared/edits.ts'
import type { TexturedMesh } from '../../../src-shared/mesh.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { areaOf, sphereMesh } from '../../support/sphere-mesh.ts'
import { randomSplats } from '../../support/test-models.ts'

const UNEDITED: EditState = { deleted: null, selected: null, crop: null, transform: NO_TRANSFORM }
const NO_TEXTURE: TexturedMesh['baseColor'] = { mimeType: 'image/png', width: 1, height: 1, bytes: new Uint8Array() }
const NO_SPLATS = randomSplats(1, 0)
const cropped = (mesh: TexturedMesh, crop: Volume) => applyToMesh(mesh, NO_SPLATS, { ...UNEDITED, crop })

/** One triangle: (0,0,0), (4,0,0), (0,4,0), its texture coordinates a quarter of x and y. */
const triangle: TexturedMesh = {
  positions: Float32Array.of(...[0, 0, 0], ...[4, 0, 0], ...[0, 4, 0]),
  normals: Float32Array.of(...[0, 0, 1], ...[0, 0.6, 0.8], ...[0, 0, 1]),
  uvs: Float32Array.of(0, 0, 1, 0, 0, 1),
  indices: Uint32Array.of(0, 1, 2),
  baseColor: NO_TEXTURE,
}
const box = (centre: Volume['centre'], half: [number, number, number]): Volume => ({
  kind: 'box',
  centre,
  half,
  rotation: [1, 0, 0, 0],
})
const vertices = ({ positions }: TexturedMesh) =>
  Array.from({ length: positions.length / 3 }, (_, v) => [...positions.subarray(3 * v, 3 * v + 3)])

describe('a crop cuts triangles at its border', () => {
  test('one corner left: one triangle, texture coordinates and normals in between', () => {
    const cut = cropped(triangle, box([8, 0, 0], [5, 9, 9]))
    expect(vertices(cut)).toEqual([
      [4, 0, 0],
      [3, 0, 0],
      [3, 1, 0],
    ])
    expect([...cut.uvs]).toEqual([1, 0, 0.75, 0, 0.75, 0.25])
    expect(areaOf(cut)).toBeCloseTo(0.5, 6)
    const [, ny, nz] = cut.normals.subarray(6, 9)
    // A quarter of the way from (0, 0.6, 0.8) to (0, 0, 1), made as long as one again.
    expect(ny / nz).toBeCloseTo(0.45 / 0.85, 6)
    expect(Math.hypot(ny, nz)).toBeCloseTo(1, 6)
    // Still counter-clockwise seen from +z.
    const [a, b, c] = [...cut.indices].map((i) => vertices(cut)[i])
    expect((b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])).toBeGreaterThan(0)
  })

  test('two corners left: two triangles', () => {
    const cut = cropped(triangle, box([0, 0, 0], [2, 9, 9]))
    expect(cut.indices.length).toBe(6)
    expect(areaOf(cut)).toBeCloseTo(6, 6)
  })

  test('a window in the middle of a triangle', () => {
    expect(areaOf(cropped(triangle, box([1, 1, 0], [0.5, 0.5, 1])))).toBeCloseTo(1, 6)
  })

  test('a turned box: what is left of a triangle in a diamond', () => {
    const eighth = [Math.cos(Math.PI / 8), 0, 0, Math.sin(Math.PI / 8)] as [number, number, number, number]
    const diamond: Volume = { kind: 'box', centre: [0, 0, 0], half: [Math.SQRT1_2, Math.SQRT1_2, 1], rotation: eighth }
    expect(areaOf(cropped(triangle, diamond))).toBeCloseTo(0.5, 6)
  })

  test('corners and edges on the border stay as they are, and make no empty triangles', () => {
    expect(cropped(triangle, box([2, 2, 0], [2, 2, 1])).indices).toEqual(triangle.indices)
    expect(cropped(triangle, box([0, 2, 0], [4, 2, 1])).positions).toEqual(triangle.positions)
    expect(() => cropped(triangle, box([-1, 0, 0], [1, 9, 9]))).toThrow(
      expect.objectContaining({ code: 'bad_arguments' }),
    )
  })

  test('of a sphere: the area of a cap, and an open edge only at the border', () => {
    const mesh = sphereMesh(60, NO_TEXTURE)
    const whole = areaOf(mesh)
    // Cap above y = 0.3: 2 pi (1 - 0.3) of 4 pi.
    const cap = cropped(mesh, box([0, 1.3, 0], [3, 1, 3]))
    expect(areaOf(cap) / whole).toBeCloseTo(0.35, 3)
    expect(openEdges(cap).every((y) => Math.abs(y - 0.3) < 1e-6)).toBe(true)
    expect(openEdges(cap).length).toBeGreaterThan(100)
    // Points of the unit sphere within 0.8 of its north pole: pi 0.8^2 of 4 pi.
    const dome = cropped(mesh, { kind: 'sphere', centre: [0, 1, 0], radius: 0.8 })
    expect(areaOf(dome) / whole).toBeCloseTo(0.16, 3)
    // They end at y = 1 - 0.8^2 / 2; the corners there lie on the mesh's edges, a little within the sphere.
    expect(openEdges(dome).every((y) => Math.abs(y - 0.68) < 1e-3)).toBe(true)
    for (const [x, y, z] of vertices(dome)) expect(Math.hypot(x, y - 1, z)).toBeLessThan(0.8 + 1e-6)
  })
})

/** Heights of the places where the surface ends; vertices of one place are one, as at a seam of the texture. */
function openEdges(mesh: TexturedMesh): number[] {
  const places = vertices(mesh).map((v) => v.map((x) => x.toFixed(5).replace('-0.00000', '0.00000')).join())
  const edges = new Map<string, number>()
  for (let i = 0; i < mesh.indices.length; i++) {
    const next = i % 3 === 2 ? i - 2 : i + 1
    const [a, b] = [mesh.indices[i], mesh.indices[next]]
    if (places[a] === places[b]) continue
    const key = [places[a], places[b]].sort().join(' ')
    edges.set(key, edges.has(key) ? Number.NaN : mesh.positions[3 * a + 1])
  }
  return [...edges.values()].filter((y) => !Number.isNaN(y))
}

describe('deleting splats', () => {
  const mesh = sphereMesh(30, NO_TEXTURE)
  /** A splat a vertex, and one that is all but invisible beside each. */
  const cloud: SplatCloud = (() => {
    const count = mesh.positions.length / 3
    const splats = randomSplats(2 * count, 0)
    splats.positions.set(mesh.positions)
    splats.positions.set(
      mesh.positions.map((p) => 1.001 * p),
      3 * count,
    )
    splats.opacityLogits.fill(3, 0, count).fill(-4, count)
    return splats
  })()
  const half = cloud.count / 2

  test('takes away the triangles that are theirs alone', () => {
    const deleted = Uint8Array.from({ length: cloud.count }, (_, i) => (cloud.positions[3 * i + 1] > 0.01 ? 1 : 0))
    const left = applyToMesh(mesh, cloud, { ...UNEDITED, deleted })
    // The northern half but the band that touches the equator.
    expect(areaOf(left) / areaOf(mesh)).toBeCloseTo(0.5 + Math.sin(Math.PI / 30) / 2, 2)
    expect(Math.max(...left.indices)).toBe(left.positions.length / 3 - 1)
    expect(left.positions.length).toBeLessThan(mesh.positions.length)
  })

  test('that are all but invisible tears no holes', () => {
    const deleted = new Uint8Array(cloud.count).fill(1, half)
    expect(areaOf(applyToMesh(mesh, cloud, { ...UNEDITED, deleted }))).toBe(areaOf(mesh))
  })
})

test('a transform moves positions and only turns normals', () => {
  const quarter = Math.SQRT1_2
  const transform = { ...NO_TRANSFORM, translation: [1, 2, 3] as [number, number, number], scale: 2 }
  const moved = applyToMesh(triangle, NO_SPLATS, {
    ...UNEDITED,
    transform: { ...transform, rotation: [quarter, 0, 0, quarter] },
  })
  const close = (values: number[]) => values.map((value) => expect.closeTo(value, 5))
  // A quarter turn about z: x becomes y, y becomes -x.
  expect([...moved.positions]).toEqual(close([1, 2, 3, 1, 10, 3, -7, 2, 3]))
  expect([...moved.normals]).toEqual(close([0, 0, 1, -0.6, 0, 0.8, 0, 0, 1]))
})
