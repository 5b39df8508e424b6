import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import type { ModelDownload } from '../../../src-shared/studio-api/model-calls.ts'
import type { StudioEvent } from '../../../src-shared/studio-api/studio-events.ts'
import { temporaryFolder } from '../../support/onnx/model-on-disk.ts'
import { meanOfChannels } from '../../support/onnx/tiny-models.ts'
import { startTestStudio, type TestStudio, waitForEvent } from '../../support/studio/test-studio.ts'
import { startUnreliableServer, type UnreliableServer } from '../../support/unreliable-server.ts'

/** U2-Net takes 320 x 320 pixels: a net that fits the published card's tensors, but is not the published file. */
const NET = meanOfChannels([1, 3, 320, 320])

let folder: ReturnType<typeof temporaryFolder>
let studio: TestStudio
let server: UnreliableServer
beforeAll(async () => {
  folder = temporaryFolder()
  vi.stubEnv('GLIMPSE3D_HOME', join(folder.path, 'home'))
  server = await startUnreliableServer(NET)
  studio = await startTestStudio({ library: join(folder.path, 'library') })
})
afterAll(async () => {
  await studio.server.close()
  await server.close()
  vi.unstubAllEnvs()
  folder.remove()
})

/** The download of U2-Net small as an event tells it. */
function downloadIn(event: StudioEvent): ModelDownload | undefined {
  const downloads =
    event.type === 'modelDownloads' ? event.downloads : event.type === 'models' ? event.models.downloads : []
  return downloads.find(({ id }) => id === 'u2netp')
}

test('a download is told while it runs, paused and gone on with; wrong bytes end in an error, which can be dismissed', async () => {
  const connection = studio.connect()
  const { api } = connection.client
  const before = await api.getModels({})
  expect(before.folder).toBe(join(folder.path, 'home', 'models'))
  expect(before.downloads).toEqual([])
  await api.setModelSettings({ mirror: server.url })
  expect(await api.modelSize({ id: 'u2netp' })).toEqual({ bytes: NET.length })

  server.mishaps.push({ stallsAfter: 30 })
  await api.installModel({ id: 'u2netp' })
  await waitForEvent(connection, (event) => downloadIn(event)?.done === 30)
  await expect(api.installModel({ id: 'u2netp' })).rejects.toMatchObject({ code: 'project_busy' })
  await expect(api.removeModel({ id: 'u2netp' })).rejects.toMatchObject({ code: 'project_busy' })
  await api.pauseModel({ id: 'u2netp' })
  const paused = await api.getModels({})
  expect(paused.downloads).toMatchObject([{ id: 'u2netp', state: 'paused', done: 30, total: NET.length, error: null }])
  expect(paused.models.find(({ id }) => id === 'u2netp')?.partBytes).toBe(30)

  await api.installModel({ id: 'u2netp' })
  const failed = await waitForEvent(connection, (event) => downloadIn(event)?.state === 'failed')
  expect(server.requests.at(-1)).toBe('GET /danielgatis/rembg/releases/download/v0.0.0/u2netp.onnx bytes=30-')
  expect(downloadIn(failed)?.error).toMatchObject({
    code: 'download_failed',
    hint: expect.stringContaining('nothing was installed'),
  })
  await api.cancelModel({ id: 'u2netp' })
  const after = await api.getModels({})
  expect(after.downloads).toEqual([])
  expect(after.models.find(({ id }) => id === 'u2netp')).toMatchObject({ state: 'absent', partBytes: 0 })
  connection.client.close()
})

test('an own file goes up by a handle, is checked by the engine, put to use, verified and removed', async () => {
  const connection = studio.connect()
  const { api, issueHandles } = connection.client
  const add = async (name: string, bytes: Uint8Array, like: string | null) => {
    const handles = await issueHandles([new File([new Uint8Array(bytes)], name)], new AbortController().signal)
    return api.addModel({ handles: [...handles], like })
  }
  await expect(add('unknown.onnx', NET, null)).rejects.toMatchObject({ code: 'bad_arguments' })
  await expect(add('text.onnx', new TextEncoder().encode('no graph'), 'u2net')).rejects.toMatchObject({
    code: 'model_unusable',
  })
  expect(await add('Statue net.onnx', NET, 'u2net')).toEqual({ id: 'statue-net' })
  // What was uploaded is gone, whether it was taken or not.
  expect(readdirSync(join(folder.path, 'library', '.uploads'))).toEqual([])
  const own = async () => (await api.getModels({})).models.find(({ id }) => id === 'statue-net')
  expect(await own()).toMatchObject({ slot: 'background', inUse: true, own: true, state: 'installed' })
  await waitForEvent(connection, (event) => event.type === 'models' && event.models.models.some((model) => model.inUse))
  await api.chooseModel({ slot: 'background', id: null })
  expect((await own())?.inUse).toBe(false)
  await api.verifyModel({ id: 'statue-net' })
  await api.removeModel({ id: 'statue-net' })
  expect(await own()).toBeUndefined()
  const providers = await api.checkProviders({})
  expect(providers.at(-1)).toEqual({ provider: 'cpu', loads: true, reason: '' })
  connection.client.close()
})

test('a page can choose a folder for models, but none that holds other things; nor an address that is none', async () => {
  const { client } = studio.connect()
  const taken = join(folder.path, 'documents')
  mkdirSync(taken)
  writeFileSync(join(taken, 'letter.txt'), 'Dear reader')
  for (const bad of [taken, 'relative/path', join(taken, 'letter.txt')]) {
    await expect(client.api.setModelSettings({ folder: bad })).rejects.toMatchObject({ hint: expect.any(String) })
  }
  await expect(client.api.setModelSettings({ mirror: 'gopher://x' })).rejects.toMatchObject({ code: 'bad_arguments' })
  const chosen = join(folder.path, 'disk', 'models')
  expect((await client.api.setModelSettings({ folder: chosen })).folder).toBe(chosen)
  expect(existsSync(chosen)).toBe(true)
  expect((await client.api.setModelSettings({ folder: null })).folder).toBe(join(folder.path, 'home', 'models'))
  for (const id of ['../library', 'a/b', '.uploads', '']) {
    await expect(client.api.removeModel({ id })).rejects.toMatchObject({ code: 'bad_arguments' })
  }
  await expect(client.api.removeModel({ id: 'unknown' })).rejects.toMatchObject({ code: 'model_missing' })
  client.close()
})
