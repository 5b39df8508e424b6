import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { unzipSync } from 'fflate'
import sharp from 'sharp'
import { BufferGeometry, type Group, Mesh, type MeshPhysicalMaterial } from 'three'
import { USDLoader } from 'three/examples/jsm/loaders/USDLoader.js'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { convert } from '../../../src-engine/export/convert.ts'
import { describeModel } from '../../../src-engine/export/describe-model.ts'
import { exportModel } from '../../../src-engine/export/export-model.ts'
import { encodeUsdz } from '../../../src-engine/export/usdz.ts'
import type { TexturedMesh } from '../../../src-shared/mesh.ts'
import { DOCUMENT_WITH_IMAGES } from '../../support/node-images.ts'
import { sphereMesh } from '../../support/sphere-mesh.ts'
import { temporaryFolder } from '../../support/test-photos.ts'

beforeAll(() => vi.stubGlobal('document', DOCUMENT_WITH_IMAGES))
afterAll(() => vi.unstubAllGlobals())

let mesh: TexturedMesh
beforeAll(async () => {
  const bytes = await sharp({ create: { width: 16, height: 8, channels: 3, background: '#48c' } })
    .jpeg()
    .toBuffer()
  const { positions, ...sphere } = sphereMesh(20, { mimeType: 'image/jpeg', width: 16, height: 8, bytes })
  // Off centre and not round, so that no axis can be taken for another.
  mesh = { ...sphere, positions: positions.map((p, i) => p * [1, 2, 3][i % 3] + [0.5, -0.25, 10][i % 3]) }
})

/** Name, place of the data, size and method of every entry, as the zip's own directory and headers tell. */
function entriesOf(zip: Uint8Array) {
  const view = new DataView(zip.buffer, zip.byteOffset, zip.byteLength)
  const end = zip.length - 22
  expect(view.getUint32(end, true)).toBe(0x06054b50)
  let at = view.getUint32(end + 16, true)
  return Array.from({ length: view.getUint16(end + 10, true) }, () => {
    expect(view.getUint32(at, true)).toBe(0x02014b50)
    const [nameLength, extraLength] = [view.getUint16(at + 28, true), view.getUint16(at + 30, true)]
    const name = Buffer.from(zip.subarray(at + 46, at + 46 + nameLength)).toString('latin1')
    const header = view.getUint32(at + 42, true)
    const data = header + 30 + view.getUint16(header + 26, true) + view.getUint16(header + 28, true)
    const [method, size] = [view.getUint16(at + 10, true), view.getUint32(at + 24, true)]
    at += 46 + nameLength + extraLength + view.getUint16(at + 32, true)
    return { name, data, size, method }
  })
}

describe('USDZ', () => {
  test.each([
    ['jpeg', 'textures/base_color.jpg'],
    ['png', 'textures/base_color.png'],
  ] as const)(
    'a zip whose files are not compressed and begin at multiples of 64 bytes, the layer first: %s',
    (type, texture) => {
      const zip = encodeUsdz({ ...mesh, baseColor: { ...mesh.baseColor, mimeType: `image/${type}` } })
      const entries = entriesOf(zip)
      expect(entries.map(({ name }) => name)).toEqual(['model.usda', texture])
      for (const { data, method } of entries) expect([data % 64, method]).toEqual([0, 0])
      const [layer, image] = entries
      expect(Buffer.from(zip).toString('latin1', layer.data, layer.data + 9)).toBe('#usda 1.0')
      expect(Buffer.from(zip.subarray(image.data, image.data + image.size)).equals(mesh.baseColor.bytes)).toBe(true)
      expect(Object.keys(unzipSync(zip))).toHaveLength(2)
    },
  )

  test('whatever the length of what comes before', () => {
    for (let length = 100; length < 164; length += 3) {
      const bytes = new Uint8Array(length)
      const indices = mesh.indices.subarray(0, 3 * length)
      for (const { data } of entriesOf(encodeUsdz({ ...mesh, indices, baseColor: { ...mesh.baseColor, bytes } })))
        expect(data % 64).toBe(0)
    }
  })

  test('the same model gives the same bytes', () => {
    expect(Buffer.from(encodeUsdz(mesh)).equals(encodeUsdz(mesh))).toBe(true)
  })

  test("three's loader reads the mesh and its texture as they were", async () => {
    const bytes = encodeUsdz(mesh)
    const group = await new Promise<Group>((resolve, reject) => {
      new USDLoader().parse(Uint8Array.from(bytes).buffer, '', resolve, reject)
    })
    group.updateMatrixWorld(true)
    const meshes: Mesh[] = []
    group.traverse((child) => {
      if (child instanceof Mesh) meshes.push(child)
    })
    expect(meshes).toHaveLength(1)
    const [{ geometry, material, matrixWorld }] = meshes
    expect(matrixWorld.elements).toEqual([1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1])
    expect(geometry).toBeInstanceOf(BufferGeometry)
    const { position, normal, uv } = geometry.attributes
    // The loader writes out corner by corner.
    const corners = geometry.index ? [...geometry.index.array] : [...Array(position.count).keys()]
    expect(corners).toHaveLength(mesh.indices.length)
    let worst = 0
    corners.forEach((corner, i) => {
      const v = mesh.indices[i]
      for (let k = 0; k < 3; k++) {
        worst = Math.max(worst, Math.abs(position.array[3 * corner + k] - mesh.positions[3 * v + k]))
        worst = Math.max(worst, Math.abs(normal.array[3 * corner + k] - mesh.normals[3 * v + k]))
      }
      worst = Math.max(worst, Math.abs(uv.array[2 * corner] - mesh.uvs[2 * v]))
      // From the bottom there, from the top here.
      worst = Math.max(worst, Math.abs(uv.array[2 * corner + 1] - (1 - mesh.uvs[2 * v + 1])))
    })
    // Half the last of seven digits of at most 13.
    expect(worst).toBeLessThan(6e-6)
    geometry.computeBoundingBox()
    expect(geometry.boundingBox?.min.toArray()).toEqual([-0.5, -2.25, 7].map((v) => expect.closeTo(v, 2)))
    const { roughness, metalness, map } = material as MeshPhysicalMaterial
    expect([roughness, metalness]).toEqual([0.9, 0])
    const image = map?.image as { bytes: Promise<ArrayBuffer> } | undefined
    expect(Buffer.from((await image?.bytes) ?? new ArrayBuffer(0)).equals(mesh.baseColor.bytes)).toBe(true)
  })

  test('is exported and converted to, but not read', async () => {
    const folder = temporaryFolder()
    const path = (name: string) => join(folder, name)
    const { bytes } = await exportModel({ mesh, format: 'usdz', path: path('a.usdz') })
    expect(readFileSync(path('a.usdz')).length).toBe(bytes)
    await exportModel({ mesh, format: 'glb', path: path('b.glb') })
    await convert(path('b.glb'), path('c.usdz'))
    expect(readFileSync(path('c.usdz')).equals(readFileSync(path('a.usdz')))).toBe(true)
    const refusal = { code: 'unsupported_format' }
    await expect(describeModel(path('a.usdz'))).rejects.toMatchObject({
      ...refusal,
      hint: expect.stringMatching(/GLB/),
    })
    await expect(convert(path('a.usdz'), path('d.glb'))).rejects.toMatchObject(refusal)
  })
})
