import { mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, expectTypeOf, test } from 'vitest'
import type { PageAnswers } from '../../src-main/electron/ipc/answer-page.ts'
import { createIpcTransport } from '../../src-renderer/client/ipc-transport.ts'
import { createStudioClient } from '../../src-renderer/client/studio-client.ts'
import { DESKTOP_CHANNELS, type DesktopBridge } from '../../src-shared/studio-api/desktop-bridge.ts'
import { STUDIO_CALLS, type StudioApi } from '../../src-shared/studio-api/studio-calls.ts'
import { type DrivenApp, startDrivenApp } from '../support/electron/driven-app.ts'
import { smallVase } from '../support/small-vase.ts'
import { temporaryFolder } from '../support/test-photos.ts'

let root: string
let app: DrivenApp

beforeAll(async () => {
  root = temporaryFolder()
  await smallVase(join(root, 'photos'), 3)
  app = await startDrivenApp(join(root, 'home'))
  await app.until(({ record }) => Boolean(record.windows[0]?.url))
})
afterAll(() => app.end())

const invoke = (channel: string, message?: unknown) =>
  app.evaluate(({ record }, { channel, message }) => record.windows[0].webContents.invoke(channel, message), {
    channel,
    message,
  })
const files = (path: unknown) => invoke('studio:files', { id: 1, call: 'issueHandles', input: { path } })

test('every channel of the table is answered, and no other', async () => {
  expectTypeOf<keyof PageAnswers>().toEqualTypeOf<keyof (typeof DESKTOP_CHANNELS)['toMain']>()
  const channels = await app.evaluate(({ record }) => [...record.handlers.keys()])
  expect(channels.sort()).toEqual(Object.values(DESKTOP_CHANNELS.toMain).sort())
})

test('no frame but the top one of the studio’s own page is answered, on any channel', async () => {
  const outcome = await app.evaluate(async ({ record }) => {
    const { webContents } = record.windows[0]
    const top = { parent: null, origin: 'app://studio' }
    const frames: Record<string, unknown> = {
      'another site': { ...top, origin: 'https://example.org' },
      'a like name': { ...top, origin: 'app://studio.example.org' },
      'a file': { ...top, origin: 'null' },
      'a frame inside': { ...top, parent: top },
      'a frame that has gone': null,
    }
    const answered: string[] = []
    const ask = async (who: string, channel: string, call: () => unknown) => {
      try {
        await call()
        answered.push(`${who}: ${channel}`)
      } catch (error) {
        if (!(error as Error).message.includes("studio's own page")) throw error
      }
    }
    for (const channel of record.handlers.keys()) {
      for (const [who, frame] of Object.entries(frames))
        await ask(who, channel, () => webContents.invoke(channel, {}, frame))
      const handler = record.handlers.get(channel)
      await ask('another window', channel, () => handler?.({ sender: {}, senderFrame: top }, {}))
    }
    return { answered, channels: record.handlers.size }
  })
  expect(outcome).toEqual({ answered: [], channels: 5 })
})

test('every call of the contract is reachable through the bridge, and checked before anything is done', async () => {
  const bridge: DesktopBridge = {
    open: () => {},
    call: (message) => invoke('studio:call', message),
    issueHandles: () => Promise.reject(new Error('not asked here')),
    startDragOut: () => {},
  }
  const { api } = createStudioClient(createIpcTransport(bridge))
  for (const name of Object.keys(STUDIO_CALLS) as (keyof StudioApi)[]) {
    const call = api[name] as (input: unknown) => Promise<unknown>
    await expect(call({ unexpected: true }), name).rejects.toMatchObject({ code: 'bad_arguments' })
  }
  expect(await api.getSettings({})).toMatchObject({ theme: 'system' })
})

test('what cannot be read is answered as an error, and what is not there too', async () => {
  for (const message of [null, 'x', {}, { id: 'a', call: 'getSettings', input: {} }, { id: 1, call: 'getSettings' }]) {
    expect(await invoke('studio:call', message), JSON.stringify(message)).toMatchObject({
      type: 'error',
      error: { code: 'bad_arguments' },
    })
  }
  for (const call of ['nothing', 'toString', '__proto__']) {
    expect(await invoke('studio:call', { id: 1, call, input: {} })).toMatchObject({ error: { code: 'unknown_call' } })
  }
  for (const message of [null, {}, { path: '/etc/passwd' }]) {
    expect(await invoke('studio:files', message)).toMatchObject({ error: { code: 'bad_arguments' } })
  }
})

test('a dropped file or folder becomes handles; what is none of these does not', async () => {
  const folder = join(root, 'photos')
  const names = readdirSync(folder).sort()
  const dropped = await files(folder)
  expect(dropped).toMatchObject({
    type: 'reply',
    output: { handles: [expect.any(String), expect.any(String), expect.any(String)] },
  })
  expect(await files(join(folder, names[0]))).toMatchObject({
    output: { handles: [expect.stringMatching(/^[0-9a-f]{32}$/)] },
  })
  mkdirSync(join(root, 'empty'))
  writeFileSync(join(root, 'empty', 'notes.txt'), '')
  const refusals: [unknown, string][] = [
    ['', 'bad_arguments'],
    ['photos/photo_000.jpg', 'bad_arguments'],
    ['../../etc/passwd', 'bad_arguments'],
    [`${folder}\0.jpg`, 'bad_arguments'],
    [7, 'bad_arguments'],
    [join(folder, 'missing.jpg'), 'path_not_found'],
    [join(root, 'empty'), 'path_not_found'],
    ['/dev/null', 'path_not_found'],
  ]
  for (const [path, code] of refusals) {
    expect([path, await files(path)]).toEqual([
      path,
      expect.objectContaining({ error: expect.objectContaining({ code }) }),
    ])
  }

  const { id: projectId } = (await app.output('createProject', { name: 'Dropped' })) as { id: string }
  const { handles } = (dropped as { output: { handles: string[] } }).output
  const added = (await app.output('addPhotos', { projectId, handles })) as { photos: { id: string; file: string }[] }
  expect(added.photos.map(({ file }) => file)).toEqual(names)
  await expect(app.output('addPhotos', { projectId, handles })).rejects.toThrow('path_not_found')
  const thumbnail = await app.evaluate(async ({ record }, url) => {
    const response = await record.schemes.get('app')?.({ url, method: 'GET' } as Request)
    return { status: response?.status, start: [...new Uint8Array((await response?.arrayBuffer()) ?? []).slice(0, 2)] }
  }, `app://studio/files/${projectId}/thumbnail/${added.photos[0].id}`)
  expect(thumbnail).toEqual({ status: 200, start: [0xff, 0xd8] })
})

test('only an export of a project can be dragged out, and the path is looked up by the host', async () => {
  const project = (await app.output('createProject', { name: 'Dragged' })) as { id: string }
  const folder = join(root, 'home', 'Glimpse3D', project.id, 'exports', 'glb')
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${project.id}.glb`), 'glTF')
  const objFolder = join(folder, '..', 'obj')
  mkdirSync(objFolder)
  for (const name of [`${project.id}.obj`, `${project.id}.mtl`]) writeFileSync(join(objFolder, name), '')
  const address = { kind: 'export', projectId: project.id, format: 'glb', name: `${project.id}.glb` }
  for (const message of [
    null,
    '/etc/passwd',
    { kind: 'cloud', projectId: project.id },
    { ...address, name: '../../studio.json' },
  ]) {
    await expect(invoke('studio:drag', message)).rejects.toThrow()
  }
  await invoke('studio:drag', address)
  expect(await app.evaluate(({ record }) => record.dragged)).toEqual([join(folder, `${project.id}.glb`)])
  // A model of several files goes as a whole.
  await invoke('studio:drag', { ...address, format: 'obj', name: `${project.id}.obj` })
  expect((await app.evaluate(({ record }) => record.dragged)).slice(1)).toEqual([
    join(objFolder, `${project.id}.obj`),
    join(objFolder, `${project.id}.mtl`),
  ])
  await app.output('revealExport', { projectId: project.id, format: 'glb' })
  expect(await app.evaluate(({ record }) => record.revealed)).toEqual([join(folder, `${project.id}.glb`)])
})

test('the page gets nothing but the bridge, and no path passes it', async () => {
  const outcome = await app.evaluate(
    async ({ bridge, record }, path) => {
      const file = { path } as unknown as File
      return {
        exposed: Object.keys(record.exposed),
        names: Object.keys(bridge()).sort(),
        reply: await bridge().issueHandles(file),
      }
    },
    join(root, 'photos'),
  )
  expect(outcome.exposed).toEqual(['glimpse3d'])
  expect(outcome.names).toEqual(['call', 'issueHandles', 'open', 'startDragOut'])
  expect(outcome.reply).toMatchObject({ type: 'reply', output: { handles: { length: 3 } } })
  expect(JSON.stringify(outcome.reply)).not.toContain('photo')
  // A picture pasted from another program is no file on a disk.
  expect(await app.evaluate(({ bridge }) => bridge().issueHandles({} as File))).toMatchObject({
    error: { code: 'bad_arguments', hint: expect.stringContaining('Save it') },
  })
})

test('the page is greeted when it is there, and once more when it is loaded anew', async () => {
  const first = await app.evaluate(async ({ bridge, record }) => {
    const heard: unknown[] = []
    bridge().open({ message: (message) => heard.push(message), command: () => {} })
    while (heard.length === 0) await new Promise(setImmediate)
    record.sent.length = 0
    const again: unknown[] = []
    bridge().open({ message: () => {}, command: () => {} })
    bridge().open({ message: (message) => again.push(message), command: () => {} })
    while (again.length === 0) await new Promise(setImmediate)
    for (let turn = 0; turn < 5; turn++) await new Promise(setImmediate)
    return { heard, again }
  })
  const greeting = [{ type: 'event', event: { type: 'studio', studio: { host: 'desktop' } } }]
  expect(first).toMatchObject({ heard: greeting, again: greeting })
})

test('a page that lags gets the newest of each kind of event, and then the next', async () => {
  const themes = await app.evaluate(async ({ ipcRenderer, bridge, record }) => {
    ipcRenderer.removeAllListeners('studio:event')
    record.sent.length = 0
    for (const theme of ['dark', 'light', 'dark', 'light']) {
      await bridge().call({ id: 1, call: 'setSettings', input: { theme } })
    }
    await ipcRenderer.invoke('studio:taken')
    await new Promise(setImmediate)
    return record.sent.map(({ message }) => (message.event as { settings: { theme: string } }).settings.theme)
  })
  expect(themes).toEqual(['dark', 'light'])
})
