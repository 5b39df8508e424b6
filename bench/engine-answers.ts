import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { parseArgs } from 'node:util'
import { forkEngine } from '../src-main/host/engine-child.ts'
import { superviseEngine } from '../src-main/host/engine-supervisor.ts'
import { PRESET_NAMES, type PresetName } from '../src-shared/presets.ts'
import { runOptionsSchema } from '../src-shared/studio-api/project.ts'

/**
 * How promptly the engine answers its host while it reconstructs: a call that only asks, a photo to look at, the machine
 * to check, splats to export.
 *
 *   node bench/engine-answers.ts <photo folder> [--preset fast] [--steps N]
 *
 * Prints JSON lines: milliseconds to the answer by stage and call, median, 95th percentile and longest.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { preset: { type: 'string', default: 'fast' }, steps: { type: 'string' } },
})
const folder = positionals[0]
const preset = PRESET_NAMES.find((name) => name === values.preset) satisfies PresetName | undefined
if (!folder || !preset)
  throw new Error('Usage: node bench/engine-answers.ts <photo folder> [--preset fast] [--steps N]')

const work = await mkdtemp(join(tmpdir(), 'glimpse3d-bench-'))
const names = (await readdir(folder)).filter((name) => /\.(jpe?g|png|heic)$/i.test(name)).sort()
const photos = names.map((name) => resolve(folder, name))
const waits = new Map<string, number[]>()
let stage = 'starting'
let running = true
const engine = superviseEngine({
  start: () => forkEngine(),
  onStatus: () => {},
  onRunEvent: (_, event) => {
    if (event.type === 'stage' && event.state === 'started') stage = event.stage
  },
})

/** Makes the call again and again, `pauseMs` apart. What is refused (no splats yet) is not counted. */
async function keepCalling(name: string, pauseMs: number, call: () => Promise<unknown>): Promise<void> {
  while (running) {
    const key = `${stage} ${name}`
    const begun = performance.now()
    const answered = await call().then(
      () => true,
      () => false,
    )
    if (answered) waits.set(key, [...(waits.get(key) ?? []), performance.now() - begun])
    await setTimeout(pauseMs)
  }
}

const project = join(work, 'project')
const callers = [
  keepCalling('ask', 20, () => engine.calls.resume({ runId: 'none' })),
  keepCalling('inspectPhoto', 1000, () =>
    engine.calls.inspectPhoto({ path: photos[0], thumbnail: join(work, 't.jpg') }),
  ),
  keepCalling('checkMachine', 1000, () => engine.calls.checkMachine({ folder: work })),
  keepCalling('exportModel', 1000, () =>
    engine.calls.exportModel({ project, format: 'ply', path: join(work, 'export.ply'), edits: null, options: {} }),
  ),
]
await engine.calls.run({
  runId: 'bench',
  photos,
  project,
  output: join(work, 'model.glb'),
  livePreview: join(work, 'preview.splat'),
  liveScene: join(work, 'scene.json'),
  report: null,
  cameras: null,
  startFrom: null,
  strokes: [],
  more: null,
  options: runOptionsSchema.parse({ preset, steps: values.steps === undefined ? undefined : Number(values.steps) }),
  afresh: true,
  threads: null,
  backend: 'auto',
})
running = false
await Promise.all(callers)
for (const [key, sample] of waits) {
  sample.sort((a, b) => a - b)
  const at = (share: number) => Math.round(sample[Math.min(sample.length - 1, Math.floor(share * sample.length))])
  const [during, call] = key.split(' ')
  console.log(
    JSON.stringify({ during, call, calls: sample.length, medianMs: at(0.5), p95Ms: at(0.95), longestMs: at(1) }),
  )
}
await engine.close()
await rm(work, { recursive: true })
