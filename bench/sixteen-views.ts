/**
 * Sixteen views of the rig to splats, depths and refined splats, each stage with its seconds of CPU and peak memory.
 * Usage: node bench/sixteen-views.ts <folder of views> [options]
 *
 *   --truth FOLDER    16-bit depth pictures `000-depth.png` ... of the true object, as in `chicken-gt`
 *   --held-out 4,11   views kept back from training and refinement, that show what refinement is worth
 *   --steps 600  --budget 15000  --degree 1  --rate 0.5  --threads N
 *   --enhance         with the model that is in use for `enhance`, instead of detail from view 0
 *   --out FOLDER      pictures of depth, and of renders before and after enhancing
 *
 * View 0 is taken to be the observed photo.
 */
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import sharp from 'sharp'
import { estimateDepths } from '../src-engine/depth/estimate-depths.ts'
import { saveDepths } from '../src-engine/depth/save-depths.ts'
import { slotModel } from '../src-engine/inference/slot-model.ts'
import { enhanceByModel } from '../src-engine/refine/by-model.ts'
import { picturePsnr } from '../src-engine/refine/measure-quality.ts'
import { overWhite } from '../src-engine/refine/over-white.ts'
import { refineSplats } from '../src-engine/refine/refine-splats.ts'
import { renderSplats } from '../src-engine/training/cpu/render-splats.ts'
import { trainOnViews } from '../src-engine/training/train-on-views.ts'
import { readRigViews } from '../src-engine/views/read-rig-views.ts'
import type { SplatCloud } from '../src-shared/splat-cloud.ts'
import { readTrueDepth } from './support/true-depth.ts'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    truth: { type: 'string' },
    'held-out': { type: 'string', default: '' },
    steps: { type: 'string', default: '600' },
    budget: { type: 'string', default: '15000' },
    degree: { type: 'string', default: '1' },
    rate: { type: 'string' },
    threads: { type: 'string' },
    enhance: { type: 'boolean', default: false },
    out: { type: 'string' },
  },
})
const [folder] = positionals
if (!folder) throw new Error('usage: node bench/sixteen-views.ts <folder of views> [options]')
const heldOut = values['held-out'].split(',').filter(Boolean).map(Number)
const threads = values.threads ? Number(values.threads) : undefined
const shDegree = ([0, 1, 2, 3] as const).find((degree) => degree === Number(values.degree)) ?? 1

let since = process.cpuUsage()
let wall = performance.now()
function stage(name: string, figures: Record<string, unknown>): void {
  const { user, system } = process.cpuUsage(since)
  const cpuSeconds = Number(((user + system) / 1e6).toFixed(1))
  const wallSeconds = Number(((performance.now() - wall) / 1000).toFixed(1))
  const peakMemoryMiB = Math.round(process.resourceUsage().maxRSS / 1024)
  console.log(JSON.stringify({ stage: name, ...figures, cpuSeconds, wallSeconds, peakMemoryMiB }))
  since = process.cpuUsage()
  wall = performance.now()
}
const rounded = (value: number, digits = 3) => Number(value.toFixed(digits))

const all = await readRigViews(folder)
const views = all.filter((_, i) => !heldOut.includes(i))
stage('read', { views: views.length, heldOut: heldOut.length })

const { cloud } = await trainOnViews({
  views,
  steps: Number(values.steps),
  splatBudget: Number(values.budget),
  shDegree,
  threads,
})
const psnrs = async (splats: SplatCloud, some: typeof all) => {
  const renders = await renderSplats(
    splats,
    some.map(({ camera }) => camera),
    { threads },
  )
  return renders.map((render, i) => rounded(picturePsnr(overWhite(render), some[i].image)))
}
const mean = (list: readonly number[]) => rounded(list.reduce((sum, value) => sum + value, 0) / list.length)
const unseen = heldOut.map((i) => all[i])
stage('train', {
  splats: cloud.count,
  psnr: mean(await psnrs(cloud, views)),
  heldOut: unseen.length > 0 ? await psnrs(cloud, unseen) : undefined,
})

const renders = await renderSplats(
  cloud,
  views.map(({ camera }) => camera),
  { threads },
)
const depths = await estimateDepths(
  views.map(({ image }, i) => ({ image, alpha: renders[i].alpha, depth: renders[i].medianDepth })),
)
const { truth } = values
const errors: number[] = []
if (truth) {
  for (const [i, { alpha }] of all.entries()) {
    const view = views.indexOf(all[i])
    if (view < 0) continue
    const real = await readTrueDepth(truth, i)
    // The rim of a picture mixes the object with what is behind it.
    real.forEach((z, p) => {
      if (alpha[p] > 0.99 && depths[view].data[p] > 0) errors.push(Math.abs(depths[view].data[p] - z) / z)
    })
  }
  errors.sort((a, b) => a - b)
}
const at = (share: number) => (errors.length > 0 ? rounded(100 * errors[Math.floor(share * errors.length)]) : undefined)
stage('depth', {
  confidence: mean(depths.map(({ confidenceScore }) => confidenceScore)),
  medianErrorPct: at(0.5),
  ninthDecileErrorPct: at(0.9),
})
if (values.out) {
  mkdirSync(values.out, { recursive: true })
  await saveDepths(join(values.out, 'depth'), depths)
}

const model = values.enhance ? await slotModel('enhance') : null
const refined = await refineSplats(cloud, {
  views: views.map((view, i) => ({ ...view, depth: depths[i].data, confidence: depths[i].confidence })),
  photo: all[0],
  learningRate: values.rate ? Number(values.rate) : undefined,
  enhance: model ? enhanceByModel(model) : undefined,
  threads,
  onVersion: async ({ cloud: splats, enhanced, viewQualities: _, ...figures }) => {
    const heldOutNow = unseen.length > 0 ? await psnrs(splats, unseen) : undefined
    const used = enhanced.filter((view) => view.depthAccepted && view.featuresAccepted).length
    stage(`version ${figures.iterationNumber}`, { ...figures, used, heldOut: heldOutNow })
    if (!values.out || enhanced.length === 0) return
    const shown = [0, 4, 8, 12].map((i) => enhanced[i]).filter(Boolean)
    const tiles = await Promise.all(
      shown.flatMap(({ rendered, enhanced: after, viewIndex }, column) =>
        [rendered, after, views[viewIndex].image].map(async (picture, row) => ({
          input: await sharp(picture.data, { raw: { ...picture, channels: 3 } })
            .png()
            .toBuffer(),
          left: column * picture.width,
          top: row * picture.height,
        })),
      ),
    )
    const { width, height } = all[0].image
    await sharp({ create: { width: shown.length * width, height: 3 * height, channels: 3, background: 'white' } })
      .composite(tiles)
      .png()
      .toFile(join(values.out, `pairs-${figures.iterationNumber}.png`))
  },
})
stage('refined', {
  best: refined.best,
  psnr: mean(await psnrs(refined.cloud, views)),
  heldOut: await psnrs(refined.cloud, unseen),
})
