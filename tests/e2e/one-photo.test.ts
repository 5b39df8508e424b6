import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { validateBytes } from 'gltf-validator'
import sharp from 'sharp'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { parseNpy } from '../../src-engine/depth/npy.ts'
import { trainedCloud } from '../../src-engine/library/trained-cloud.ts'
import type { Stage } from '../../src-shared/events.ts'
import { refinementSchema } from '../../src-shared/refinement.ts'
import { reportSchema } from '../../src-shared/report.ts'
import { RING } from '../support/ring.ts'
import { type CliOptions, type CliResult, runCli } from '../support/run-cli.ts'

let root: string
let whole: CliResult

const OPTIONS = ['--preset', 'fast', '--steps', '60', '--refine', '1', '--format', 'ply', '--json', '--threads', '2']

function run(name: string, photos: string, words: readonly string[] = [], onEvent?: CliOptions['onEvent']) {
  const files = ['-o', join(root, `${name}.glb`), '--report', join(root, `${name}.json`)]
  return runCli(['reconstruct', photos, ...files, ...OPTIONS, ...words], { onEvent })
}

const stages = (result: CliResult, state: 'reused' | 'finished') =>
  result.events.flatMap((event) => (event.type === 'stage' && event.state === state ? [event.stage] : []))
const reportOf = async (name: string) =>
  reportSchema.parse(JSON.parse(await readFile(join(root, `${name}.json`), 'utf8')))

const refinementOf = async (project: string) =>
  refinementSchema.parse(JSON.parse(await readFile(join(project, 'refine', 'refinement.json'), 'utf8')))

const ALL: readonly Stage[] = ['photos', 'background', 'views', 'depth', 'training', 'refine', 'surface', 'export']

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'glimpse3d-one-'))
  whole = await run('ring', RING.path)
}, 600_000)
afterAll(() => rm(root, { recursive: true }))

test('one photo gives a valid model whose front is the photo, and keeps what each stage made', async () => {
  expect(whole).toMatchObject({ code: 0, stderr: '' })
  expect(stages(whole, 'finished')).toEqual(ALL)
  const { issues } = await validateBytes(new Uint8Array(await readFile(join(root, 'ring.glb'))))
  expect(issues.numErrors).toBe(0)
  const report = await reportOf('ring')
  expect(report).toMatchObject({ photos: 1, registered: 1, onePhoto: { cutOut: 'grabcut', views: 'built-in' } })
  expect(report.onePhoto?.frontPsnr).toBeGreaterThan(25)
  expect(report.onePhoto?.observed).toBeGreaterThan(0)
  expect(report.outputs.map(({ format }) => format)).toEqual(['glb', 'ply'])

  const project = join(root, 'ring.glimpse3d')
  expect(await sharp(join(project, 'processed.png')).metadata()).toMatchObject({ width: 512, height: 512, channels: 4 })
  const names = (end: string) => Array.from({ length: 16 }, (_, k) => `view_${String(k).padStart(2, '0')}${end}`)
  expect(await readdir(join(project, 'views'))).toEqual(expect.arrayContaining(names('.png')))
  const depths = await readdir(join(project, 'depth'))
  expect(depths).toEqual(expect.arrayContaining([...names('.npy'), ...names('_heatmap.png'), 'depths.json']))
  const { width, data } = parseNpy(await readFile(join(project, 'depth', 'view_03.npy')))
  expect(width).toBe(256)
  expect(data.some((depth) => depth > 0.5 && depth < 2.5)).toBe(true)
})

test('each iteration of the refinement is a version, and no version matches the photo worse', async () => {
  const project = join(root, 'ring.glimpse3d')
  const { iterations, best, enhancedBy } = await refinementOf(project)
  expect(enhancedBy).toBeNull()
  expect(iterations.map(({ iterationNumber }) => iterationNumber)).toEqual([0, 1])
  const told = whole.events.flatMap((event) => (event.type === 'refinement' ? [event.iteration] : []))
  expect(told).toEqual(iterations)
  const [before, after] = iterations
  expect(after.photoPsnr).toBeGreaterThan(before.photoPsnr)
  expect(after.views.map(({ viewIndex }) => viewIndex)).toEqual(Array.from({ length: 16 }, (_, k) => k))
  expect(best).toBe(after.overallQuality > before.overallQuality ? 1 : 0)
  for (const { rendered, enhanced } of after.enhanced) {
    for (const file of [rendered, enhanced])
      expect(await sharp(join(project, file)).metadata()).toMatchObject({ width: 256, height: 256, channels: 3 })
  }
  const exported = await readFile(join(root, 'ring.ply'))
  expect(exported.equals(await readFile(join(project, iterations[best].model.ply)))).toBe(true)
})

test('another version is put in its place, and only what is made of it is made again', async () => {
  const project = join(root, 'ring.glimpse3d')
  const { iterations, best } = await refinementOf(project)
  const name = (await trainedCloud(project))?.name
  const other = 1 - best
  const restored = await run('ring', RING.path, ['--resume', '--use-version', String(other)])
  expect(restored).toMatchObject({ code: 0, stderr: '' })
  expect(stages(restored, 'finished')).toEqual(['export'])
  const exported = await readFile(join(root, 'ring.ply'))
  expect(exported.equals(await readFile(join(project, iterations[other].model.ply)))).toBe(true)
  const present = await trainedCloud(project)
  expect(present?.name).not.toBe(name)
  // What was edited in the one is edited in the other: they are the same splats.
  expect(present?.continues).toContain(name)
  const none = await run('ring', RING.path, ['--resume', '--use-version', '7'])
  expect(none.events.at(-1)).toMatchObject({
    type: 'failed',
    code: 'bad_arguments',
    message: expect.stringContaining('7'),
  })
  expect((await run('ring', RING.path, ['--resume'])).code).toBe(0)
  expect((await trainedCloud(project))?.name).toBe(name)
}, 600_000)

test('killed outright while it trains and while it refines, then resumed, it ends with the same files', async () => {
  const killIn =
    (stage: Stage): CliOptions['onEvent'] =>
    (event, child) => {
      if (event.type === 'progress' && event.stage === stage && event.fraction > 0.2) child.kill('SIGKILL')
    }
  expect((await run('killed', RING.path, [], killIn('training'))).code).toBeNull()
  expect((await run('killed', RING.path, ['--resume'], killIn('refine'))).code).toBeNull()
  const resumed = await run('killed', RING.path, ['--resume'])
  expect(resumed.code).toBe(0)
  expect(stages(resumed, 'reused')).toEqual(ALL.slice(0, 5))
  for (const file of ['.glb', '.ply', '.glimpse3d/export/preview.png']) {
    const [own, expected] = await Promise.all(['killed', 'ring'].map((name) => readFile(join(root, name + file))))
    expect(own.equals(expected), `${file} is that of the run nobody disturbed`).toBe(true)
  }
}, 600_000)

test('sixteen views in a folder are taken as they are', async () => {
  const folder = join(root, 'views')
  await cp(join(root, 'ring.glimpse3d', 'views'), folder, { recursive: true })
  const given = await run('given', folder)
  expect(given.code).toBe(0)
  expect(stages(given, 'finished')).toEqual(ALL.filter((stage) => stage !== 'background'))
  const { issues } = await validateBytes(new Uint8Array(await readFile(join(root, 'given.glb'))))
  expect(issues.numErrors).toBe(0)
  expect(await reportOf('given')).toMatchObject({ photos: 16, registered: 16, onePhoto: { views: 'given' } })
}, 600_000)

test('a photo without an object says so, and what to do', async () => {
  const path = join(root, 'blank.png')
  const grey = { r: 128, g: 128, b: 128 }
  await sharp({ create: { width: 400, height: 300, channels: 3, background: grey } })
    .png()
    .toFile(path)
  const result = await run('blank', path)
  expect(result.code).not.toBe(0)
  expect(result.events.at(-1)).toMatchObject({
    type: 'failed',
    code: 'validation_failed',
    message: expect.stringContaining('No object'),
    hint: expect.stringContaining('plain background'),
  })
})
