/**
 * Splat training on the processor: `node bench/training.ts <data folder> <projects folder> [options]`, scenes as in
 * support/load-scene.ts.
 *
 *   --scene vase,fountain,mouse     --threads N
 *   --splats 20000,50000,100000     seconds a step at 400 pixels with so many splats ('' leaves it out)
 *   --steps 150,300,600,1200,2400   PSNR against wall time: runs planned for so many steps, `balanced` otherwise
 *   --preset balanced,quality       whole presets instead
 *
 * Prints one line of JSON a measurement. `gflops` is what one core makes of a tight scalar loop just then; OpenSplat's
 * figures in docs/decisions/0013 are from a machine at 10.7.
 */
import { parseArgs } from 'node:util'
import { initialiseSplats } from '../src-engine/splats/initialise-splats.ts'
import { createCpuTrainer } from '../src-engine/training/cpu/create-cpu-trainer.ts'
import { trainSplats } from '../src-engine/training/train-splats.ts'
import { usefulSteps } from '../src-engine/training/useful-steps.ts'
import { PRESET_NAMES, PRESETS, type Preset } from '../src-shared/presets.ts'
import { loadScene } from './support/load-scene.ts'
import { machineSpeed } from './support/machine-speed.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scene: { type: 'string', default: 'vase,fountain,mouse' },
    splats: { type: 'string', default: '20000,50000,100000' },
    steps: { type: 'string', default: '150,300,600,1200,2400' },
    preset: { type: 'string' },
    threads: { type: 'string', default: '2' },
  },
})
const [data, projects] = positionals
if (!data || !projects) throw new Error('usage: node bench/training.ts <data folder> <projects folder>')
const threads = Number(values.threads)
const numbers = (list: string) => list.split(',').filter(Boolean).map(Number)
const rounded = (value: number, digits: number) => Number(value.toFixed(digits))
const print = (line: Record<string, unknown>) => console.log(JSON.stringify(line))
const cpuSeconds = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

/** Steps of the run that grows the splats, and those of its end, after densification, that are timed. */
const GROWING = 400
const TIMED = 60

async function secondsAStep(scene: string, splats: number): Promise<void> {
  const { trainedAt, points, cameras } = await loadScene(data, projects, scene)
  const { shDegree, photoWidth } = PRESETS.balanced
  const views = await trainedAt(photoWidth)
  const initial = initialiseSplats(points, { shDegree, budget: splats, seed: 0, cameras })
  const trainer = await createCpuTrainer({
    views,
    initial,
    steps: GROWING,
    splatBudget: splats,
    shDegree,
    seed: 0,
    threads,
  })
  for (let step = 0; step < GROWING - TIMED; step++) await trainer.step()
  const [wall, cpu] = [performance.now(), cpuSeconds()]
  for (let step = 0; step < TIMED; step++) await trainer.step()
  print({
    scene,
    splats: trainer.splatCount,
    width: photoWidth,
    wallSecondsAStep: rounded((performance.now() - wall) / 1000 / TIMED, 4),
    cpuSecondsAStep: rounded((cpuSeconds() - cpu) / TIMED, 4),
    gflops: rounded(machineSpeed(), 1),
  })
  await trainer.close()
}

async function scoreAgainstTime(scene: string, name: string, preset: Preset): Promise<void> {
  const { trainedAt, heldOutAt, points, cameras } = await loadScene(data, projects, scene)
  const views = await trainedAt(preset.photoWidth)
  const heldOut = await heldOutAt()
  const { splatBudget, shDegree } = preset
  const steps = values.preset ? usefulSteps(views.length, preset.steps) : preset.steps
  const [wall, cpu] = [performance.now(), cpuSeconds()]
  let trained = { wall: 0, cpu: 0 }
  const result = await trainSplats({
    views,
    heldOut,
    points,
    cameras,
    steps,
    splatBudget,
    shDegree,
    threads,
    onMetrics: ({ step }) => {
      if (step === steps) trained = { wall: (performance.now() - wall) / 1000, cpu: cpuSeconds() - cpu }
    },
  })
  print({
    scene,
    preset: name,
    steps: result.steps,
    splats: result.cloud.count,
    width: preset.photoWidth,
    wallSeconds: rounded(trained.wall, 1),
    cpuSeconds: rounded(trained.cpu, 1),
    psnr: rounded(result.heldOut?.psnr ?? Number.NaN, 2),
    ssim: rounded(result.heldOut?.ssim ?? Number.NaN, 3),
    peakMemoryMiB: Math.round(process.resourceUsage().maxRSS / 1024),
    gflops: rounded(machineSpeed(), 1),
  })
}

for (const scene of values.scene.split(',')) {
  if (values.preset) {
    const chosen = PRESET_NAMES.filter((name) => values.preset?.split(',').includes(name))
    for (const name of chosen) await scoreAgainstTime(scene, name, PRESETS[name])
    continue
  }
  for (const splats of numbers(values.splats)) await secondsAStep(scene, splats)
  for (const steps of numbers(values.steps)) await scoreAgainstTime(scene, 'balanced', { ...PRESETS.balanced, steps })
}
