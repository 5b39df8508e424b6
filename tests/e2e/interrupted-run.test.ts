import { existsSync, writeFileSync } from 'node:fs'
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Stage } from '../../src-shared/events.ts'
import { reportSchema } from '../../src-shared/report.ts'
import { mountSmallDisk } from '../support/full-disk.ts'
import { type CliOptions, type CliResult, runCli } from '../support/run-cli.ts'
import { smallVase } from '../support/small-vase.ts'

/** A reference run that nothing disturbs; every interrupted and resumed run must end with the same files. */
let root: string
let photos: string
let reference: CliResult

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'glimpse3d-runs-'))
  photos = await smallVase(join(root, 'photos'), 6)
  reference = await run('reference', ['--threads', '1'])
})
afterAll(() => rm(root, { recursive: true }))

const OPTIONS = ['--preset', 'fast', '--steps', '20', '--format', 'ply', '--scene', '--json']

function run(name: string, words: readonly string[] = [], onEvent?: CliOptions['onEvent']): Promise<CliResult> {
  const files = ['-o', join(root, `${name}.glb`), '--report', join(root, `${name}.json`)]
  return runCli(['reconstruct', photos, ...files, ...OPTIONS, ...words], { onEvent })
}

/** Sends the signal when the stage is well under way. */
function during(stage: Stage, signal: NodeJS.Signals): CliOptions['onEvent'] {
  return (event, child) => {
    const begins = event.type === 'stage' && event.state === 'started' && event.stage === stage
    const underWay = event.type === 'progress' && event.stage === stage && event.fraction > 0.2
    if (stage === 'photos' || stage === 'export' ? begins : underWay) child.kill(signal)
  }
}

const stages = (result: CliResult, state: 'reused' | 'finished') =>
  result.events.flatMap((event) => (event.type === 'stage' && event.state === state ? [event.stage] : []))

async function expectSameFiles(name: string) {
  for (const file of ['.glb', '.ply', '.glimpse3d/export/preview.png', '.glimpse3d/training/splats.bin']) {
    const [own, expected] = await Promise.all(['reference', name].map((run) => readFile(join(root, run + file))))
    expect(own.equals(expected), `${name}${file} is that of the reference`).toBe(true)
  }
}

test('a run gives models, preview and a report that fits its schema; its events fit theirs and nothing else is printed', async () => {
  expect(reference).toMatchObject({ code: 0, stderr: '' })
  expect(stages(reference, 'finished')).toEqual(['photos', 'cameras', 'training', 'surface', 'export'])
  expect(reference.events.some(({ type }) => type === 'metrics')).toBe(true)
  expect(reference.events.at(-1)).toMatchObject({ type: 'done', project: join(root, 'reference.glimpse3d') })

  const report = reportSchema.parse(JSON.parse(await readFile(join(root, 'reference.json'), 'utf8')))
  expect(report).toMatchObject({
    photos: 6,
    registered: 6,
    training: { steps: 20, heldOut: { photos: 1, width: 400 } },
  })
  expect(report.outputs.map(({ format }) => format)).toEqual(['glb', 'ply'])
  for (const { path, bytes } of report.outputs) expect((await readFile(path)).length).toBe(bytes)
  for (const stage of ['cameras', 'training', 'surface'] as const) expect(report.seconds[stage]).toBeGreaterThan(0)
  expect(report.peakMemoryMiB).toBeGreaterThan(50)
  const preview = await readFile(join(root, 'reference.glimpse3d/export/preview.png'))
  expect(preview.toString('latin1', 1, 4)).toBe('PNG')
})

test('killed outright in each stage in turn, then resumed, it ends with the same files', async () => {
  const finished: Stage[] = []
  const checkpoint = join(root, 'killed.glimpse3d/training/checkpoint.bin')
  for (const stage of ['photos', 'cameras', 'training', 'surface', 'export'] as const) {
    const result = await run('killed', ['--resume', '--threads', '2'], during(stage, 'SIGKILL'))
    expect(result.code).toBeNull()
    expect(stages(result, 'reused')).toEqual(finished.slice(0, -1))
    // What was trained is not lost.
    expect(existsSync(checkpoint)).toBe(stage === 'training')
    const wentOn = result.events.some((event) => event.type === 'log' && event.message.startsWith('Training goes on'))
    expect(wentOn).toBe(stage === 'surface')
    finished.push(stage)
  }
  const last = await run('killed', ['--resume', '--threads', '2'])
  expect(last.code).toBe(0)
  expect(stages(last, 'reused')).toEqual(['photos', 'cameras', 'training', 'surface'])
  await expectSameFiles('killed')
})

test('Ctrl-C stops with code 130 and leaves a project that --resume continues to the same files', async () => {
  for (const stage of ['cameras', 'surface'] as const) {
    const stopped = await run('stopped', ['--resume'], during(stage, 'SIGINT'))
    expect(stopped.code).toBe(130)
    expect(stopped.events.at(-1)).toMatchObject({
      type: 'failed',
      code: 'cancelled',
      hint: expect.stringContaining('--resume'),
    })
  }
  const resumed = await run('stopped', ['--resume'])
  expect(resumed.code).toBe(0)
  expect(stages(resumed, 'reused')).toEqual(['photos', 'cameras', 'training'])
  await expectSameFiles('stopped')
})

test('a second run on a project in use is refused', async () => {
  await cp(join(root, 'reference.glimpse3d'), join(root, 'busy.glimpse3d'), { recursive: true })
  let second: Promise<CliResult> | undefined
  const first = await run('busy', ['--resume', '--steps', '100000'], (event, child) => {
    if (event.type === 'metrics') second ??= run('busy', ['--resume']).finally(() => child.kill('SIGTERM'))
  })
  expect(await second).toMatchObject({ code: 5, events: [{ type: 'failed', code: 'project_busy' }] })
  expect(first.code).toBe(130)
})

test('changed options do again what depends on them, and nothing else', async () => {
  await cp(join(root, 'reference.glimpse3d'), join(root, 'changed.glimpse3d'), { recursive: true })
  const other = await run('changed', ['--resume', '--format', 'spz'])
  expect(other.code).toBe(0)
  expect(stages(other, 'finished')).toEqual(['export'])
  expect((await readdir(root)).filter((name) => name.startsWith('changed.')).sort()).toEqual([
    'changed.glb',
    'changed.glimpse3d',
    'changed.json',
    'changed.spz',
  ])
})

const disk = mountSmallDisk(40 * 1024)
test.skipIf(!disk)(
  'a disk that fills up during the run: no half file, and --resume goes on once there is space',
  async () => {
    try {
      await cp(join(root, 'reference.glimpse3d'), join(root, 'filled.glimpse3d'), { recursive: true })
      const words = ['reconstruct', photos, '-o', join(disk!.path, 'model.glb'), '--report', join(root, 'filled.json')]
      const project = ['--project', join(root, 'filled.glimpse3d'), '--resume', ...OPTIONS]
      const filler = join(disk!.path, 'filler')
      const model = await readFile(join(root, 'reference.glb'))
      const failed = await runCli([...words, ...project], {
        onEvent: (event) => {
          if (event.type === 'stage' && event.stage === 'photos') fill(filler)
        },
      })
      expect(failed).toMatchObject({ code: 6 })
      expect(failed.events.at(-1)).toMatchObject({ type: 'failed', code: 'disk_full' })
      // What was written before the disk was full is whole.
      for (const name of await readdir(disk!.path)) {
        expect(['filler', 'model.glb']).toContain(name)
        if (name === 'model.glb') expect(await readFile(join(disk!.path, name))).toEqual(model)
      }
      await rm(filler)
      const resumed = await runCli([...words, ...project])
      expect(resumed.code).toBe(0)
      expect(await readFile(join(disk!.path, 'model.glb'))).toEqual(model)
    } finally {
      disk!.unmount()
    }
  },
)

function fill(path: string): void {
  try {
    writeFileSync(path, new Uint8Array(40 * 1024 * 1024))
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
  }
}
