import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { loadTrainedSplats } from '../../src-engine/library/results/trained-splats.ts'
import { SPLAT_CODECS } from '../../src-engine/splats/formats/codecs.ts'
import { encodeIndexSet } from '../../src-shared/index-set.ts'
import type { RunState } from '../../src-shared/studio-api/project.ts'
import type { StudioEvent } from '../../src-shared/studio-api/studio-events.ts'
import { smallVase } from '../support/small-vase.ts'
import { filesOf, startTestStudio, type TestStudio, waitForEvent } from '../support/studio/test-studio.ts'
import { temporaryFolder } from '../support/test-photos.ts'
import { vaseTransforms } from '../support/vase/cameras.ts'

let root: string
let studio: TestStudio

beforeAll(async () => {
  root = temporaryFolder()
  await smallVase(join(root, 'photos'), 5)
  studio = await startTestStudio({ library: join(root, 'library') })
})
afterAll(() => studio.server.close())

type Browser = ReturnType<TestStudio['connect']>

/** Does something and waits until the project has come to this state by it. */
async function until(browser: Browser, state: RunState, act: () => Promise<unknown>): Promise<void> {
  browser.events.length = 0
  await act()
  await waitForEvent(browser, (event) => event.type === 'summary' && event.summary.state === state)
}

test('known cameras, splats to start from, and training longer: the former model stays until the new one is whole', async () => {
  const browser = studio.connect()
  const { api, issueHandles } = browser.client
  const { id: projectId } = await api.createProject({ name: 'Vase' })
  await api.addPhotos({ projectId, handles: await issueHandles(await filesOf(join(root, 'photos'))) })
  const handlesOf = (name: string, content: string | Uint8Array<ArrayBuffer>) =>
    issueHandles([new File([content], name)])

  // What is none is refused by name, and leaves nothing behind.
  const none = { projectId, handles: await handlesOf('cameras.bin', 'x'), name: 'job' }
  await expect(api.setKnownCameras(none)).rejects.toMatchObject({ code: 'unsupported_format', message: /cameras\.bin/ })
  const broken = { projectId, handles: await handlesOf('transforms.json', '{"frames": []}'), name: 'job' }
  await expect(api.setKnownCameras(broken)).rejects.toMatchObject({ code: 'validation_failed' })
  const [noise] = await handlesOf('noise.ply', 'noise')
  await expect(api.setStartSplats({ projectId, handle: noise })).rejects.toMatchObject({ message: /noise\.ply/ })
  expect((await readdir(join(root, 'library', projectId))).sort()).toEqual(['photos', 'studio.json', 'thumbnails'])

  const handles = await handlesOf('transforms.json', JSON.stringify(vaseTransforms()))
  const { cameras } = await api.setKnownCameras({ projectId, handles, name: 'scan' })
  expect(cameras).toEqual({ name: 'scan', kind: 'transforms', cameras: 32, points: 0, matched: 5 })
  expect((await api.openProject({ projectId })).inputs).toEqual({ cameras, splats: null })

  await until(browser, 'completed', () =>
    api.startRun({ projectId, options: { preset: 'fast', steps: 20, keepScene: true } }),
  )
  const folder = join(root, 'library', projectId)
  const work = join(folder, 'work')
  const bytesOf = async () => ({
    splats: await readFile(join(work, 'training', 'splats.bin')),
    mesh: await readFile(join(work, 'surface', 'mesh.bin')),
    glb: await readFile(join(folder, 'exports', 'glb', (await readdir(join(folder, 'exports', 'glb')))[0])),
  })
  const first = await bytesOf()
  const { cloud: trained } = await loadTrainedSplats(join(work, 'training'))
  const { cloud: name, cursor } = await api.getEdits({ projectId })
  const operation = { type: 'delete', splats: encodeIndexSet([1, 2, 3], trained.count), label: 'three' } as const
  await api.pushEdit({ projectId, cloud: name, at: cursor, operation })

  // Cancelled when the splats are trained and the surface is being made: all is as it was, edits included.
  browser.events.length = 0
  await api.trainLonger({ projectId, steps: 6 })
  const surfaced = (event: StudioEvent) =>
    event.type === 'stage' && event.status.stage === 'surface' && event.status.state === 'running'
  await waitForEvent(browser, surfaced)
  await until(browser, 'cancelled', () => api.cancelRun({ projectId }))
  expect(await bytesOf()).toEqual(first)
  expect((await api.getEdits({ projectId })).operations).toEqual([operation])
  const cancelled = await api.openProject({ projectId })
  expect(cancelled.stages.map(({ state }) => state)).toEqual(Array(5).fill('finished'))

  // Resumed, the training is not done twice; then the new model is there, and the edits are those of the same splats.
  await until(browser, 'completed', () => api.resumeRun({ projectId }))
  const training = browser.events.flatMap((event) =>
    event.type === 'stage' && event.status.stage === 'training' ? [event.status.state] : [],
  )
  expect(training).toEqual(['reused'])
  const second = await bytesOf()
  for (const part of ['splats', 'mesh', 'glb'] as const) expect(second[part].equals(first[part]), part).toBe(false)
  const longer = await loadTrainedSplats(join(work, 'training'))
  expect([longer.steps, longer.cloud.count]).toEqual([26, trained.count])
  const edits = await api.getEdits({ projectId })
  expect(edits).toMatchObject({ operations: [operation], cursor: 1 })
  expect(edits.cloud).not.toBe(name)
  expect(await readdir(work)).not.toContain('next')

  // A run with the project's own options takes them for its own.
  await until(browser, 'completed', () =>
    api.startRun({ projectId, options: { preset: 'fast', steps: 20, keepScene: true } }),
  )
  expect(await bytesOf()).toEqual(second)

  // Splats from a file, in the world of the cameras' file, and none that the cameras do not see.
  const away = { ...longer.cloud, positions: longer.cloud.positions.map((v, i) => (i % 3 === 1 ? v + 1000 : v)) }
  const [handle] = await handlesOf('away.ply', new Uint8Array(await SPLAT_CODECS.ply.encode(away)))
  expect((await api.setStartSplats({ projectId, handle })).splats).toMatchObject({ name: 'away.ply', dropped: 0 })
  await until(browser, 'failed', () =>
    api.startRun({ projectId, options: { preset: 'fast', steps: 4, keepScene: true } }),
  )
  const { summary } = await api.openProject({ projectId })
  expect(summary.error).toMatchObject({
    code: 'validation_failed',
    hint: expect.stringContaining('start without them'),
  })
  expect(summary.error?.message).toMatch(/not where the photos look/)
  expect(await api.removeRunInput({ projectId, input: 'splats' })).toEqual({ cameras, splats: null })
})
