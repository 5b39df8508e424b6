import { join } from 'node:path'
import { validateBytes } from 'gltf-validator'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { SPLAT_CODECS } from '../../src-engine/splats/formats/codecs.ts'
import { openLibrary } from '../../src-main/host/library-shelf.ts'
import { projectPaths } from '../../src-main/host/stored-project.ts'
import { encodeIndexSet } from '../../src-shared/index-set.ts'
import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import type { ExportEntry } from '../../src-shared/studio-api/project.ts'
import { finishStages } from '../support/finished-stages.ts'
import { smallVase } from '../support/small-vase.ts'
import { sphereMesh } from '../support/sphere-mesh.ts'
import { filesOf, rawRequest, startTestStudio, type TestStudio, waitForEvent } from '../support/studio/test-studio.ts'
import { randomSplats } from '../support/test-models.ts'
import { temporaryFolder } from '../support/test-photos.ts'

const SPLATS = 1000
const root = temporaryFolder()
let studio: TestStudio
let projectId = ''

beforeAll(async () => {
  const library = await openLibrary(join(root, 'library'))
  const project = await library.create('Ball')
  projectId = project.id
  const bytes = await sharp({ create: { width: 1024, height: 1024, channels: 3, background: '#c63' } })
    .jpeg()
    .toBuffer()
  await finishStages(projectPaths(project.folder).work, {
    cloud: randomSplats(SPLATS, 1),
    mesh: sphereMesh(30, { mimeType: 'image/jpeg', width: 1024, height: 1024, bytes: Uint8Array.from(bytes) }),
  })
  library.close()
  studio = await startTestStudio({ library: join(root, 'library') })
})
afterAll(() => studio.server.close())

async function fetchExport(entry: ExportEntry): Promise<Buffer> {
  const [{ name }] = entry.files
  const address = formatFileAddress({ kind: 'export', projectId, format: entry.format, name })
  return (await rawRequest(studio.server.port, `/${address}`, studio.headers)).body
}

test('what is deleted and undone in one window is so in the file that another exports', async () => {
  const [one, other] = [studio.connect().client.api, studio.connect().client.api]
  const { cloud, cursor } = await one.getEdits({ projectId })
  expect(cursor).toBe(0)
  const remove = (from: number, to: number, at: number) => {
    const splats = encodeIndexSet(
      Array.from({ length: to - from }, (_, i) => from + i),
      SPLATS,
    )
    return one.pushEdit({ projectId, cloud, at, operation: { type: 'delete', splats, label: 'lasso' } })
  }
  await remove(0, 100, 0)
  await remove(100, 300, 1)
  await one.moveEdits({ projectId, cloud, cursor: 1 })
  expect(await other.getEdits({ projectId })).toMatchObject({ cloud, cursor: 1 })

  const edited = await SPLAT_CODECS.ply.decode(await fetchExport(await other.exportModel({ projectId, format: 'ply' })))
  expect(edited.count).toBe(SPLATS - 100)
  const options = { edited: false, shDegree: 0 } as const
  const all = await SPLAT_CODECS.ply.decode(
    await fetchExport(await other.exportModel({ projectId, format: 'ply', options })),
  )
  expect([all.count, all.shDegree]).toEqual([SPLATS, 0])
})

test('exports of one file at the same time each come whole, and every window hears of them', async () => {
  const browser = studio.connect()
  const { api } = browser.client
  await api.openProject({ projectId })
  const sizes = [100, 500, 1000, 1500]
  const entries = await Promise.all(
    sizes.map((triangles) => api.exportModel({ projectId, format: 'glb', options: { triangles } })),
  )
  // One after the other: the last that was asked for is the one that is there.
  const { issues, info } = await validateBytes(await fetchExport(entries[3]))
  expect(issues.messages).toEqual([])
  expect(info.totalTriangleCount).toBeGreaterThan(1400)
  await waitForEvent(browser, () => browser.events.filter(({ type }) => type === 'exports').length >= sizes.length)
  const last = browser.events.findLast((event) => event.type === 'exports')
  expect(last?.exports.find(({ format }) => format === 'glb')).toEqual(entries[3])
})

test('another type of texture leaves none of the former behind, and the size is as predicted', async () => {
  const { api } = studio.connect().client
  const extensions = ({ files }: ExportEntry) => files.map(({ name }) => name.split('.').at(-1)).sort()
  const bytes = ({ files }: ExportEntry) => files.reduce((sum, file) => sum + file.bytes, 0)
  expect(extensions(await api.exportModel({ projectId, format: 'obj' }))).toEqual(['jpg', 'mtl', 'obj'])
  const request = { projectId, format: 'obj', options: { textureFormat: 'png', textureSize: 512 } } as const
  const predicted = await api.predictExport(request)
  const entry = await api.exportModel(request)
  expect(extensions(entry)).toEqual(['mtl', 'obj', 'png'])
  // The names in the file may differ in length.
  expect(Math.abs(predicted.bytes - bytes(entry))).toBeLessThan(100)
})

test('a run that is going on does not keep finished models from being exported', async () => {
  const browser = studio.connect()
  const { api } = browser.client
  const { id } = await api.createProject({ name: 'Vase' })
  const handles = await browser.client.issueHandles(await filesOf(await smallVase(join(root, 'photos'), 6)))
  await api.addPhotos({ projectId: id, handles })
  await api.openProject({ projectId: id })
  await api.startRun({ projectId: id, options: { preset: 'fast', keepScene: true } })
  await waitForEvent(browser, (event) => event.type === 'metrics')
  const entry = await api.exportModel({ projectId, format: 'usdz' })
  expect((await fetchExport(entry)).toString('latin1', 0, 2)).toBe('PK')
  await expect(api.exportModel({ projectId: id, format: 'glb' })).rejects.toMatchObject({ code: 'bad_arguments' })
  expect((await api.openProject({ projectId: id })).summary.state).toBe('running')
  await api.cancelRun({ projectId: id })
  await waitForEvent(
    browser,
    (event) => event.type === 'summary' && event.projectId === id && event.summary.state === 'cancelled',
  )
})
