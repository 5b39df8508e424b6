import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { validateBytes } from 'gltf-validator'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import { convert } from '../../../src-engine/export/convert.ts'
import { describeModel } from '../../../src-engine/export/describe-model.ts'
import { exportModel } from '../../../src-engine/export/export-model.ts'
import { encodeGlb } from '../../../src-engine/export/glb.ts'
import { decodeGlb } from '../../../src-engine/export/read-glb.ts'
import type { TexturedMesh } from '../../../src-shared/mesh.ts'
import { mountSmallDisk } from '../../support/full-disk.ts'
import { randomSplats, tetrahedron } from '../../support/test-models.ts'
import { temporaryFolder, VASE } from '../../support/test-photos.ts'

let folder = ''
let mesh: TexturedMesh
beforeEach(async () => {
  folder = temporaryFolder()
  mesh = await tetrahedron()
})

describe('GLB', () => {
  test("passes Khronos' validator without a single remark", async () => {
    const { issues, info } = await validateBytes(await encodeGlb(mesh))
    expect(issues.messages).toEqual([])
    expect(info.totalTriangleCount).toBe(4)
    expect(info.generator).toMatch(/^Glimpse3D Studio \d/)
  })

  test('also with more vertices than 16 bits count, over shared memory, with normals that are not of length one', async () => {
    const vertices = 70_000
    const positions = new Float32Array(new SharedArrayBuffer(12 * vertices))
    for (let i = 0; i < vertices; i++) positions.set([i % 3, (i * 7) % 11, i], 3 * i)
    const { issues } = await validateBytes(
      await encodeGlb({
        ...mesh,
        positions,
        normals: new Float32Array(3 * vertices).map((_, i) => (i < 300 ? 0 : 2)),
        uvs: new Float32Array(2 * vertices),
        indices: Uint32Array.from({ length: 69_999 }, (_, i) => i),
      }),
    )
    expect(issues.messages).toEqual([])
  })

  test('comes back bit for bit', async () => {
    const back = await decodeGlb(await encodeGlb(mesh))
    expect({ ...back, baseColor: null }).toEqual({ ...mesh, normals: mesh.normals.map((n) => n || 0), baseColor: null })
    expect(Buffer.from(back.baseColor.bytes).equals(mesh.baseColor.bytes)).toBe(true)
    expect(back.baseColor).toMatchObject({ mimeType: 'image/jpeg', width: 4, height: 2 })
  })
})

test('OBJ: three files that name each other, texture coordinates from the bottom', async () => {
  const path = join(folder, 'my model.obj')
  const { bytes } = await exportModel({ mesh, format: 'obj', path })
  expect(readdirSync(folder).sort()).toEqual(['my model.obj', 'my_model.jpg', 'my_model.mtl'])
  const total = readdirSync(folder).reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0)
  expect(bytes).toBe(total)
  const lines = readFileSync(path, 'utf8').split('\n')
  expect(lines[0]).toBe('mtllib my_model.mtl')
  expect(lines.filter((line) => line.startsWith('v ')).slice(0, 3)).toEqual([
    'v 0 1 0',
    'v -0.5 0 0.8660254',
    'v 1 0 0',
  ])
  expect(lines.filter((line) => line.startsWith('vt ')).slice(0, 3)).toEqual(['vt 0 1', 'vt 0.25 1', 'vt 0 0'])
  expect(lines.filter((line) => line.startsWith('f '))).toEqual([
    'f 1/1/1 2/2/2 3/3/3',
    'f 4/4/4 5/5/5 6/6/6',
    'f 7/7/7 8/8/8 9/9/9',
    'f 10/10/10 11/11/11 12/12/12',
  ])
  expect(readFileSync(join(folder, 'my_model.mtl'), 'utf8')).toContain('map_Kd my_model.jpg')
})

describe('describing', () => {
  const box = { min: [-0.5, 0, expect.closeTo(-0.866, 3)], max: [1, 1, expect.closeTo(0.866, 3)] }

  test.each(['glb', 'obj'] as const)('a mesh as %s', async (format) => {
    const path = join(folder, `model.${format}`)
    await exportModel({ mesh, format, path })
    expect(await describeModel(path)).toMatchObject({
      ...{ kind: 'mesh', format, vertices: 12, triangles: 4, bounds: box },
      bytes: readFileSync(path).length,
      texture: { width: 4, height: 2, mimeType: 'image/jpeg' },
    })
  })

  test.each(['ply', 'spz', 'splat'] as const)(
    'splats as %s: upright, whatever the frame of the file',
    async (format) => {
      const cloud = { ...randomSplats(2, 1), positions: Float32Array.from([0, -1, 2, 3, 5, 7]) }
      const path = join(folder, `splats.${format}`)
      await exportModel({ cloud, format, path })
      const close = (values: number[]) => values.map((value) => expect.closeTo(value, 3))
      expect(await describeModel(path)).toMatchObject({
        ...{ kind: 'splats', format, splats: 2, shDegree: format === 'splat' ? 0 : 1 },
        bounds: { min: close([0, -1, 2]), max: close([3, 5, 7]) },
      })
    },
  )

  test('a folder of photos', async () => {
    const description = await describeModel(VASE)
    expect(description).toMatchObject({ kind: 'photos', skipped: [] })
    expect(description.kind === 'photos' && description.photos.length).toBe(32)
  })

  test('what is missing, unknown or damaged', async () => {
    writeFileSync(join(folder, 'broken.glb'), 'glTF? no')
    writeFileSync(join(folder, 'x.fbx'), '')
    await expect(describeModel(join(folder, 'none'))).rejects.toMatchObject({ code: 'path_not_found' })
    await expect(describeModel(join(folder, 'none.glb'))).rejects.toMatchObject({ code: 'path_not_found' })
    await expect(describeModel(join(folder, 'x.fbx'))).rejects.toMatchObject({ code: 'unsupported_format' })
    await expect(describeModel(join(folder, 'broken.glb'))).rejects.toMatchObject({ code: 'unsupported_format' })
  })
})

describe('converting', () => {
  test('splats keep what both formats hold', async () => {
    const cloud = randomSplats(50, 1)
    const path = (name: string) => join(folder, name)
    await exportModel({ cloud, format: 'ply', path: path('a.ply') })
    expect(await convert(path('a.ply'), path('b.spz'))).toMatchObject({ format: 'spz', path: path('b.spz') })
    await convert(path('b.spz'), path('c.ply'))
    await convert(path('c.ply'), path('d.splat'))
    const first = await describeModel(path('a.ply'))
    const last = await describeModel(path('d.splat'))
    if (first.kind !== 'splats' || last.kind !== 'splats') throw new Error('expected splats')
    expect(last.splats).toBe(50)
    first.bounds?.max.forEach((value, axis) => {
      expect(last.bounds?.max[axis]).toBeCloseTo(value, 3)
    })
  })

  test('a mesh to OBJ, but not a mesh to splats', async () => {
    const glb = join(folder, 'a.glb')
    await exportModel({ mesh, format: 'glb', path: glb })
    await convert(glb, join(folder, 'b.obj'))
    expect(await describeModel(join(folder, 'b.obj'))).toMatchObject({ vertices: 12, triangles: 4 })
    await expect(convert(glb, join(folder, 'b.ply'))).rejects.toMatchObject({ code: 'unsupported_format' })
  })
})

const disk = mountSmallDisk(64)
afterAll(() => disk?.unmount())

describe('where to', () => {
  test.skipIf(!disk)('a full disk: the size needed is named, the old file stays, no half file is left', async () => {
    const path = join(disk?.path ?? '', 'splats.ply')
    await exportModel({ cloud: randomSplats(100, 0), format: 'ply', path })
    const old = readFileSync(path)
    await expect(exportModel({ cloud: randomSplats(5000, 0), format: 'ply', path })).rejects.toMatchObject({
      code: 'disk_full',
      // 5000 splats of 17 floats.
      message: expect.stringMatching(/splats\.ply needs 33[23] KiB and \d/),
      hint: expect.stringContaining('another disk'),
    })
    expect(readdirSync(disk?.path ?? '')).toEqual(['splats.ply'])
    expect(readFileSync(path).equals(old)).toBe(true)
  })

  test('missing folders are made; the old file is replaced, nothing else is left', async () => {
    const path = join(folder, 'new', 'deep', 'model.glb')
    await exportModel({ mesh, format: 'glb', path })
    writeFileSync(path, 'old')
    const { bytes } = await exportModel({ mesh, format: 'glb', path })
    expect(readFileSync(path).length).toBe(bytes)
    expect(readdirSync(dirname(path))).toEqual(['model.glb'])
  })

  test('a folder or a file in the way, and a format without its data', async () => {
    mkdirSync(join(folder, 'taken.glb', 'inside'), { recursive: true })
    await expect(exportModel({ mesh, format: 'glb', path: join(folder, 'taken.glb') })).rejects.toMatchObject({
      code: 'path_not_found',
      message: expect.stringContaining('is a folder'),
    })
    expect(readdirSync(folder)).toEqual(['taken.glb'])
    writeFileSync(join(folder, 'file'), '')
    await expect(exportModel({ mesh, format: 'glb', path: join(folder, 'file', 'a.glb') })).rejects.toMatchObject({
      code: 'path_not_found',
      hint: expect.stringContaining('another folder'),
    })
    await expect(exportModel({ mesh, format: 'ply', path: join(folder, 'a.ply') })).rejects.toMatchObject({
      code: 'bad_arguments',
    })
  })
})
