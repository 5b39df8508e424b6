import { spawn } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { validateBytes } from 'gltf-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { sceneSchema } from '../../src-shared/scene.ts'
import { formatFileAddress } from '../../src-shared/studio-api/file-address.ts'
import type { RunState } from '../../src-shared/studio-api/project.ts'
import type { StudioEvent } from '../../src-shared/studio-api/studio-events.ts'
import { smallVase } from '../support/small-vase.ts'
import { filesOf, rawRequest, startTestStudio, type TestStudio, waitForEvent } from '../support/studio/test-studio.ts'
import { temporaryFolder } from '../support/test-photos.ts'

let root: string
let studio: TestStudio

beforeAll(async () => {
  root = temporaryFolder()
  await smallVase(join(root, 'photos'), 6)
  studio = await startTestStudio({ library: join(root, 'library') })
})
afterAll(() => studio.server.close())

const reaches = (projectId: string, state: RunState) => (event: StudioEvent) =>
  event.type === 'summary' && event.projectId === projectId && event.summary.state === state

const stageFinishes = (stage: string) => (event: StudioEvent) =>
  event.type === 'stage' && event.status.stage === stage && event.status.state === 'finished'

test('uploaded photos become a model, though the client is cut off and the engine killed in mid-run', async () => {
  const browser = studio.connect()
  const { api } = browser.client
  const { id: projectId } = await api.createProject({ name: 'Vase' })
  const handles = await browser.client.issueHandles(await filesOf(join(root, 'photos')))
  expect((await api.addPhotos({ projectId, handles })).photos).toHaveLength(6)
  await api.openProject({ projectId })
  expect(await api.startRun({ projectId, options: { preset: 'fast', steps: 400, keepScene: true } })).toEqual([
    projectId,
  ])
  await expect(api.deleteProject({ projectId })).rejects.toMatchObject({ code: 'project_busy' })

  // Cut off while the cameras are solved: what the client missed is in what it is told when it is back.
  await waitForEvent(browser, stageFinishes('photos'))
  browser.dropConnection()
  const second = studio.connect()
  await waitForEvent(second, (event) => event.type === 'metrics')
  await waitForEvent(browser, (event) => event.type === 'metrics')
  const returned = browser.events.findLast((event) => event.type === 'project')
  expect(returned).toMatchObject({
    projectId,
    project: { summary: { state: 'running' }, stages: [{ state: 'finished' }, {}, {}, {}, {}] },
  })
  const [here, there] = await Promise.all([browser, second].map(({ client }) => client.api.openProject({ projectId })))
  expect(there.stages.map(({ state }) => state)).toEqual(here.stages.map(({ state }) => state))
  expect(there.metrics.slice(0, here.metrics.length)).toEqual(here.metrics)
  expect(there.metrics.length).toBeGreaterThan(0)

  await waitForEvent(browser, (event) => event.type === 'preview' && event.preview.revision >= 2)
  const preview = await rawRequest(
    studio.server.port,
    `/${formatFileAddress({ kind: 'preview', projectId })}`,
    studio.headers,
  )
  expect(preview.status).toBe(200)
  expect(preview.body.length % 32).toBe(0)
  expect(preview.body.length).toBeGreaterThan(32 * 1000)

  // The lock of the pipeline's project names the process that computes.
  const lock = JSON.parse(readFileSync(join(root, 'library', projectId, 'work', '.lock'), 'utf8')) as { pid: number }
  expect(lock.pid).not.toBe(process.pid)
  process.kill(lock.pid, 'SIGKILL')
  expect(await waitForEvent(browser, reaches(projectId, 'failed'))).toMatchObject({
    summary: { error: { code: 'engine_crashed', hint: expect.stringContaining('resume') } },
  })
  expect(browser.events).toContainEqual({
    type: 'engine',
    engine: { state: 'restarting', error: expect.objectContaining({ code: 'engine_crashed' }) },
  })

  browser.events.length = 0
  await api.startRun({ projectId, options: { preset: 'fast', steps: 20, keepScene: true } })
  await waitForEvent(browser, reaches(projectId, 'completed'))
  const done = await api.openProject({ projectId })
  expect(done.stages.map(({ state }) => state)).toEqual(['reused', 'reused', 'finished', 'finished', 'finished'])
  expect(done.metrics.at(-1)).toMatchObject({ step: 20, steps: 20 })

  const [{ format, files }] = done.exports
  const address = formatFileAddress({ kind: 'export', projectId, format, name: files[0].name })
  const download = await rawRequest(studio.server.port, `/${address}`, studio.headers)
  expect(download.headers['content-disposition']).toContain('attachment')
  expect(download.body.length).toBe(files[0].bytes)
  expect((await validateBytes(download.body)).issues.numErrors).toBe(0)
  const obj = await api.exportModel({ projectId, format: 'obj' })
  expect(obj.files.map(({ name }) => name.split('.').at(-1))).toEqual(['obj', 'jpg', 'mtl'])
  expect((await api.listExports({ projectId })).map((entry) => entry.format)).toEqual(['glb', 'obj'])

  browser.client.close()
  second.client.close()
})

test('while it runs a project shows its cameras, can be paused and answers; then each photo has a score', async () => {
  const browser = studio.connect()
  const { api } = browser.client
  const { id: projectId } = await api.createProject({ name: 'Live' })
  await api.addPhotos({ projectId, handles: await browser.client.issueHandles(await filesOf(join(root, 'photos'))) })
  await expect(api.pauseRun({ projectId })).rejects.toMatchObject({ code: 'job_not_found' })
  await api.startRun({ projectId, options: { preset: 'fast', steps: 120, keepScene: true, holdOut: true } })

  await waitForEvent(browser, (event) => event.type === 'metrics')
  expect(await api.pauseRun({ projectId })).toEqual([projectId])
  await waitForEvent(browser, reaches(projectId, 'paused'))
  const metricsNow = () => browser.events.filter(({ type }) => type === 'metrics').length
  const metricsThen = metricsNow()
  expect((await api.checkMachine({})).length).toBeGreaterThan(0)
  await expect(api.exportModel({ projectId, format: 'ply' })).rejects.toMatchObject({ code: 'bad_arguments' })
  await expect(api.startRun({ projectId, options: {} })).rejects.toMatchObject({ code: 'project_busy' })
  expect((await api.openProject({ projectId })).summary.state).toBe('paused')
  expect(metricsNow()).toBe(metricsThen)

  const { photos, scene } = await api.openProject({ projectId })
  expect(photos.map(({ psnr }) => psnr)).toEqual(photos.map(() => null))
  const address = formatFileAddress({ kind: 'scene', projectId })
  const sceneFile = await rawRequest(studio.server.port, `/${address}`, studio.headers)
  const { complete, cameras, positions } = sceneSchema.parse(JSON.parse(sceneFile.body.toString()))
  expect(complete).toBe(true)
  const names = photos.map(({ file }) => file)
  expect(names).toEqual(expect.arrayContaining(cameras.map(({ file }) => file)))
  expect([cameras.length, positions.length / 3]).toEqual([scene!.placed, scene!.points])

  browser.events.length = 0
  await api.resumeRun({ projectId })
  await waitForEvent(browser, reaches(projectId, 'running'))
  await waitForEvent(browser, (event) => event.type === 'photos' && event.photos.some(({ psnr }) => psnr !== null))
  const done = await api.openProject({ projectId })
  expect(done.metrics.at(-1)?.step).toBe(120)
  for (const { file, psnr } of done.photos) {
    if (cameras.some((camera) => camera.file === file)) expect(psnr).toBeGreaterThan(10)
    else expect(psnr).toBeNull()
  }
  expect(done.log.map(({ message }) => message).join()).toMatch(/processor.* \d+ threads?/)

  await api.cancelRun({ projectId })
  await waitForEvent(browser, reaches(projectId, 'cancelled'))

  browser.events.length = 0
  await api.startRun({ projectId, options: { preset: 'fast', steps: 5000, keepScene: true } })
  await waitForEvent(browser, (event) => event.type === 'metrics')
  expect((await api.openProject({ projectId })).photos[0].psnr).toBeNull()
  await api.pauseRun({ projectId })
  await waitForEvent(browser, reaches(projectId, 'paused'))
  await api.cancelRun({ projectId })
  await waitForEvent(browser, reaches(projectId, 'cancelled'))
  browser.client.close()
})

test('projects wait for each other, in an order that can be changed; one that waits or runs can be cancelled', async () => {
  const browser = studio.connect()
  const { api } = browser.client
  const options = { preset: 'fast', steps: 5000, keepScene: true } as const
  const ids: string[] = []
  for (const name of ['One', 'Two', 'Three']) {
    const { id: projectId } = await api.createProject({ name })
    const handles = await browser.client.issueHandles(await filesOf(join(root, 'photos')))
    await api.addPhotos({ projectId, handles })
    await api.startRun({ projectId, options })
    ids.push(projectId)
  }
  const [one, two, three] = ids
  expect(await api.reorderQueue({ projectIds: [three, two] })).toEqual([one, three, two])
  expect(await api.cancelRun({ projectId: three })).toEqual([one, two])
  expect((await api.openProject({ projectId: three })).summary.state).toBe('idle')
  await waitForEvent(browser, stageFinishes('photos'))
  await api.cancelRun({ projectId: one })
  await waitForEvent(browser, reaches(one, 'cancelled'))
  await waitForEvent(browser, reaches(two, 'running'))
  await api.cancelRun({ projectId: two })
  await waitForEvent(browser, reaches(two, 'cancelled'))
  expect((await api.studioState({})).queue).toEqual([])

  // Before the engine has heard of the run at all.
  browser.events.length = 0
  await Promise.all([api.startRun({ projectId: one, options }), api.cancelRun({ projectId: one })])
  await waitForEvent(browser, reaches(one, 'cancelled'))
  browser.client.close()
})

test('a studio closed in mid-run knows, when opened again, what was interrupted, and goes on; a damaged project is left alone', async () => {
  const library = join(root, 'closed')
  const first = await startTestStudio({ library })
  const before = first.connect()
  const { id: projectId } = await before.client.api.createProject({ name: 'Closed' })
  const handles = await before.client.issueHandles(await filesOf(join(root, 'photos')))
  await before.client.api.addPhotos({ projectId, handles })
  await before.client.api.startRun({ projectId, options: { preset: 'fast', steps: 20 } })
  await waitForEvent(before, stageFinishes('photos'))
  before.client.close()
  await first.server.close()

  mkdirSync(join(library, 'broken'))
  writeFileSync(join(library, 'broken', 'studio.json'), '{')
  const again = await startTestStudio({ library })
  expect(again.server.problems).toEqual([expect.stringMatching(/^broken: .*damaged/)])
  const after = again.connect()
  const { api } = after.client
  const { summary, options, stages } = await api.openProject({ projectId })
  expect([summary.state, options.steps, stages[0].state]).toEqual(['interrupted', 20, 'finished'])
  await api.resumeRun({ projectId })
  await waitForEvent(after, (event) => event.type === 'stage' && event.status.state === 'reused')
  await api.cancelRun({ projectId })
  await waitForEvent(after, reaches(projectId, 'cancelled'))
  after.client.close()
  await again.server.close()
  expect(readFileSync(join(library, 'broken', 'studio.json'), 'utf8')).toBe('{')
})

test('a project without enough photos fails with what to do, and the studio goes on', async () => {
  const browser = studio.connect()
  const { api } = browser.client
  const { id: projectId } = await api.createProject({ name: 'Empty' })
  await api.startRun({ projectId, options: {} })
  expect(await waitForEvent(browser, reaches(projectId, 'failed'))).toMatchObject({
    summary: { error: { code: 'too_few_photos' } },
  })
  expect((await api.studioState({})).engine.state).toBe('ready')
  browser.client.close()
})

test('glimpse3d serve prints a link that works, and ends on Ctrl-C; the next one finds the projects', async () => {
  const library = join(root, 'served')
  const serve = async (use: (link: URL, cookie: string) => Promise<void>) => {
    const program = fileURLToPath(new URL('../../bin/glimpse3d.mjs', import.meta.url))
    const child = spawn(process.execPath, [program, 'serve', '--library', library], {
      stdio: ['ignore', 'pipe', 'inherit'],
    })
    const ended = new Promise<number | null>((resolve) => child.on('exit', resolve))
    try {
      for await (const line of createInterface(child.stdout)) {
        const found = /http:\S+/.exec(line)
        if (!found) continue
        const link = new URL(found[0])
        const answer = await rawRequest(Number(link.port), link.pathname + link.search)
        await use(link, (answer.headers['set-cookie'] as string[])[0].split(';')[0])
        break
      }
    } finally {
      child.kill('SIGINT')
    }
    expect(await ended).toBe(0)
  }
  await serve(async (link, cookie) => {
    const sent = await rawRequest(
      Number(link.port),
      '/uploads?name=a.jpg',
      { cookie, origin: link.origin },
      { method: 'POST' },
    )
    expect(sent.status).toBe(201)
    await expect(startTestStudio({ library })).rejects.toMatchObject({ code: 'project_busy' })
  })
  expect(readdirSync(library).filter((name) => name.startsWith('.'))).toEqual([])
  const first = await startTestStudio({ library })
  const { id } = await first.connect().client.api.createProject({ name: 'Kept' })
  await first.server.close()
  const again = await startTestStudio({ library })
  expect((await again.connect().client.api.studioState({})).projects).toMatchObject([
    { id, name: 'Kept', state: 'idle' },
  ])
  await again.server.close()
})
