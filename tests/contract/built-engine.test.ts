import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { validateBytes } from 'gltf-validator'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { forkEngine } from '../../src-main/host/engine-child.ts'
import { createStudioHost, type StudioHost } from '../../src-main/host/studio-host.ts'
import type { StudioEvent } from '../../src-shared/studio-api/studio-events.ts'
import { smallVase } from '../support/small-vase.ts'
import { temporaryFolder } from '../support/test-photos.ts'

const BUILT_ENGINE = fileURLToPath(new URL('../../out/main/engine.js', import.meta.url))

let root: string
let host: StudioHost
const events: StudioEvent[] = []

beforeAll(async () => {
  root = temporaryFolder()
  const samplePhotos = await smallVase(join(root, 'photos'), 6)
  const startEngine = () => forkEngine(BUILT_ENGINE)
  host = await createStudioHost({ libraryFolder: join(root, 'library'), kind: 'desktop', startEngine, samplePhotos })
  host.onEvent((event) => events.push(structuredClone(event)))
})
afterAll(() => host.close())

const runEnds = async () => {
  const ended = () =>
    events.findLast((event) => event.type === 'summary' && ['completed', 'failed'].includes(event.summary.state))
  while (!ended()) await new Promise((resolve) => setTimeout(resolve, 50))
  return ended()
}

test('the engine as it is built, plain JavaScript with its threads and kernels, makes a model from photos', async () => {
  const { id: projectId } = await host.handlers.createSample({})
  expect((await host.handlers.openProject({ projectId })).photos).toHaveLength(6)
  const checks = await host.handlers.checkMachine({})
  expect(checks.find(({ name }) => name === 'photos')?.state).toBe('good')

  const options = { preset: 'fast', steps: 20, keepScene: true, holdOut: false, seed: 0 } as const
  await host.handlers.startRun({ projectId, options, afresh: false })
  expect(await runEnds()).toMatchObject({ summary: { state: 'completed', error: null } })
  const glb = join(root, 'library', projectId, 'exports', 'glb')
  const [name] = await readdir(glb)
  expect((await validateBytes(await readFile(join(glb, name)))).issues.numErrors).toBe(0)
})
