import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type { SparsePoints } from '../../../src-engine/cameras/types.ts'
import { createPauseGate } from '../../../src-engine/jobs/pause-gate.ts'
import {
  loadCheckpoint,
  removeCheckpoint,
  saveCheckpoint,
} from '../../../src-engine/library/results/training-checkpoint.ts'
import { seededNormal, seededRandom } from '../../../src-engine/math/random.ts'
import { createCpuTrainer } from '../../../src-engine/training/cpu/create-cpu-trainer.ts'
import { renderSplats } from '../../../src-engine/training/cpu/render-splats.ts'
import { createTrainer } from '../../../src-engine/training/create-trainer.ts'
import { trainSplats } from '../../../src-engine/training/train-splats.ts'
import type { SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { ball, circleCameras, photograph } from '../../support/coloured-ball.ts'

/** Points near the true ones, all grey: colours must be learnt. */
function greyPoints(cloud: SplatCloud): SparsePoints {
  const normal = seededNormal(seededRandom(8))
  const { count } = cloud
  return {
    count,
    positions: Float64Array.from(cloud.positions, (v) => v + 0.02 * normal()),
    colors: new Uint8Array(3 * count).fill(128),
    errors: new Float32Array(count),
    trackStarts: new Uint32Array(count + 1),
    observedBy: new Uint32Array(0),
    observedAt: new Float32Array(0),
  }
}

const truth = ball(600)
const cameras = circleCameras(12, 72, 60)
const photos = await photograph(truth, cameras)
// Two that do not lie side by side are kept from training.
const heldOut = [photos[0], photos[6]]
const views = photos.filter((photo) => !heldOut.includes(photo))
const base = { views, heldOut, points: greyPoints(truth), cameras, steps: 200, splatBudget: 2000, seed: 1 } as const

const mean = (scores: readonly { psnr: number }[]) => scores.reduce((sum, { psnr }) => sum + psnr, 0) / scores.length

describe('training splats', () => {
  it('learns a scene well enough to show photos it has never seen', async () => {
    const metrics: number[] = []
    const result = await trainSplats({ ...base, shDegree: 1, threads: 2, onMetrics: ({ psnr }) => metrics.push(psnr) })
    expect(result.heldOut?.photos).toBe(2)
    expect(result.heldOut?.psnr).toBeGreaterThan(27)
    expect(result.heldOut?.ssim).toBeGreaterThan(0.92)
    // Each photo has a score of its own, those never trained on their mean as before.
    const { photoScores } = result
    expect(photoScores.map(({ file }) => file)).toEqual([...views, ...heldOut].map(({ camera }) => camera.file))
    expect(photoScores.filter((score) => score.heldOut)).toHaveLength(2)
    expect(mean(photoScores.filter((score) => score.heldOut))).toBeCloseTo(result.heldOut!.psnr, 10)
    expect(mean(photoScores.filter((score) => !score.heldOut))).toBeGreaterThan(result.heldOut!.psnr)
    expect(metrics[metrics.length - 1]).toBeGreaterThan(metrics[0] + 5)
    expect(result.cloud.count).toBeGreaterThan(600)
    expect(result.cloud.count).toBeLessThanOrEqual(2000)
  })

  it('draws what it has so far without changing it', async () => {
    const initial = ball(600)
    const trainer = await createCpuTrainer({
      views,
      initial: { ...initial, sh: initial.sh.map((v) => v / 2) },
      steps: 40,
      splatBudget: 900,
      shDegree: 0,
      seed: 1,
      threads: 2,
    })
    try {
      for (let step = 0; step < 10; step++) await trainer.step()
      const before = await trainer.snapshot()
      const { camera } = heldOut[0]
      const drawn = await trainer.render(camera)
      expect(await trainer.snapshot()).toEqual(before)
      // The snapshot's rotations have been made unit again, which rounds.
      const [expected] = await renderSplats(before, [camera], { threads: 2 })
      expect(Math.max(...drawn.color.map((v, i) => Math.abs(v - expected.color[i])))).toBeLessThan(1e-4)
    } finally {
      await trainer.close()
    }
  })

  it('gives the same splats whatever the number of threads', async () => {
    const short = { ...base, steps: 40, shDegree: 1 } as const
    const one = await trainSplats({ ...short, threads: 1 })
    const three = await trainSplats({ ...short, threads: 3 })
    expect(three.cloud).toEqual(one.cloud)
    const other = await trainSplats({ ...short, threads: 1, seed: 2 })
    expect(other.cloud.positions).not.toEqual(one.cloud.positions)
  })

  it('goes on when a splat is not a number', async () => {
    const spoilt: SplatCloud = { ...ball(600), positions: truth.positions.slice() }
    spoilt.positions[30] = Number.NaN
    spoilt.sh[90] = Number.NaN
    const options = { views, initial: spoilt, steps: 40, splatBudget: 900, shDegree: 0, seed: 1, threads: 2 } as const
    const trainer = await createCpuTrainer(options)
    try {
      for (let step = 0; step < 40; step++) expect((await trainer.step()).loss).toBeLessThan(1)
      const { positions, sh } = await trainer.snapshot()
      expect(positions.every(Number.isFinite)).toBe(true)
      expect(sh.every(Number.isFinite)).toBe(true)
    } finally {
      await trainer.close()
    }
  })

  it('goes on from splats it is given, at their place in the schedule', async () => {
    const half = await trainSplats({ ...base, steps: 100, shDegree: 1, threads: 2 })
    const seen: number[] = []
    const onMetrics = ({ step, psnr }: { step: number; psnr: number }) => {
      if (seen.length === 0) expect(psnr).toBeGreaterThan(22)
      seen.push(step)
    }
    const start = { cloud: half.cloud, firstStep: 160 }
    const whole = await trainSplats({ ...base, start, shDegree: 1, threads: 2, onMetrics })
    expect(seen).toEqual([170, 180, 190, 200])
    expect(whole.heldOut!.psnr).toBeGreaterThan(half.heldOut!.psnr)
    // Nothing is densified that late.
    expect(whole.cloud.count).toBeLessThanOrEqual(half.cloud.count)
    expect(whole.cloud.count).toBeGreaterThan(0.95 * half.cloud.count)
  })

  it('takes more splats than the budget as they are, of another degree, and none that are not there', async () => {
    const start = { cloud: truth, firstStep: 0 }
    const { cloud } = await trainSplats({ ...base, start, steps: 20, splatBudget: 100, shDegree: 1, threads: 2 })
    expect(cloud.count).toBeGreaterThan(550)
    expect(cloud.count).toBeLessThanOrEqual(600)
    expect(cloud.shDegree).toBe(1)
    const untouched = await trainSplats({ ...base, start: { cloud: truth, firstStep: 20 }, steps: 20, shDegree: 0 })
    expect(untouched.cloud).toEqual(truth)
    for (const [cloud, firstStep] of [
      [truth, 21],
      [truth, -1],
      [{ ...truth, count: 0 }, 0],
    ] as const) {
      const run = trainSplats({ ...base, start: { cloud, firstStep }, steps: 20, shDegree: 0 })
      await expect(run).rejects.toMatchObject({ code: 'validation_failed' })
    }
  })

  it('goes on from a checkpoint on disk as if it had not been stopped', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'glimpse3d-checkpoint-'))
    const cloud = { ...truth, sh: new Float32Array(truth.sh.length) }
    const short = { ...base, start: { cloud, firstStep: 0 }, steps: 40, shDegree: 1, threads: 2 } as const
    const load = () => loadCheckpoint(folder, 'c0ffee')
    try {
      const whole = await trainSplats(short)
      // Stopped twice: the second run goes on from the first, through a densification.
      for (const end of [9, 25]) {
        const before = await load()
        const from = { initial: before?.cloud ?? cloud, firstStep: before?.step, optimiser: before?.optimiser }
        const trainer = await createTrainer({ ...short, ...from, firstCount: cloud.count })
        while ((await trainer.step()).step < end);
        const state = { ...(await trainer.checkpoint()), firstStep: 0, firstCount: cloud.count, seconds: 7 }
        await saveCheckpoint(folder, 'c0ffee', state)
        await trainer.close()
      }
      const resume = (await load())!
      expect(resume).toMatchObject({ step: 25, firstStep: 0, seconds: 7, optimiser: { steps: 25 } })
      expect(resume.cloud.count).toBeGreaterThan(cloud.count)
      expect(await trainSplats({ ...short, resume, threads: 1 })).toEqual(whole)
      // Without the optimiser's part it is another run, though as good a one.
      const fresh = await trainSplats({ ...short, resume: { ...resume, optimiser: null } })
      expect(fresh.cloud.positions).not.toEqual(whole.cloud.positions)
      expect(Math.abs(fresh.heldOut!.psnr - whole.heldOut!.psnr)).toBeLessThan(1)
      // It is not taken for a run with other inputs, nor from a file that is cut short.
      expect(await loadCheckpoint(folder, 'decaf0')).toBeNull()
      await truncate(join(folder, 'checkpoint.bin'), 1000)
      expect(await load()).toBeNull()
      await removeCheckpoint(folder)
      expect(await readdir(folder)).toEqual([])
    } finally {
      await rm(folder, { recursive: true })
    }
  })

  it('hands out checkpoints from the first step on, which cost the result nothing', async () => {
    const short = { ...base, steps: 20, shDegree: 0, threads: 2 } as const
    const steps: number[] = []
    const { cloud } = await trainSplats({
      ...short,
      onCheckpoint: async ({ step, firstStep, firstCount, cloud, optimiser }) => {
        expect({ firstStep, optimised: optimiser?.steps }).toEqual({ firstStep: 0, optimised: step })
        if (step === 1) expect(firstCount).toBe(cloud.count)
        steps.push(step)
      },
    })
    expect(steps[0]).toBe(1)
    expect(cloud).toEqual((await trainSplats(short)).cloud)
  })

  it('stops when it is cancelled', async () => {
    const stop = new AbortController()
    const run = trainSplats({
      ...base,
      shDegree: 0,
      steps: 100_000,
      threads: 2,
      signal: stop.signal,
      onProgress: (fraction) => fraction > 5e-5 && stop.abort(),
    })
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('stands still while paused, and goes on as if nothing had been', async () => {
    const short = { ...base, steps: 40, shDegree: 1, threads: 2 } as const
    const heard: (number | 'stopped' | 'on')[] = []
    let stopped = () => {}
    const whenStopped = new Promise<void>((resolve) => {
      stopped = resolve
    })
    const pause = createPauseGate((paused) => {
      heard.push(paused ? 'stopped' : 'on')
      if (paused) stopped()
    })
    const run = trainSplats({
      ...short,
      pause,
      onMetrics: ({ step }) => {
        heard.push(step)
        if (step === 20) pause.pause()
      },
    })
    await whenStopped
    // Long enough for many more steps.
    await new Promise((resolve) => setTimeout(resolve, 500))
    pause.resume()
    const { cloud } = await run
    expect(heard).toEqual([10, 20, 'stopped', 'on', 30, 40])
    expect(cloud).toEqual((await trainSplats(short)).cloud)
  })

  it('is cancelled while paused', async () => {
    const stop = new AbortController()
    const pause = createPauseGate((paused) => paused && stop.abort())
    const run = trainSplats({
      ...base,
      shDegree: 0,
      threads: 2,
      signal: stop.signal,
      pause,
      onMetrics: () => pause.pause(),
    })
    await expect(run).rejects.toMatchObject({ code: 'cancelled' })
  })

  it('names what is missing without photos', async () => {
    await expect(trainSplats({ ...base, views: [], shDegree: 0 })).rejects.toMatchObject({ code: 'too_few_photos' })
  })
})

describe('rendering splats', () => {
  it('gives the depth of a slanted plane, not of its splats, and nothing where nothing is', async () => {
    // A board through (0, 0, 0) turned 45 degrees about y: at height y its depth from a camera at z = 4 is 4 - x (world).
    const board = ball(1)
    const flat: SplatCloud = {
      ...board,
      positions: Float32Array.of(0, 0, 0),
      logScales: Float32Array.of(Math.log(0.5), Math.log(0.5), Math.log(1e-3)),
      rotations: Float32Array.of(Math.cos(Math.PI / 8), 0, Math.sin(Math.PI / 8), 0),
      opacityLogits: Float32Array.of(6),
      sh: Float32Array.of(1, 1, 1),
    }
    // Looks along -z from (0, 0, 4): right is +x.
    const worldToCamera = [1, 0, 0, 0, 0, -1, 0, 0, 0, 0, -1, 4, 0, 0, 0, 1]
    const camera = { ...circleCameras(1, 81, 61)[0], fx: 80, fy: 80, cx: 40.5, cy: 30.5, worldToCamera }
    const [view] = await renderSplats(flat, [camera], { threads: 2 })
    const at = (x: number, y: number) => y * 81 + x
    expect(view.depth[at(40, 30)]).toBeCloseTo(4, 4)
    expect(view.medianDepth[at(40, 30)]).toBeCloseTo(4, 4)
    // The board's normal is (sin 45, 0, cos 45): points (x, y, -x). The ray of pixel column p has slope s = (p - 40) / 80:
    // x = s (4 + x), so depth 4 + x = 4 / (1 - s).
    for (const column of [36, 44]) {
      const s = (column - 40) / 80
      expect(view.depth[at(column, 30)]).toBeCloseTo(4 / (1 - s), 1)
      expect(Math.abs(view.depth[at(column, 30)] - 4 / (1 - s))).toBeLessThan(0.02)
    }
    expect(view.alpha[at(0, 0)]).toBe(0)
    expect(view.depth[at(0, 0)]).toBe(0)
    expect(view.medianDepth[at(0, 0)]).toBe(0)
  })

  it('hides what lies behind', async () => {
    const two: SplatCloud = {
      count: 2,
      shDegree: 0,
      positions: Float32Array.of(0, 0, -1, 0, 0, 1),
      logScales: new Float32Array(6).fill(Math.log(0.3)),
      rotations: Float32Array.of(1, 0, 0, 0, 1, 0, 0, 0),
      opacityLogits: new Float32Array(2).fill(8),
      sh: Float32Array.of(1.7, -1.8, -1.8, -1.8, 1.7, -1.8),
    }
    const [front, back] = await renderSplats(two, [circleCameras(2, 40, 40)[0], circleCameras(2, 40, 40)[1]])
    const middle = 3 * (20 * 40 + 20)
    expect(Array.from(front.color.slice(middle, middle + 3)).map((v) => Math.round(v))).toEqual([0, 1, 0])
    expect(Array.from(back.color.slice(middle, middle + 3)).map((v) => Math.round(v))).toEqual([1, 0, 0])
  })
})
