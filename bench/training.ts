import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { loadCameraSolution } from '../src-engine/library/results/camera-solution.ts'
import { initialiseSplats } from '../src-engine/splats/initialise-splats.ts'
import { createCpuTrainer } from '../src-engine/training/cpu/create-cpu-trainer.ts'
import { trainSplats } from '../src-engine/training/train-splats.ts'
import { PRESET_NAMES, PRESETS } from '../src-shared/presets.ts'
import { vaseCameras, vasePoints, vaseViews } from './vase-ground-truth.ts'

/**
 * Splat training on the `vase` photos with their true cameras and points sampled from the true surface, or, with
 * `--project`, with the cameras and points that a reconstruction solved.
 *
 *   node bench/training.ts <vase folder> [--preset fast,balanced] [--steps N --budget N --degree N --width N] [--speed] [--threads N] [--project FOLDER]
 *
 * Prints JSON lines: with --speed the seconds a step at 400 pixels by number of splats, else PSNR on every eighth photo
 * against wall and CPU time.
 */
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    preset: { type: 'string', default: 'fast,balanced' },
    steps: { type: 'string' },
    budget: { type: 'string' },
    degree: { type: 'string' },
    width: { type: 'string' },
    threads: { type: 'string', default: '2' },
    points: { type: 'string', default: '8000' },
    project: { type: 'string' },
    speed: { type: 'boolean', default: false },
  },
})
const folder = positionals[0]
if (!folder) throw new Error('Usage: node bench/training.ts <vase folder>')
const threads = Number(values.threads)
const solved = values.project ? await loadCameraSolution(join(values.project, 'cameras')) : null
const cameras = solved ? solved.cameras : await vaseCameras(folder)
const heldOut = await vaseViews(folder, cameras, 400, true)
const points =
  solved?.points ??
  (await vasePoints(folder, await vaseViews(folder, cameras, 400, false), Number(values.points), 0.01))

const print = (line: Record<string, unknown>) => console.log(JSON.stringify(line))
const rounded = (value: number, digits: number) => Number(value.toFixed(digits))
const cpuSeconds = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

async function speed(splats: number) {
  const views = await vaseViews(folder, cameras, 400, false)
  const many = await vasePoints(folder, views, 2 * splats, 0.01)
  const initial = initialiseSplats(many, { shDegree: 1, budget: 2 * splats, seed: 0, cameras })
  // A step count of one holds the schedule at its end: full size, all harmonics, no densification.
  const trainer = await createCpuTrainer({
    views,
    initial,
    steps: 1,
    splatBudget: initial.count,
    shDegree: 1,
    seed: 0,
    threads,
  })
  for (let i = 0; i < 10; i++) await trainer.step()
  const [wall, cpu] = [performance.now(), cpuSeconds()]
  const steps = 40
  for (let i = 0; i < steps; i++) await trainer.step()
  print({
    splats: initial.count,
    width: 400,
    wallSecondsPerStep: rounded((performance.now() - wall) / 1000 / steps, 4),
    cpuSecondsPerStep: rounded((cpuSeconds() - cpu) / steps, 4),
  })
  await trainer.close()
}

if (values.speed) for (const splats of [10_000, 20_000, 50_000]) await speed(splats)
else {
  for (const name of PRESET_NAMES.filter((preset) => values.preset.split(',').includes(preset))) {
    const preset = PRESETS[name]
    const steps = Number(values.steps ?? preset.steps)
    const splatBudget = Number(values.budget ?? preset.splatBudget)
    const shDegree = Number(values.degree ?? preset.shDegree) as 0 | 1 | 2 | 3
    const width = Number(values.width ?? preset.photoWidth)
    const views = await vaseViews(folder, cameras, width, false)
    const [wall, cpu] = [performance.now(), cpuSeconds()]
    const result = await trainSplats({
      views,
      heldOut,
      points,
      cameras,
      steps,
      splatBudget,
      shDegree,
      threads,
      onMetrics: (metrics) => {
        if (metrics.step % 200 === 0) print({ ...metrics, seconds: rounded((performance.now() - wall) / 1000, 1) })
      },
    })
    print({
      preset: name,
      width,
      steps,
      splats: result.cloud.count,
      shDegree,
      wallSeconds: rounded((performance.now() - wall) / 1000, 1),
      cpuSeconds: rounded(cpuSeconds() - cpu, 1),
      heldOut: result.heldOut,
      peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    })
  }
}
