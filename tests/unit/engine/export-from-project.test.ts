import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { NodeIO } from '@gltf-transform/core'
import { validateBytes } from 'gltf-validator'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { exportModel } from '../../../src-engine/export/export-model.ts'
import { decodeGlb } from '../../../src-engine/export/read-glb.ts'
import { trainedCloud } from '../../../src-engine/library/trained-cloud.ts'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { SPLAT_CODECS } from '../../../src-engine/splats/formats/codecs.ts'
import type { ExportSource } from '../../../src-main/engine/export-calls.ts'
import { exportHandlers } from '../../../src-main/engine/export-from-project.ts'
import type { EditOperation } from '../../../src-shared/edits.ts'
import { exportOptionsSchema } from '../../../src-shared/export-options.ts'
import { MODEL_FORMATS, type ModelFormat } from '../../../src-shared/formats.ts'
import { encodeIndexSet } from '../../../src-shared/index-set.ts'
import type { TexturedMesh } from '../../../src-shared/mesh.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { finishStages } from '../../support/finished-stages.ts'
import { areaOf, sphereMesh } from '../../support/sphere-mesh.ts'
import { randomSplats } from '../../support/test-models.ts'
import { temporaryFolder } from '../../support/test-photos.ts'

const SPLATS = 3000
const TEXTURE = 1024
/** The upper half of the sphere. */
const crop: EditOperation = {
  type: 'crop',
  volume: { kind: 'box', centre: [0, 1, 0], half: [2, 1, 2], rotation: [1, 0, 0, 0] },
}

let project = ''
let mesh: TexturedMesh
let cloud: SplatCloud
let cloudName = ''
beforeAll(async () => {
  const random = seededRandom(7)
  // Large spots: about as much detail as a photo.
  const spots = Uint8Array.from({ length: 3 * 64 * 64 }, () => 255 * random())
  const bytes = await sharp(spots, { raw: { width: 64, height: 64, channels: 3 } })
    .resize(TEXTURE)
    .jpeg({ quality: 92 })
    .toBuffer()
  mesh = sphereMesh(50, { mimeType: 'image/jpeg', width: TEXTURE, height: TEXTURE, bytes: Uint8Array.from(bytes) })
  cloud = randomSplats(SPLATS, 2)
  for (let i = 0; i < SPLATS; i++) {
    const at = cloud.positions.subarray(3 * i, 3 * i + 3)
    const length = Math.hypot(...at)
    at.forEach((value, k) => {
      at[k] = value / length
    })
  }
  project = join(temporaryFolder(), 'work')
  await finishStages(project, { cloud, mesh })
  cloudName = (await trainedCloud(project))?.name ?? ''
})

const source = (format: ModelFormat, options: object = {}, operations: EditOperation[] = []): ExportSource => ({
  ...{ project, format, options: exportOptionsSchema.parse(options) },
  edits: operations.length > 0 ? { cloud: cloudName, operations } : null,
})

/** Exports into a new folder; gives the model's own file. */
async function written(...what: Parameters<typeof source>): Promise<Buffer> {
  const path = join(temporaryFolder(), `a.${what[0]}`)
  await exportHandlers.exportModel({ ...source(...what), path })
  return readFileSync(path)
}
const asMesh = async (...what: Parameters<typeof source>) => decodeGlb(await written(...what))

describe('without options', () => {
  test.each(MODEL_FORMATS)('%s is to the byte what the command line writes', async (format) => {
    const path = join(temporaryFolder(), `a.${format}`)
    await exportModel({ mesh, cloud, format, path })
    expect(readFileSync(path).equals(await written(format))).toBe(true)
  })
})

describe('options of meshes', () => {
  test('triangles: at most so many, the shape kept, the texture as it was', async () => {
    // A sphere of triangles is smaller than the sphere, the fewer the more.
    for (const [triangles, area] of [
      [3000, 0.98],
      [400, 0.9],
    ]) {
      const simple = await asMesh('glb', { triangles })
      expect(simple.indices.length / 3).toBeLessThanOrEqual(triangles)
      expect(simple.indices.length / 3).toBeGreaterThan(0.9 * triangles)
      expect(areaOf(simple) / areaOf(mesh)).toBeGreaterThan(area)
      expect(Buffer.from(simple.baseColor.bytes).equals(mesh.baseColor.bytes)).toBe(true)
      // Every vertex is one of the mesh's, with its own place in the texture.
      const known = new Set(Array.from({ length: mesh.uvs.length / 2 }, (_, v) => vertexText(mesh, v)))
      for (let v = 0; v < simple.uvs.length / 2; v++) expect(known.has(vertexText(simple, v))).toBe(true)
    }
    expect((await asMesh('glb', { triangles: 5_000_000 })).indices).toEqual(mesh.indices)
  })

  test('texture: smaller, never larger, as JPEG or PNG', async () => {
    const small = (await asMesh('glb', { textureSize: 512 })).baseColor
    expect(small).toMatchObject({ mimeType: 'image/jpeg', width: 512, height: 512 })
    expect(await sharp(small.bytes).metadata()).toMatchObject({ format: 'jpeg', width: 512 })
    const large = (await asMesh('glb', { textureSize: 4096 })).baseColor
    expect(Buffer.from(large.bytes).equals(mesh.baseColor.bytes)).toBe(true)
    const png = (await asMesh('glb', { textureFormat: 'png' })).baseColor
    expect(png).toMatchObject({ mimeType: 'image/png', width: TEXTURE })
    const [before, after] = await Promise.all([mesh.baseColor, png].map(({ bytes }) => sharp(bytes).raw().toBuffer()))
    expect(after.equals(before)).toBe(true)
  })

  test('with all of them and edits, GLB still passes without a remark', async () => {
    const options = { triangles: 500, textureSize: 512, textureFormat: 'png' }
    const half = Array.from({ length: SPLATS / 2 }, (_, i) => 2 * i)
    const { issues, info } = await validateBytes(
      await written('glb', options, [
        crop,
        { type: 'delete', splats: encodeIndexSet(half, SPLATS), label: '' },
        { type: 'transform', transform: { translation: [1, 2, 3], rotation: [0.6, 0.8, 0, 0], scale: 0.3 } },
      ]),
    )
    expect(issues.messages).toEqual([])
    expect(info.totalTriangleCount).toBeLessThanOrEqual(500)
  })
})

test('degree of the harmonics: cut down, never up', async () => {
  const [asTrained, plain, high] = await Promise.all(
    [{}, { shDegree: 0 }, { shDegree: 3 }].map(async (options) =>
      SPLAT_CODECS.ply.decode(await written('ply', options)),
    ),
  )
  expect([asTrained.shDegree, plain.shDegree, high.shDegree]).toEqual([2, 0, 2])
  expect(plain.sh).toEqual(cloud.sh.filter((_, i) => i % 27 < 3))
})

describe('edits', () => {
  test('are in the mesh and in the splats', async () => {
    expect(areaOf(await asMesh('glb', {}, [crop])) / areaOf(mesh)).toBeCloseTo(0.5, 3)
    // Cut open, its inside is seen; whole, it need not be drawn.
    expect(await isDoubleSided(await written('glb', {}, [crop]))).toBe(true)
    expect(await isDoubleSided(await written('glb'))).toBe(false)
    const { count, positions } = await SPLAT_CODECS.ply.decode(await written('ply', {}, [crop]))
    expect(count).toBe(cloud.positions.filter((y, i) => i % 3 === 1 && y >= 0).length)
    expect(positions.every((y, i) => i % 3 !== 1 || y >= 0)).toBe(true)
  })

  test('that leave nothing are refused, and so are those of other splats', async () => {
    const all = Array.from({ length: SPLATS }, (_, i) => i)
    const everything: EditOperation = { type: 'delete', splats: encodeIndexSet(all, SPLATS), label: '' }
    for (const format of ['glb', 'spz'] as const)
      await expect(written(format, {}, [everything])).rejects.toMatchObject({
        ...{ code: 'bad_arguments', hint: expect.stringContaining('Undo') },
      })
    const others = { ...source('ply', {}, [crop]), edits: { cloud: 'others:5', operations: [crop] } }
    await expect(exportHandlers.predictExport(others)).rejects.toMatchObject({ code: 'bad_arguments' })
  })
})

describe('the predicted size', () => {
  test.each(MODEL_FORMATS)('of %s is what is written', async (format) => {
    for (const [options, operations] of [
      [{}, []],
      [{ triangles: 1000, textureSize: 512, shDegree: 1 }, [crop]],
    ] as const) {
      const { bytes } = await exportHandlers.predictExport(source(format, options, [...operations]))
      const folder = temporaryFolder()
      const path = join(folder, `model.${format}`)
      const exported = await exportHandlers.exportModel({ ...source(format, options, [...operations]), path })
      expect(bytes).toBe(exported.bytes)
      expect(readdirSync(folder).sort()).toEqual([...exported.files].sort())
      expect(readdirSync(folder).reduce((sum, name) => sum + readFileSync(join(folder, name)).length, 0)).toBe(bytes)
    }
  })

  test('follows a stage that is made anew', async () => {
    const own = join(temporaryFolder(), 'work')
    const request = { ...source('splat'), project: own }
    await expect(exportHandlers.predictExport(request)).rejects.toMatchObject({
      ...{ code: 'bad_arguments', hint: expect.stringContaining('run') },
    })
    await finishStages(own, { cloud: randomSplats(10, 0) })
    expect(await exportHandlers.predictExport(request)).toEqual({ bytes: 320 })
    await finishStages(own, { cloud: randomSplats(20, 0) })
    expect(await exportHandlers.predictExport(request)).toEqual({ bytes: 640 })
  })
})

async function isDoubleSided(glb: Buffer): Promise<boolean | undefined> {
  return (await new NodeIO().readBinary(glb)).getRoot().listMaterials()[0]?.getDoubleSided()
}

function vertexText({ positions, uvs }: TexturedMesh, v: number): string {
  return [...positions.subarray(3 * v, 3 * v + 3), ...uvs.subarray(2 * v, 2 * v + 2)].join()
}
