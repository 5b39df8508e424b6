import { afterAll, describe, expect, it } from 'vitest'
import { seededNormal, seededRandom } from '../../../src-engine/math/random.ts'
import { createCpuTrainer } from '../../../src-engine/training/cpu/create-cpu-trainer.ts'
import { learningRates } from '../../../src-engine/training/schedule.ts'
import { scorePhoto } from '../../../src-engine/training/score-views.ts'
import type { Trainer } from '../../../src-engine/training/trainer.ts'
import { TRAINING_RECIPE } from '../../../src-engine/training/training-recipe.ts'
import { createWebGpuTrainer } from '../../../src-engine/training/webgpu/create-webgpu-trainer.ts'
import { createSplatEngine } from '../../../src-engine/training/webgpu/splat-engine.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { ball, circleCameras, photograph } from '../../support/coloured-ball.ts'
import { randomSplats, testView, trainingStep64 } from '../../support/float64-training-step.ts'
import { testDevice } from '../../support/gpu.ts'
import { cloudOf } from '../../support/random-cloud.ts'

const gpu = await testDevice()
afterAll(() => gpu?.close())

const truth = ball(200)
const views = await photograph(truth, circleCameras(8, 32, 32))

/** The true splats out of place and grey. */
function spoilt(): SplatCloud {
  const normal = seededNormal(seededRandom(8))
  const positions = truth.positions.map((v) => v + 0.05 * normal())
  return { ...truth, positions, sh: new Float32Array(truth.sh.length) }
}
const base = { views, initial: spoilt(), steps: 200, splatBudget: 400, shDegree: 1, seed: 1 } as const

const NO_PULLS = { adamStep: 1, opacityPull: 0, flattening: 0, surfaceReach: 0, leftOut: 0, step: 0 }

async function train(trainer: Trainer, steps: number) {
  const results = []
  for (let step = 0; step < steps; step++) results.push(await trainer.step())
  return results
}

async function meanPsnr(trainer: Trainer) {
  let sum = 0
  for (const view of views) sum += scorePhoto(view, await trainer.render(view.camera), false).psnr
  return sum / views.length
}

describe.skipIf(!gpu)('training on the graphics device', () => {
  it('comes within 0.3 dB of the CPU in 200 steps from one seed', async () => {
    const mine = await createWebGpuTrainer({ ...base, device: gpu!.device })
    const cpu = await createCpuTrainer({ ...base, threads: 1 })
    const [before, results, expected] = [await meanPsnr(mine), await train(mine, 200), await train(cpu, 200)]
    // The first steps are the same but for rounding: the same photo, loss and scores.
    for (let step = 0; step < 5; step++) {
      const { loss, psnr, ssim } = expected[step]
      expect(results[step]).toMatchObject({ step: step + 1, splats: 200 })
      expect(results[step].loss).toBeCloseTo(loss, 3)
      expect(results[step].psnr).toBeCloseTo(psnr, 1)
      expect(results[step].ssim).toBeCloseTo(ssim, 2)
    }
    const [psnr, cpuPsnr] = [await meanPsnr(mine), await meanPsnr(cpu)]
    console.info(`${before} -> ${psnr} dB, CPU ${cpuPsnr}; splats ${mine.splatCount}, CPU ${cpu.splatCount}`)
    expect(psnr).toBeGreaterThan(before + 5)
    expect(Math.abs(psnr - cpuPsnr)).toBeLessThan(0.3)
    expect(mine.splatCount).toBeGreaterThan(350)
    expect(Math.abs(mine.splatCount - cpu.splatCount)).toBeLessThan(30)
    const cloud = await mine.snapshot()
    expect(cloud.count).toBe(mine.splatCount)
    expect(cloud.positions.every(Number.isFinite)).toBe(true)
    await Promise.all([mine.close(), cpu.close()])
  }, 300_000)

  it('gives the same splats again, and goes on when one is not a number', async () => {
    const initial = spoilt()
    initial.positions[30] = Number.NaN
    initial.sh[90] = Number.NaN
    const run = async () => {
      const trainer = await createWebGpuTrainer({ ...base, initial, steps: 24, device: gpu!.device })
      for (const { loss } of await train(trainer, 12)) expect(loss).toBeLessThan(1)
      const cloud = await trainer.snapshot()
      await trainer.close()
      return cloud
    }
    const cloud = await run()
    expect(await run()).toEqual(cloud)
    expect(cloud.positions.every(Number.isFinite)).toBe(true)
    expect(cloud.sh.every(Number.isFinite)).toBe(true)
  })

  it('changes the splats once in a step that finds it needs more room for pairs', async () => {
    const [width, height, count] = [96, 96, 700]
    // Wide enough that nearly all reach every tile.
    const splats = randomSplats(count, 0, 3)
    splats.logScales.set(splats.logScales.map((v) => Math.fround(v + 1)))
    const initial = cloudOf(splats)
    const engine = await createSplatEngine(gpu!.device, { capacity: count, shDegree: 0, width, height, initial })
    const photo = new Uint8Array(3 * width * height)
    const view = testView(width, height)
    const rate = 1e-3
    const sums = await engine.learn(view, photo, 0, {
      ...learningRates(0, 1, 1, TRAINING_RECIPE),
      positionRate: rate,
      ...NO_PULLS,
    })
    const values = 3 * width * height
    const { loss, planes } = trainingStep64(splats, view, new Float64Array(values), false)
    expect((0.8 * sums[0]) / values + 0.2 * (1 - sums[1] / values)).toBeCloseTo(loss, 4)
    expect(Math.max(...planes.color)).toBeGreaterThan(0.5)
    const { positions } = await engine.snapshot()
    engine.free()
    // Adam's first step is one rate long.
    const moved = positions.reduce((most, v, i) => Math.max(most, Math.abs(v - initial.positions[i])), 0)
    expect(moved).toBeGreaterThan(0.9 * rate)
    expect(moved).toBeLessThan(1.1 * rate)
  })

  it('goes on from a step of the schedule as the CPU backend does', async () => {
    const late = { ...base, initial: truth, firstStep: 150 }
    const mine = await createWebGpuTrainer({ ...late, device: gpu!.device })
    const cpu = await createCpuTrainer({ ...late, threads: 1 })
    const [results, expected] = [await train(mine, 3), await train(cpu, 3)]
    for (const [i, { step, loss }] of expected.entries()) {
      expect(step).toBe(151 + i)
      expect(results[i].step).toBe(step)
      expect(results[i].loss).toBeCloseTo(loss, 3)
    }
    expect(mine.checkpointStep).toBe(150)
    await mine.snapshot()
    expect(mine.checkpointStep).toBe(153)
    await Promise.all([mine.close(), cpu.close()])
  })

  it('names what is missing: photos, and room on the device', async () => {
    const { device } = gpu!
    await expect(createWebGpuTrainer({ ...base, views: [], device })).rejects.toMatchObject({ code: 'too_few_photos' })
    const splatBudget = 2 ** 31
    await expect(createWebGpuTrainer({ ...base, splatBudget, device })).rejects.toMatchObject({ code: 'out_of_memory' })
  })

  it('keeps the last splats when the device is lost, and says what to do', async () => {
    const own = await testDevice()
    const trainer = await createWebGpuTrainer({ ...base, device: own!.device })
    await train(trainer, 2)
    const kept = await trainer.snapshot()
    await train(trainer, 1)
    own!.close()
    await expect(trainer.step()).rejects.toMatchObject({ code: 'device_lost', hint: expect.stringContaining('CPU') })
    await expect(trainer.render(views[0].camera)).rejects.toMatchObject({ code: 'device_lost' })
    expect(await trainer.snapshot()).toEqual(kept)
    await trainer.close()
  })

  it('has a checkpoint of its own when nobody has asked for the splats', async () => {
    const own = await testDevice()
    const trainer = await createWebGpuTrainer({ ...base, steps: 40, device: own!.device })
    await train(trainer, 5)
    own!.close()
    await expect(trainer.step()).rejects.toMatchObject({ code: 'device_lost' })
    // One after two steps, one after four.
    const { opacityLogits } = await trainer.snapshot()
    expect(opacityLogits).not.toEqual(base.initial.opacityLogits)
    await trainer.close()
  })

  it('fails aloud when the device refuses its work', async () => {
    const trainer = await createWebGpuTrainer({ ...base, device: gpu!.device })
    await trainer.close()
    await expect(trainer.step()).rejects.toMatchObject({ code: 'pipeline_error' })
  })

  it('stops when it is cancelled', async () => {
    const stop = new AbortController()
    const trainer = await createWebGpuTrainer({ ...base, device: gpu!.device, signal: stop.signal })
    await trainer.step()
    stop.abort()
    await expect(trainer.step()).rejects.toMatchObject({ code: 'cancelled' })
    await trainer.close()
  })
})
