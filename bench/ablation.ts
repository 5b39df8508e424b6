/**
 * What each number of the training recipe is worth: `node bench/ablation.ts <data folder> <projects folder> [options]`.
 * Scenes as in support/load-scene.ts.
 *
 *   --scene vase,fountain,mouse   --preset fast   --steps N --budget N --degree N --width N --threads N --seed N
 *   --set name=value              a number of the recipe, any number of times
 *   --brighten 1.5                makes the second photo trained on that much brighter: one photo of another exposure
 *   --also 200,800                scores at these widths as well
 *
 * Prints one line of JSON a scene: scores on every eighth photo at 400 pixels (and the other widths; `psnrAlike` with the
 * exposure of these photos undone as well), on the photos trained on, depth against the true surface where there is one, processor seconds of the training.
 */
import { parseArgs } from 'node:util'
import { renderSplats } from '../src-engine/training/cpu/render-splats.ts'
import { photoExposures, withExposureUndone } from '../src-engine/training/photo-exposure.ts'
import { readPhoto, trainingPhotos } from '../src-engine/training/photo-levels.ts'
import { meanScore, scorePhoto, similarity } from '../src-engine/training/score-views.ts'
import { trainSplats } from '../src-engine/training/train-splats.ts'
import type { TrainingView } from '../src-engine/training/trainer.ts'
import { TRAINING_RECIPE, type TrainingRecipe } from '../src-engine/training/training-recipe.ts'
import { PRESET_NAMES, PRESETS } from '../src-shared/presets.ts'
import { depthTruth } from './support/depth-truth.ts'
import { loadScene } from './support/load-scene.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    scene: { type: 'string', default: 'vase' },
    preset: { type: 'string', default: 'fast' },
    steps: { type: 'string' },
    budget: { type: 'string' },
    degree: { type: 'string' },
    width: { type: 'string' },
    threads: { type: 'string', default: '2' },
    seed: { type: 'string', default: '0' },
    set: { type: 'string', multiple: true, default: [] },
    brighten: { type: 'string' },
    also: { type: 'string', default: '' },
  },
})
const [data, projects] = positionals
const presetName = PRESET_NAMES.find((name) => name === values.preset)
if (!data || !projects || !presetName) throw new Error('usage: node bench/ablation.ts <data folder> <projects folder>')
const preset = PRESETS[presetName]
const steps = Number(values.steps ?? preset.steps)
const splatBudget = Number(values.budget ?? preset.splatBudget)
const shDegree = Number(values.degree ?? preset.shDegree) as 0 | 1 | 2 | 3
const width = Number(values.width ?? preset.photoWidth)
const threads = Number(values.threads)
const seed = Number(values.seed)
const changes = Object.fromEntries(values.set.map((text) => [text.split('=')[0], Number(text.split('=')[1])]))
for (const name of Object.keys(changes)) {
  if (!(name in TRAINING_RECIPE)) throw new Error(`The recipe has no number "${name}".`)
}
const recipe: TrainingRecipe = { ...TRAINING_RECIPE, ...changes }

const rounded = (value: number) => Number(value.toFixed(3))
const cpuSeconds = () => {
  const { user, system } = process.cpuUsage()
  return (user + system) / 1e6
}

for (const scene of values.scene.split(',')) {
  const { folder, cameras, points, trainedAt, heldOutAt } = await loadScene(data, projects, scene)
  const views = await trainedAt(width)
  if (values.brighten) brighten(views[1], Number(values.brighten))
  const judged = await heldOutAt()
  const [wall, cpu] = [performance.now(), cpuSeconds()]
  const { cloud, photoScores } = await trainSplats({
    views,
    heldOut: [],
    points,
    cameras,
    steps,
    splatBudget,
    shDegree,
    threads,
    seed,
    recipe,
  })
  const [wallSeconds, trainingSeconds] = [(performance.now() - wall) / 1000, cpuSeconds() - cpu]
  const scoreAt = async (scored: readonly TrainingView[]) => {
    const renders = await renderSplats(
      cloud,
      scored.map((view) => view.camera),
      { threads },
    )
    const scores = scored.map((view, i) => scorePhoto(view, renders[i], true))
    const similarities = scored.map((view, i) => similarity(view, renders[i]))
    return { renders, ...meanScore(scores, similarities, scored[0]?.image.width) }
  }
  const { renders, psnr = 0, ssim = 0 } = await scoreAt(judged)
  const others: Record<string, number> = {}
  for (const at of values.also.split(',').filter(Boolean)) {
    others[`psnr${at}`] = rounded((await scoreAt(await heldOutAt(Number(at)))).psnr ?? 0)
  }
  const exposures = (await photoExposures([...views, ...judged], points, cameras)).slice(views.length)
  const alike: TrainingView[] = []
  for (const [i, photo] of trainingPhotos(judged).entries()) {
    alike.push({ camera: photo.camera, image: await readPhoto(withExposureUndone(photo, exposures[i])) })
  }
  others.psnrAlike = rounded((await scoreAt(alike)).psnr ?? 0)
  const depth = (await depthTruth(folder, cameras))?.(judged, renders)
  console.log(
    JSON.stringify({
      scene,
      preset: presetName,
      ...changes,
      ...(values.brighten ? { brighten: Number(values.brighten) } : {}),
      seed,
      width,
      steps,
      shDegree,
      splats: cloud.count,
      psnr: rounded(psnr),
      ssim: rounded(ssim),
      ...others,
      trainedPsnr: rounded(photoScores.reduce((sum, score) => sum + score.psnr, 0) / photoScores.length),
      ...(depth ? { depthMedianPct: rounded(depth.depthMedianPct), depthMeanPct: rounded(depth.depthMeanPct) } : {}),
      cpuSeconds: rounded(trainingSeconds),
      wallSeconds: rounded(wallSeconds),
    }),
  )
}

function brighten({ image }: TrainingView, factor: number): void {
  for (let i = 0; i < image.data.length; i++) image.data[i] = Math.min(255, Math.round(factor * image.data[i]))
}
