import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stroke } from '../../../src-shared/strokes.ts'
import { formatFileAddress } from '../../../src-shared/studio-api/file-address.ts'
import { rawRequest, startTestStudio, type TestStudio } from '../../support/studio/test-studio.ts'
import { temporaryFolder } from '../../support/test-photos.ts'

let studio: TestStudio
let library: string

beforeAll(async () => {
  library = join(temporaryFolder(), 'library')
  studio = await startTestStudio({ library })
})
afterAll(() => studio.server.close())

/** Two discs on white, 600 x 400: the larger one is the object. */
async function discs(): Promise<File> {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="600" height="400" viewBox="0 0 300 200"><rect width="300" height="200" fill="#fff"/>
    <circle cx="110" cy="100" r="60" fill="#a33"/><circle cx="250" cy="60" r="22" fill="#338"/></svg>`
  const png = await sharp(Buffer.from(svg)).png().toBuffer()
  return new File([new Uint8Array(png)], 'discs.png')
}

test('strokes change the cut-out that is shown, and are kept for the runs with the photo they are of', async () => {
  const { client } = studio.connect()
  const { api } = client
  const [handle, other] = await client.issueHandles([await discs(), await discs()], new AbortController().signal)
  // They are looked at without being taken.
  expect(await api.inspectHandles({ handles: [handle, other] })).toEqual({
    names: ['discs.png', 'discs.png'],
    views: [],
  })
  const { id: projectId } = await api.createProject({ name: 'Discs' })
  const { photos } = await api.addPhotos({ projectId, handles: [handle] })
  const photoId = photos[0].id

  const opacityAt = async (x: number, y: number) => {
    const address = `/${formatFileAddress({ kind: 'cutMatte', projectId })}`
    const { body } = await rawRequest(studio.server.port, address, studio.headers)
    const { data, info } = await sharp(body).raw().toBuffer({ resolveWithObject: true })
    expect(info).toMatchObject({ width: 600, height: 400, channels: 4 })
    return data[4 * (y * info.width + x) + 3]
  }
  const plain = await api.previewCutOut({ projectId, photoId, strokes: [] })
  expect(plain).toMatchObject({ found: true, method: 'grabcut' })
  expect(await opacityAt(220, 200)).toBeGreaterThan(250)
  expect(await opacityAt(500, 120)).toBeLessThan(5)

  const keep: Stroke = { kind: 'object', points: [0.82, 0.28, 0.84, 0.32], radius: 0.03 }
  const kept = await api.previewCutOut({ projectId, photoId, strokes: [keep] })
  expect(kept.revision).toBeGreaterThan(plain.revision)
  expect(await opacityAt(500, 120)).toBeGreaterThan(250)

  const all: Stroke = { kind: 'background', points: [0, 0.5, 1, 0.5], radius: 0.25 }
  const nothing = [all, { ...all, points: [0, 0, 1, 0] }, { ...all, points: [0, 1, 1, 1] }]
  expect(await api.previewCutOut({ projectId, photoId, strokes: nothing })).toMatchObject({ found: false })
  expect(await opacityAt(220, 200)).toBe(0)

  await api.setCorrections({ projectId, photoId, strokes: [keep] })
  const { corrections } = await api.openProject({ projectId })
  expect(corrections).toEqual({ photoId, strokes: [keep] })
  const stored = JSON.parse(await readFile(join(library, projectId, 'studio.json'), 'utf8'))
  expect(stored.corrections).toEqual({ photoId, strokes: [keep] })
  await api.setCorrections({ projectId, photoId, strokes: [] })
  expect((await api.openProject({ projectId })).corrections).toBeNull()

  const strange = '0123456789abcdef'
  await expect(api.previewCutOut({ projectId, photoId: strange, strokes: [] })).rejects.toMatchObject({
    code: 'path_not_found',
  })
  await expect(api.setCorrections({ projectId, photoId, strokes: [{ ...keep, points: [0.1] }] })).rejects.toMatchObject(
    { code: 'bad_arguments' },
  )
  client.close()
})

test('sixteen small squares of one size may be views; fifteen, or others, may not', async () => {
  const { client } = studio.connect()
  const square = async (side: number) => {
    const background = { r: 200, g: 30, b: 30 }
    const png = await sharp({ create: { width: side, height: side, channels: 3, background } })
      .png()
      .toBuffer()
    return new File([new Uint8Array(png)], 'view.png')
  }
  const [small, large] = [await square(64), await square(65)]
  const issue = (files: File[]) => client.issueHandles(files, new AbortController().signal)
  const sixteen = await issue(Array.from({ length: 16 }, () => small))
  expect((await client.api.inspectHandles({ handles: sixteen })).views).toHaveLength(16)
  expect((await client.api.inspectHandles({ handles: sixteen.slice(1) })).views).toEqual([])
  const mixed = [...sixteen.slice(1), ...(await issue([large]))]
  expect((await client.api.inspectHandles({ handles: mixed })).views).toEqual([])
  client.close()
})
