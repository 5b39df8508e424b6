import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { validateBytes } from 'gltf-validator'
import { afterEach, beforeAll, expect, test } from 'vitest'
import type { RunState } from '../../src-shared/studio-api/project.ts'
import { type DrivenApp, startDrivenApp } from '../support/electron/driven-app.ts'
import { smallVase } from '../support/small-vase.ts'
import { temporaryFolder } from '../support/test-photos.ts'

let photos: string
let home: string
const apps: DrivenApp[] = []

beforeAll(async () => {
  photos = await smallVase(join(temporaryFolder(), 'photos'), 6)
})
afterEach(() => {
  for (const app of apps.splice(0)) app.end()
})

/** The app with its page loaded and shown. */
async function openApp(folder: string): Promise<DrivenApp> {
  const app = await startDrivenApp(folder)
  apps.push(app)
  await app.until(({ record }) => Boolean(record.windows[0]?.url))
  await app.evaluate(({ bridge, record }) => {
    record.windows[0].emit('ready-to-show')
    bridge().open({ message: () => {}, command: () => {} })
  })
  return app
}

/** A project of the small vase that runs. */
async function startRun(app: DrivenApp, steps: number): Promise<string> {
  const { id: projectId } = (await app.output('createProject', { name: 'Vase' })) as { id: string }
  const dropped = (await app.evaluate(
    ({ record }, path) =>
      record.windows[0].webContents.invoke('studio:files', { id: 1, call: 'issueHandles', input: { path } }),
    photos,
  )) as { output: { handles: string[] } }
  await app.output('addPhotos', { projectId, handles: dropped.output.handles })
  await app.output('startRun', { projectId, options: { preset: 'fast', steps, keepScene: true } })
  return projectId
}

const stateOf = async (app: DrivenApp, projectId: string) =>
  ((await app.output('openProject', { projectId })) as { summary: { state: RunState } }).summary.state

const close = (app: DrivenApp, answer?: number) =>
  app.evaluate(async ({ record }, answer) => {
    if (answer !== undefined) record.answers.push(answer)
    const [window] = record.windows
    window.close()
    await new Promise(setImmediate)
    return { visible: window.visible, gone: window.isDestroyed(), asked: record.questions.at(-1)?.buttons }
  }, answer)

const aStageBegins: Parameters<DrivenApp['until']>[0] = ({ record }) =>
  record.sent.some(({ message }) => (message.event as { type?: string } | undefined)?.type === 'stage')

const BACKGROUND = 0
const STOP = 1
const CANCEL = 2

test('without a run the window closes unasked, and its place is kept where a screen still is', async () => {
  home = temporaryFolder()
  const app = await openApp(home)
  await app.evaluate(({ record }) => {
    record.windows[0].bounds = { x: 300, y: 200, width: 1000, height: 700 }
    record.windows[0].maximized = true
  })
  expect(await close(app)).toEqual({ visible: false, gone: true, asked: undefined })
  await app.until(({ record }) => record.exitCode === 0)

  const again = await openApp(home)
  expect(await again.evaluate(({ record }) => [record.windows[0].options, record.windows[0].maximized])).toMatchObject([
    { x: 300, y: 200, width: 1000, height: 700 },
    true,
  ])
  await close(again)
  const file = join(home, 'userData', 'window.json')
  for (const [stored, expected] of [
    [
      { x: 5000, y: 200, width: 1000, height: 700, maximized: false },
      { width: 1440, height: 900 },
    ],
    [
      { x: 300, y: -600, width: 1000, height: 700, maximized: false },
      { width: 1440, height: 900 },
    ],
    [
      { x: 1700, y: 900, width: 10, height: 10, maximized: false },
      { x: 1700, width: 800, height: 560 },
    ],
    ['{', { width: 1440, height: 900 }],
  ] as const) {
    writeFileSync(file, typeof stored === 'string' ? stored : JSON.stringify(stored))
    const next = await openApp(home)
    expect(await next.evaluate(({ record }) => record.windows[0].options)).toMatchObject(expected)
    await close(next)
    await next.until(({ record }) => record.exitCode === 0)
  }
})

test('a run goes on behind a closed window; when it ends the user is told, the app ends, and the model is there', async () => {
  home = temporaryFolder()
  const app = await openApp(home)
  const projectId = await startRun(app, 20)
  expect(await close(app, BACKGROUND)).toEqual({
    visible: false,
    gone: false,
    asked: ['Keep running in background', 'Stop and close', 'Cancel'],
  })
  await app.until(({ record }) => record.exitCode === 0)
  expect(await app.evaluate(({ record }) => record.notifications)).toEqual(['Vase is finished.'])
  const exported = join(home, 'Glimpse3D', projectId, 'exports', 'glb', `${projectId}.glb`)
  expect((await validateBytes(readFileSync(exported))).issues.numErrors).toBe(0)

  // The page fetches it under the address that every host has.
  const again = await openApp(home)
  const saved = await again.evaluate(async ({ record }, url) => {
    const response = await record.schemes.get('app')?.({ url, method: 'GET' } as Request)
    return { how: response?.headers.get('content-disposition'), bytes: (await response?.arrayBuffer())?.byteLength }
  }, `app://studio/files/${projectId}/export/glb/${projectId}.glb`)
  expect(saved).toEqual({ how: expect.stringMatching(/^attachment; .*\.glb$/), bytes: readFileSync(exported).length })
}, 600_000)

test('an engine that is killed in mid-run is started anew and the run resumed; leaving asks, and what is stopped can go on', async () => {
  home = temporaryFolder()
  const app = await openApp(home)
  const projectId = await startRun(app, 5000)
  await app.until(aStageBegins)
  const killed = await app.evaluate(({ record }) => {
    const { pid } = record.engines[0]
    if (pid === undefined) throw new Error('There is no engine')
    return process.kill(pid, 'SIGKILL')
  })
  expect(killed).toBe(true)
  await app.until(({ record }) =>
    record.sent.some(({ message }) => JSON.stringify(message.event).includes('"state":"restarting"')),
  )
  expect(await stateOf(app, projectId)).toBe('failed')
  await app.until(({ record }) => record.engines.length === 2)
  await app.evaluate(({ record }) => {
    record.sent.length = 0
  })
  await app.output('resumeRun', { projectId })
  await app.until(aStageBegins)
  expect(await stateOf(app, projectId)).toBe('running')

  expect(await close(app, CANCEL)).toMatchObject({ visible: true, gone: false })
  await close(app, BACKGROUND)
  await app.evaluate(({ app }) => app.emit('second-instance', {}))
  expect(await app.evaluate(({ record }) => record.windows[0].visible)).toBe(true)
  // Asked once, however often the button is pressed while the question is open.
  await close(app)
  await close(app)
  expect(await app.evaluate(({ record }) => record.questions.length)).toBe(3)
  expect(await app.evaluate(({ record }) => record.exitCode)).toBeNull()
  const record = join(home, 'Glimpse3D', projectId, 'run.json')
  while (!readFileSync(record, 'utf8').match(/"state": "(running|reused|finished)",\s+"fraction"/)) await setTimeout(20)
  app.end()

  const again = await openApp(home)
  expect(await stateOf(again, projectId)).toBe('interrupted')
  await again.output('resumeRun', { projectId })
  await close(again, STOP)
  await again.until(({ record }) => record.exitCode === 0)
  const run = JSON.parse(readFileSync(join(home, 'Glimpse3D', projectId, 'run.json'), 'utf8')) as { state: RunState }
  expect(run.state).toBe('interrupted')
  expect(existsSync(join(home, 'Glimpse3D', '.lock'))).toBe(false)
})

test('a run that ends while the question is open leaves no app behind that nobody sees', async () => {
  const app = await openApp(temporaryFolder())
  const projectId = await startRun(app, 5000)
  await app.until(aStageBegins)
  // A paused run would keep a hidden app for ever.
  await app.output('pauseRun', { projectId })
  expect(await close(app, 1)).toMatchObject({ visible: true, asked: ['Stop and close', 'Cancel'] })
  await app.output('resumeRun', { projectId })

  expect(await close(app)).toMatchObject({ visible: true, gone: false })
  await app.output('cancelRun', { projectId })
  await app.until(({ record }) => JSON.stringify(record.sent.at(-1)).includes('"queue":[]'))
  expect(await app.evaluate(({ record }) => record.exitCode)).toBeNull()
  await app.evaluate(({ record }, button) => record.open[0](button), BACKGROUND)
  await app.until(({ record }) => record.exitCode === 0)
})

test('a library that another studio holds is told with what to do, and nothing is opened', async () => {
  home = temporaryFolder()
  await openApp(home)
  const second = await startDrivenApp(home)
  apps.push(second)
  await second.until(({ record }) => record.exitCode !== null)
  expect(await second.evaluate(({ record }) => [record.exitCode, record.windows.length, record.errors])).toEqual([
    1,
    0,
    [{ message: expect.stringContaining('Another studio'), detail: expect.stringContaining('Use its window') }],
  ])
})

test('a page whose process has ended is loaded again if the user likes, and the engine does not notice', async () => {
  const app = await openApp(temporaryFolder())
  const outcome = await app.evaluate(async ({ record }) => {
    const { webContents } = record.windows[0]
    record.answers.push(0, 1)
    webContents.emit('render-process-gone', {}, { reason: 'clean-exit' })
    webContents.emit('render-process-gone', {}, { reason: 'oom' })
    await new Promise(setImmediate)
    return { asked: record.questions.map(({ message }) => message), reloads: webContents.reloads, quits: record.quits }
  })
  expect(outcome).toEqual({ asked: ['The window ran out of memory.'], reloads: 1, quits: 0 })
  expect(await app.evaluate(({ record }) => record.engines.length)).toBe(1)
})
