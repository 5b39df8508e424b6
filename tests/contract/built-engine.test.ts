import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forkEngine } from '../../src-main/host/engine-child.ts'
import { createStudioHost, type StudioHost } from '../../src-main/host/studio-host.ts'
import type { StudioEvent } from '../../src-shared/studio-api/studio-events.ts'
import { smallVase } from '../support/small-vase.ts'
import { temporaryFolder } from '../support/test-photos.ts'

const BUILT_ENGINE = fileURLToPath(new URL('../../out/main/engine.js', import.meta.url))

let root: string
let host: StudioHost

beforeAll(async () => {
  root = temporaryFolder()
  const samplePhotos = await smallVase(join(root, 'photos'), 6)
  const startEngine = () => forkEngine(BUILT_ENGINE)
  const openCloudSession = () => Promise.reject(new Error('no cloud is named'))
  const libraryFolder = join(root, 'library')
  host = await createStudioHost({ libraryFolder, kind: 'desktop', startEngine, openCloudSession, samplePhotos })
})
afterAll(() => host.close())

test('the engine as it is built, plain JavaScript with its threads and kernels, reads photos and comes to train splats', async () => {
  const { id: projectId } = await host.handlers.createSample({})
  expect((await host.handlers.openProject({ projectId })).photos).toHaveLength(6)
  const checks = await host.handlers.checkMachine({})
  expect(checks.find(({ name }) => name === 'photos')?.state).toBe('good')

  const trains = new Promise<StudioEvent>((resolve) => {
    host.onEvent((event) => {
      if (event.type === 'metrics' || (event.type === 'summary' && event.summary.error)) resolve(event)
    })
  })
  const options = { preset: 'fast', pictures: 'auto', steps: 200, keepScene: true, holdOut: false, seed: 0 } as const
  await host.handlers.startRun({ projectId, options, afresh: false })
  expect(await trains).toMatchObject({ type: 'metrics', projectId, metrics: { steps: 200 } })
})
