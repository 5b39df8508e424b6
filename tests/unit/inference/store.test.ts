import { createHash } from 'node:crypto'
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, afterEach, beforeEach, expect, test, vi } from 'vitest'
import { remoteSize } from '../../../src-engine/inference/downloads/remote-size.ts'
import { createInference } from '../../../src-engine/inference/sessions/inference.ts'
import { slotModel } from '../../../src-engine/inference/slot-model.ts'
import { addModel } from '../../../src-engine/inference/store/add-model.ts'
import { installModel } from '../../../src-engine/inference/store/install-model.ts'
import { discardDownload, removeModel, useModel, verifyModel } from '../../../src-engine/inference/store/keep-models.ts'
import { findCard, listModels, modelInUse } from '../../../src-engine/inference/store/list-models.ts'
import { effectiveModelSettings, writeModelSettings } from '../../../src-engine/inference/store/model-settings.ts'
import { temporaryFolder } from '../../support/onnx/model-on-disk.ts'
import {
  ballDecoder,
  cardLike,
  graphCard,
  meanColourEncoder,
  meanDifference,
  meanOfChannels,
} from '../../support/onnx/tiny-models.ts'
import { startUnreliableServer, type UnreliableServer } from '../../support/unreliable-server.ts'

const SHAPE = [1, 3, 8, 8]
const NET = meanOfChannels(SHAPE)
const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** A card whose file is published, with the checksum of `NET`. */
const CARD = cardLike<'background'>('u2netp', {
  image: { size: { fit: 'exact', width: 8, height: 8 } },
  graphs: {
    matte: {
      ...graphCard(
        'u2netp.onnx',
        { image: { name: null, shape: SHAPE } },
        { matte: { name: null, shape: [1, 1, 8, 8] } },
      ),
      file: {
        name: 'u2netp.onnx',
        url: 'https://example.org/files/u2netp.onnx',
        bytes: NET.length,
        hash: { algorithm: 'sha256', hex: sha256(NET) },
      },
    },
  },
})

const inference = createInference({ threads: 1, provider: 'cpu' })
afterAll(() => inference.close())
let folder: ReturnType<typeof temporaryFolder>
let server: UnreliableServer
beforeEach(async () => {
  folder = temporaryFolder()
  server = await startUnreliableServer(NET)
  vi.stubEnv('GLIMPSE3D_HOME', join(folder.path, 'home'))
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await server.close()
  folder.remove()
})

const models = () => join(folder.path, 'models')
const install = (card = CARD) =>
  installModel(models(), card, inference, { mirror: server.url, waitMs: 1, tries: 2, env: {} })
const entry = async (id = 'u2netp') => (await listModels(models())).find((model) => model.id === id)!

/** A file of the user's own. */
function own(name: string, bytes: Uint8Array) {
  const path = join(folder.path, name)
  writeFileSync(path, bytes)
  return { path, name }
}

test('an installed model is checked, put to use and found; removed, its step is built in again', async () => {
  expect(await entry()).toMatchObject({ state: 'absent', inUse: false, downloadable: true })
  expect(await remoteSize(CARD, server.url, { env: {} })).toBe(NET.length)
  await install()
  expect(server.requests).toEqual(['HEAD /files/u2netp.onnx', 'GET /files/u2netp.onnx'])
  expect(await entry()).toMatchObject({ state: 'installed', inUse: true, bytes: NET.length, partBytes: 0 })
  expect((await modelInUse(models(), 'background'))?.card).toEqual(CARD)
  expect(await modelInUse(models(), 'depth')).toBeNull()
  await verifyModel(models(), 'u2netp', inference)
  await removeModel(models(), 'u2netp')
  expect(await entry()).toMatchObject({ state: 'absent', inUse: false })
  expect(existsSync(join(models(), 'u2netp'))).toBe(false)
})

test('an installed model that is whole is not fetched again', async () => {
  await install()
  await install()
  expect(server.requests).toHaveLength(1)
})

test('wrong bytes leave nothing installed, and what was in use stays so', async () => {
  await addModel(models(), [own('mine.onnx', meanOfChannels(SHAPE, 'image'))], inference, {
    ...CARD,
    graphs: unpublished(),
  })
  server.mishaps.push({ sends: new Uint8Array(NET.length) })
  const other = { ...CARD, id: 'other' }
  await expect(install(other)).rejects.toMatchObject({ code: 'download_failed' })
  expect(readdirSync(join(models(), 'other'))).toEqual([])
  expect((await modelInUse(models(), 'background'))?.card.id).toBe('u2netp')
})

function unpublished() {
  return { matte: { ...CARD.graphs.matte, file: { ...CARD.graphs.matte.file, url: null, hash: null, bytes: null } } }
}

test('a file that is right but does not fit its card is refused by name, and deleted', async () => {
  const graphs = {
    matte: { ...CARD.graphs.matte, inputs: { image: { name: 'photo', type: 'float32' as const, shape: SHAPE } } },
  }
  await expect(install({ ...CARD, graphs })).rejects.toMatchObject({
    code: 'model_unusable',
    message: expect.stringContaining('U2-Net small does not fit its card: u2netp.onnx: it has no input "photo"'),
  })
  expect(readdirSync(join(models(), 'u2netp'))).toEqual([])
  expect(await modelInUse(models(), 'background')).toBeNull()
})

test('what has changed or gone is found out: by its size at once, by its content when it is verified', async () => {
  await install()
  const path = join(models(), 'u2netp', 'u2netp.onnx')
  const changed = NET.slice()
  changed[changed.length - 1] ^= 1
  writeFileSync(path, changed)
  expect((await entry()).state).toBe('installed')
  await expect(verifyModel(models(), 'u2netp', inference)).rejects.toMatchObject({
    code: 'model_unusable',
    message: expect.stringContaining('has changed since it was installed'),
  })
  appendFileSync(path, 'x')
  expect(await entry()).toMatchObject({ state: 'damaged', inUse: false })
  expect(await modelInUse(models(), 'background')).toBeNull()
  rmSync(path)
  await expect(verifyModel(models(), 'u2netp', inference)).rejects.toThrow('is missing or cannot be read')
  await install()
  await verifyModel(models(), 'u2netp', inference)
})

test('a stopped download shows what has arrived, and can be thrown away', async () => {
  const controller = new AbortController()
  server.mishaps.push({ stallsAfter: 50 })
  const stopped = installModel(models(), CARD, inference, {
    mirror: server.url,
    env: {},
    signal: controller.signal,
    onBytes: (_, done) => done === 50 && controller.abort(),
  })
  await expect(stopped).rejects.toMatchObject({ code: 'cancelled' })
  expect(await entry()).toMatchObject({ state: 'absent', partBytes: 50 })
  await discardDownload(models(), 'u2netp')
  expect((await entry()).partBytes).toBe(0)
})

test('of a model in two files the one that has arrived is not fetched again when the other breaks off', async () => {
  const url = (name: string) => ({ name, url: `https://example.org/${name}`, bytes: null, hash: null })
  const graph = { ...CARD.graphs.matte, file: url('u2netp.onnx') }
  // Checked as one graph twice: what counts here are the files.
  const two = { ...CARD, graphs: { matte: graph, second: { ...graph, file: url('second.onnx') } } }
  server.mishaps.push({}, { status: 404 })
  await expect(install(two)).rejects.toMatchObject({ code: 'download_failed' })
  expect(await entry()).toMatchObject({ state: 'absent', partBytes: NET.length })
  await install(two)
  expect(server.requests).toEqual(['GET /u2netp.onnx', 'GET /second.onnx', 'GET /second.onnx'])
  expect(readdirSync(join(models(), 'u2netp')).sort()).toEqual(['installed.json', 'second.onnx', 'u2netp.onnx'])
})

test('two do not install one model at once; a lock that a dead process has left is no hindrance', async () => {
  const both = await Promise.allSettled([install(), install()])
  expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected'])
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'project_busy' } })
  await removeModel(models(), 'u2netp')
  mkdirSync(join(models(), 'u2netp'), { recursive: true })
  // Larger than any process id.
  writeFileSync(join(models(), 'u2netp', '.lock'), '99999999')
  await install()
  expect((await entry()).state).toBe('installed')
})

test('own files: like a card that publishes a checksum they become a model of their own', async () => {
  const card = await addModel(models(), [own('My Net (v2).onnx', NET)], inference, CARD)
  expect(card).toMatchObject({ id: 'my-net-v2', title: 'My Net (v2)', slot: 'background', matte: 'stretch' })
  expect(await entry('my-net-v2')).toMatchObject({ own: true, state: 'installed', inUse: true, downloadable: false })
  expect(readFileSync(join(models(), 'my-net-v2', 'matte.onnx')).equals(NET)).toBe(true)
  expect((await findCard(models(), 'my-net-v2')).licence.name).toBe('your own file')
  await verifyModel(models(), 'my-net-v2', inference)
  await removeModel(models(), 'my-net-v2')
  await expect(findCard(models(), 'my-net-v2')).rejects.toMatchObject({ code: 'model_missing' })
})

test('own files: a card without checksums takes them as that model, two graphs together', async () => {
  const codes = { name: 'scene_codes', shape: [1, 3, 1, 1, 1] }
  const shape = cardLike<'shape'>('triposr', {
    image: { size: { fit: 'exact', width: 16, height: 16 } },
    graphs: {
      encode: graphCard('encoder.onnx', { image: { name: 'photo', shape: [1, 3, 16, 16] } }, { codes }),
      query: graphCard(
        'decoder.onnx',
        { codes, points: { name: 'points', shape: [1, 'n', 3] } },
        { density: { name: 'density', shape: [1, 'n', 1] }, colour: { name: 'color', shape: [1, 'n', 3] } },
      ),
    },
  })
  const encoder = own('encoder.onnx', meanColourEncoder(16))
  await expect(addModel(models(), [encoder], inference, shape)).rejects.toMatchObject({
    code: 'bad_arguments',
    message: expect.stringContaining('TripoSR has 2 files: encode (encoder.onnx), query (decoder.onnx)'),
  })
  // In the other order: they are known by their names.
  const card = await addModel(models(), [own('decoder.onnx', ballDecoder()), encoder], inference, shape)
  expect(card.id).toBe('triposr')
  expect(await entry('triposr')).toMatchObject({ state: 'installed', inUse: true, own: false })
})

test('own files that nobody knows, that are missing, or that do not fit are refused with a word on what to do', async () => {
  const net = own('some.onnx', NET)
  await expect(addModel(models(), [net], inference)).rejects.toMatchObject({
    code: 'bad_arguments',
    hint: expect.stringContaining('--like u2net'),
  })
  await expect(
    addModel(models(), [{ path: '/nowhere.onnx', name: 'nowhere.onnx' }], inference, CARD),
  ).rejects.toMatchObject({
    code: 'path_not_found',
  })
  const unfit = addModel(models(), [own('lpips.onnx', meanDifference())], inference, CARD)
  await expect(unfit).rejects.toMatchObject({ code: 'model_unusable' })
  expect(await modelInUse(models(), 'background')).toBeNull()
})

test('a step uses what is chosen for it, in the chosen folder, with the chosen provider', async () => {
  await install()
  const before = await effectiveModelSettings()
  expect(before).toEqual({ folder: join(folder.path, 'home', 'models'), mirror: null, provider: 'auto' })
  expect(await slotModel('background')).toBeNull()
  await writeModelSettings({ folder: models(), mirror: 'https://mirror.example', provider: 'cpu' })
  expect(await effectiveModelSettings()).toEqual({
    folder: models(),
    mirror: 'https://mirror.example',
    provider: 'cpu',
  })
  expect((await slotModel('background'))?.card).toEqual(CARD)
  await useModel(models(), 'background', null)
  expect(await slotModel('background')).toBeNull()
  await useModel(models(), 'background', 'u2netp')
  expect((await slotModel('background'))?.card.id).toBe('u2netp')
  await expect(useModel(models(), 'depth', 'u2netp')).rejects.toMatchObject({ code: 'bad_arguments' })
  await expect(useModel(models(), 'background', 'u2net')).rejects.toMatchObject({ code: 'model_missing' })
  vi.stubEnv('GLIMPSE3D_MODELS', join(folder.path, 'elsewhere'))
  vi.stubEnv('GLIMPSE3D_PROVIDER', 'cuda')
  expect(await effectiveModelSettings()).toMatchObject({ folder: join(folder.path, 'elsewhere'), provider: 'cuda' })
})
