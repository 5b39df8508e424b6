import { expect, test } from 'vitest'
import { renderMesh } from '../../../src-engine/pipeline/preview/render-mesh.ts'

const CAMERA = {
  file: 'a.jpg',
  width: 40,
  height: 20,
  fx: 20,
  fy: 20,
  cx: 20,
  cy: 10,
  k1: 0,
  k2: 0,
  // biome-ignore format: rows of a matrix
  worldToCamera: [
    1, 0, 0, 0,
    0, 1, 0, 0,
    0, 0, 1, 0,
    0, 0, 0, 1,
  ],
}
/** Two texels: left red, right green. */
const TEXTURE = { width: 2, height: 1, data: Uint8Array.of(255, 0, 0, 0, 255, 0) }

/** A square around the z axis at depth z, half-extent h; its u runs from 0 at the left to 1 at the right. */
function square(z: number, h: number, slope = 0) {
  return {
    positions: Float32Array.of(-h, -h, z, h, -h, z + slope, h, h, z + slope, -h, h, z),
    normals: new Float32Array(12),
    uvs: Float32Array.of(0, 0, 1, 0, 1, 1, 0, 1),
    indices: Uint32Array.of(0, 1, 2, 0, 2, 3),
  }
}

const colorAt = (image: { width: number; data: Uint8Array }, x: number, y: number) => [
  ...image.data.subarray(3 * (y * image.width + x), 3 * (y * image.width + x) + 3),
]

test('a square stands where the camera sees it, its texture the right way round, background around it', () => {
  const image = renderMesh(square(2, 0.5), TEXTURE, CAMERA, 9)
  // Half-extent 0.5 at depth 2 is 5 px: columns 15 to 24, rows 5 to 14.
  expect(colorAt(image, 15, 5)).toEqual([255, 0, 0])
  expect(colorAt(image, 19, 10)).toEqual([255, 0, 0])
  expect(colorAt(image, 20, 10)).toEqual([0, 255, 0])
  expect(colorAt(image, 24, 14)).toEqual([0, 255, 0])
  for (const [x, y] of [
    [14, 10],
    [25, 10],
    [20, 4],
    [20, 15],
  ]) {
    expect(colorAt(image, x, y)).toEqual([9, 9, 9])
  }
})

test('the nearer of two squares hides the other, in either order; what lies behind the camera is not drawn', () => {
  const near = { ...square(1, 0.2), uvs: new Float32Array(8) }
  const far = square(2, 0.5)
  const both = (first: typeof near, second: typeof near) => ({
    positions: Float32Array.of(...first.positions, ...second.positions, ...square(-1, 5).positions),
    normals: new Float32Array(36),
    uvs: Float32Array.of(...first.uvs, ...second.uvs, ...square(-1, 5).uvs),
    indices: Uint32Array.of(...[0, 1, 2].flatMap((k) => [0, 1, 2, 0, 2, 3].map((i) => 4 * k + i))),
  })
  for (const mesh of [both(near, far), both(far, near)]) {
    const image = renderMesh(mesh, TEXTURE, CAMERA, 9)
    expect(colorAt(image, 22, 10)).toEqual([255, 0, 0])
    expect(colorAt(image, 24, 10)).toEqual([0, 255, 0])
    expect(colorAt(image, 30, 10)).toEqual([9, 9, 9])
  }
})

test('texture coordinates are perspective-correct on a slanted square', () => {
  // The left edge at depth 1, the right at 3: the middle of the square, depth 2 and x = 0, is seen at the centre column,
  // and the seam between red and green is there, not half-way between the edges' images (columns 10 and 23).
  const image = renderMesh(square(1, 0.5, 2), TEXTURE, CAMERA, 9)
  expect(colorAt(image, 19, 10)).toEqual([255, 0, 0])
  expect(colorAt(image, 20, 10)).toEqual([0, 255, 0])
})
