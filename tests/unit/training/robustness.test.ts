import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { loadPhoto } from '../../../src-engine/photos/load-photo.ts'
import { createCpuTrainer } from '../../../src-engine/training/cpu/create-cpu-trainer.ts'
import { trainSplats } from '../../../src-engine/training/train-splats.ts'
import type { TrainingView } from '../../../src-engine/training/trainer.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { ball, circleCameras, photograph } from '../../support/coloured-ball.ts'
import { floatTiff } from '../../support/float-tiff.ts'

/*
 * Bad photos and odd budgets: the splats must stay numbers, and photos that nothing is wrong with must look as they do
 * without the bad one.
 */

const truth = ball(600)
const cameras = circleCameras(12, 72, 60)
const photos = await photograph(truth, cameras)
const heldOut = [photos[0], photos[6]]
const views = photos.filter((photo) => !heldOut.includes(photo))
const points = {
  count: truth.count,
  positions: Float64Array.from(truth.positions),
  colors: new Uint8Array(3 * truth.count).fill(128),
  errors: new Float32Array(truth.count),
  trackStarts: new Uint32Array(truth.count + 1),
  observedBy: new Uint32Array(0),
  observedAt: new Float32Array(0),
}
const base = { heldOut, points, cameras, steps: 200, splatBudget: 1500, shDegree: 1, seed: 1, threads: 2 } as const

const heldOutPsnr = async (some: readonly TrainingView[], budget: number = base.splatBudget) => {
  const { cloud, heldOut: score } = await trainSplats({ ...base, views: some, splatBudget: budget })
  expectNumbers(cloud)
  return { cloud, psnr: score?.psnr ?? Number.NaN }
}

function expectNumbers(cloud: SplatCloud): void {
  for (const array of [cloud.positions, cloud.logScales, cloud.rotations, cloud.opacityLogits, cloud.sh]) {
    expect(array.every(Number.isFinite)).toBe(true)
  }
}

/** The photos with the second one changed. */
const withSecond = (change: (view: TrainingView) => TrainingView) =>
  views.map((view, i) => (i === 1 ? change(view) : view))

const without = await heldOutPsnr(views.filter((_, i) => i !== 1))

it('a photo with pixels that are not numbers trains like any other', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'nan-photo-'))
  try {
    const { image } = views[1]
    const values = Float32Array.from(image.data, (value) => value / 255)
    for (let i = 0; i < values.length; i += 97) values[i] = [Number.NaN, Number.POSITIVE_INFINITY, -1e30][(i / 97) % 3]
    const path = join(folder, 'photo.tif')
    await writeFile(path, floatTiff(image.width, image.height, values))
    const loaded = await loadPhoto(path)
    expect([loaded.width, loaded.height]).toEqual([image.width, image.height])
    const { psnr } = await heldOutPsnr(withSecond((view) => ({ ...view, image: loaded })))
    expect(psnr).toBeGreaterThan(without.psnr - 3)
  } finally {
    await rm(folder, { recursive: true })
  }
})

it('a black photo costs the others little', async () => {
  const black = { ...views[1].image, data: new Uint8Array(views[1].image.data.length) }
  const { psnr } = await heldOutPsnr(withSecond((view) => ({ ...view, image: black })))
  expect(psnr).toBeGreaterThan(18)
})

it('a budget of a hundred splats is kept, and shows what so few can', async () => {
  const { cloud, psnr } = await heldOutPsnr(views, 100)
  expect(cloud.count).toBeLessThanOrEqual(100)
  expect(cloud.count).toBeGreaterThan(20)
  expect(psnr).toBeGreaterThan(12)
})

it('a budget of two million splats gives as many as the photos can teach', async () => {
  const { cloud, psnr } = await heldOutPsnr(views, 2_000_000)
  const pixels = views.length * 72 * 60
  expect(cloud.count).toBeLessThanOrEqual(pixels / 4)
  expect(cloud.count).toBeGreaterThan(base.splatBudget)
  expect(psnr).toBeGreaterThan(20)
})

it('room for two million splats takes no more memory than the splats there are', async () => {
  const before = process.memoryUsage().rss
  const options = { views, initial: truth, splatBudget: 2_000_000, shDegree: 2, seed: 1, threads: 2 } as const
  const trainer = await createCpuTrainer({ ...options, steps: 1000 })
  try {
    for (let step = 0; step < 30; step++) await trainer.step()
    expectNumbers(await trainer.snapshot())
    expect(process.memoryUsage().rss - before).toBeLessThan(400e6)
  } finally {
    await trainer.close()
  }
})

it('refuses a budget beyond what threads can share, and says what to do', async () => {
  const options = {
    views,
    initial: truth,
    steps: 60,
    splatBudget: 20_000_000,
    shDegree: 3,
    seed: 1,
    threads: 2,
  } as const
  await expect(createCpuTrainer(options)).rejects.toMatchObject({
    code: 'out_of_memory',
    hint: expect.stringContaining('smaller'),
  })
})

it('takes no new buffers in a step', async () => {
  const trainer = await createCpuTrainer({
    views,
    initial: truth,
    steps: 400,
    firstStep: 300,
    splatBudget: truth.count,
    shDegree: 1,
    seed: 1,
    threads: 2,
  })
  try {
    for (let step = 0; step < 20; step++) await trainer.step()
    const before = process.memoryUsage().arrayBuffers
    for (let step = 0; step < 50; step++) await trainer.step()
    expect(process.memoryUsage().arrayBuffers).toBeLessThanOrEqual(before)
  } finally {
    await trainer.close()
  }
})
