import { expect, test } from 'vitest'
import { seededRandom } from '../../../src-engine/math/random.ts'
import { blurred } from '../../../src-engine/refine/blur.ts'
import { depthGate } from '../../../src-engine/refine/depth-gate.ts'
import { detailTransfer } from '../../../src-engine/refine/detail-transfer.ts'
import { featureGate } from '../../../src-engine/refine/feature-gate.ts'
import { fuseSums, moved, smoothSteps, withClampedSizes } from '../../../src-engine/refine/fuse.ts'
import { picturePsnr, withPhoto } from '../../../src-engine/refine/measure-quality.ts'
import { dilated, eroded } from '../../../src-engine/refine/morphology.ts'
import { photoWeight } from '../../../src-engine/refine/photo-weight.ts'
import { overallQuality } from '../../../src-engine/refine/quality.ts'
import { splatNeighbours } from '../../../src-engine/refine/splat-neighbours.ts'
import { addSplatSums, emptySums } from '../../../src-engine/refine/splat-sums.ts'
import { hasConverged } from '../../../src-engine/refine/stop-rule.ts'
import { renderSplats } from '../../../src-engine/training/cpu/render-splats.ts'
import type { RenderedView } from '../../../src-engine/training/trainer.ts'
import type { ObjectView } from '../../../src-engine/views/object-view.ts'
import type { Camera } from '../../../src-shared/camera.ts'
import type { RgbImage } from '../../../src-shared/photo.ts'
import { SH_C0, type SplatCloud } from '../../../src-shared/splat-cloud.ts'
import { testView } from '../../support/float64-training-step.ts'
import { cameraOf, randomCloud } from '../../support/random-cloud.ts'

const SIDE = 48

/** A square picture of one function of x and y, 0..1, in all channels. */
function picture(value: (x: number, y: number) => number): RgbImage {
  const data = new Uint8Array(3 * SIDE * SIDE)
  for (let k = 0; k < data.length; k++) {
    const i = Math.floor(k / 3)
    data[k] = Math.round(255 * value(i % SIDE, Math.floor(i / SIDE)))
  }
  return { width: SIDE, height: SIDE, data }
}

const everywhere = new Float32Array(SIDE * SIDE).fill(1)

test('sums of a splat’s residuals are the change of the render per change of its colour', async () => {
  const cloud = randomCloud(40, 1, 3, 0.7)
  const camera = cameraOf(testView(40, 24))
  const random = seededRandom(2)
  const mask = Float32Array.from({ length: 40 * 24 }, () => (random() < 0.7 ? 1 : 0))
  const residual = Float32Array.from({ length: 3 * mask.length }, (_, k) => mask[Math.floor(k / 3)] * (random() - 0.5))
  const sums = emptySums(cloud.count)
  addSplatSums(sums, cloud, camera, residual, mask, 2)
  const draw = async (splats: SplatCloud) => (await renderSplats(splats, [camera], { threads: 1 }))[0]
  const before = await draw(cloud)
  /** How much the picture over white changes along a pull of each pixel. */
  const response = (after: RenderedView, pull: (pixel: number, channel: number) => number) =>
    after.color.reduce((sum, value, k) => {
      const i = Math.floor(k / 3)
      return sum + (value - before.color[k] + before.alpha[i] - after.alpha[i]) * pull(i, k % 3)
    }, 0)
  // A colour cut off at black does not answer, nor does a splat that is hardly seen.
  const bright = (i: number) => cloud.sh.subarray(12 * i, 12 * i + 3).every((value) => value > -0.3)
  const seen = Array.from(sums.weight.keys()).filter((i) => sums.weight[i] > 1 && bright(i))
  expect(seen.length).toBeGreaterThan(2)
  for (const i of seen.slice(0, 2)) {
    const brighter = await draw({ ...cloud, sh: cloud.sh.map((v, k) => (k === 12 * i ? v + 0.1 / SH_C0 : v)) })
    expect(response(brighter, (p, c) => (c === 0 ? 2 * residual[3 * p] : 0))).toBeCloseTo(0.1 * sums.residual[3 * i], 2)
    expect(response(brighter, (p, c) => (c === 0 ? 2 * mask[p] : 0))).toBeCloseTo(0.1 * sums.weight[i], 2)
    // The sum is the change per relative change of the opacity.
    const logit = 0.01 * (1 + Math.exp(cloud.opacityLogits[i]))
    const logits = cloud.opacityLogits.map((v, k) => (k === i ? v + logit : v))
    const denser = await draw({ ...cloud, opacityLogits: logits })
    expect(response(denser, (p, c) => 2 * residual[3 * p + c])).toBeCloseTo(0.01 * sums.opacity[i], 2)
  }
})

test('a step is the rate times the mean residual, cut at a half; the opacity may rise and fall', () => {
  const sums = emptySums(3)
  sums.weight.set([10, 10, 0.01])
  sums.residual.set([1, 0, -2, 10, 10, 10, 1, 1, 1])
  sums.size.set([1, 10, 1])
  sums.opacity.set([-0.5, 30, 1])
  const { colour, opacity } = fuseSums(sums, 0.5)
  expect([...colour.subarray(0, 3)].map((v) => +v.toFixed(4))).toEqual([0.05, 0, -0.1])
  expect(Math.hypot(...colour.subarray(3, 6))).toBeCloseTo(0.5)
  expect([...colour.subarray(6, 9)]).toEqual([0, 0, 0])
  expect([...opacity].map((v) => +v.toFixed(5))).toEqual([-0.00125, 0.025, 0])
  const cloud = randomCloud(3, 0, 1, 1)
  const next = moved(cloud, { colour, opacity }, 1)
  expect(next.sh[0]).toBeCloseTo(cloud.sh[0] + 0.05 / SH_C0, 5)
  expect(next.opacityLogits[0]).toBeLessThan(cloud.opacityLogits[0])
  expect(next.opacityLogits[1]).toBeGreaterThan(cloud.opacityLogits[1])
  expect(next.opacityLogits[2]).toBe(cloud.opacityLogits[2])
})

test('steps are smoothed over neighbours of the same colour; sizes far from the neighbours’ are brought in', () => {
  const count = 20
  const cloud = { ...randomCloud(count, 0, 4, 1), sh: new Float32Array(3 * count) }
  for (let i = 0; i < count; i++) cloud.positions.set([i < 10 ? i : 100 + i, 0, 0], 3 * i)
  cloud.logScales.fill(0)
  cloud.logScales.set([3, 2, 1], 3 * 5)
  cloud.sh.set([9, 9, 9], 3 * 4)
  const neighbours = splatNeighbours(cloud.positions)
  expect([...neighbours.subarray(0, 8)].sort((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
  const colour = new Float32Array(3 * count)
  colour[3 * 5] = 1
  const smooth = smoothSteps({ colour, opacity: new Float32Array(count) }, cloud, neighbours).colour
  // Seven of its eight neighbours are of its colour.
  expect(smooth[3 * 5]).toBeCloseTo(1 - 0.5 * (7 / 8))
  expect(smooth[3 * 6]).toBeGreaterThan(0.05)
  expect(smooth[3 * 4]).toBeCloseTo(0)
  expect(smooth[3 * 15]).toBe(0)
  const sizes = withClampedSizes(cloud, neighbours).logScales
  expect(sizes[3 * 5]).toBeCloseTo(Math.log(3))
  expect(sizes[3 * 5] - sizes[3 * 5 + 2]).toBeCloseTo(2)
  expect(sizes[3 * 6]).toBe(0)
})

test('the depth gate takes depth at any scale, leaves out what disagrees, and refuses another shape', () => {
  const rendered = Float32Array.from(
    everywhere,
    (_, i) => 1.5 - 0.4 * Math.sin((i % SIDE) / 15) * Math.sin(i / SIDE / 15),
  )
  const confidence = everywhere
  // Another scale and shift of the inverse, and a corner that stands out.
  const estimated = rendered.map((z, i) => 1 / (0.5 / z + 0.1 + (i % SIDE < 12 && i < 12 * SIDE ? 0.5 : 0)))
  const gate = depthGate({ width: SIDE, rendered, alpha: everywhere, estimated, confidence })
  expect(gate.accepted).toBe(true)
  expect(gate.validRatio).toBeCloseTo(1 - (12 * 12) / SIDE ** 2, 2)
  expect(gate.mask[0]).toBe(0)
  expect(gate.mask[30 * SIDE + 30]).toBe(1)
  const random = seededRandom(1)
  const other = rendered.map(() => 1 + random())
  expect(depthGate({ width: SIDE, rendered, alpha: everywhere, estimated: other, confidence }).accepted).toBe(false)
  const none = new Float32Array(rendered.length)
  expect(depthGate({ width: SIDE, rendered, alpha: everywhere, estimated: none, confidence }).accepted).toBe(false)
})

test('eroding takes specks away, dilating closes gaps', () => {
  const mask = new Uint8Array(7 * 7)
  mask[3 * 7 + 3] = 1
  expect(dilated(mask, 7, 5).reduce((a, b) => a + b)).toBe(25)
  expect(eroded(dilated(mask, 7, 5), 7, 5)).toEqual(mask)
  expect(eroded(mask, 7, 3).some((value) => value > 0)).toBe(false)
})

test('the feature gate lets sharper and brighter pass, and stops another picture', () => {
  const waves = picture((x, y) => 0.5 + 0.3 * Math.sin(x / 3) * Math.cos(y / 5))
  const brighter = picture((x, y) => 0.6 + 0.35 * Math.sin(x / 3) * Math.cos(y / 5))
  expect(featureGate(waves, waves, everywhere)).toMatchObject({ drift: 0, accepted: true })
  expect(featureGate(waves, brighter, everywhere).similarity).toBeGreaterThan(0.95)
  const turned = picture((_, y) => 0.5 + 0.3 * Math.sin(y / 3))
  expect(
    featureGate(
      picture((x) => 0.5 + 0.3 * Math.sin(x / 3)),
      turned,
      everywhere,
    ).accepted,
  ).toBe(false)
  expect(featureGate(waves, waves, new Float32Array(everywhere.length)).accepted).toBe(false)
})

test('detail from the sharp photo comes back into a blurred render, and nothing is added where nothing is missing', () => {
  const random = seededRandom(8)
  const spots = Float32Array.from(everywhere, () => random())
  const smooth = blurred(spots, SIDE, 1, 1)
  const sharp = picture((x, y) => 0.5 + 1.2 * (smooth[y * SIDE + x] - 0.5))
  const grey = Float32Array.from(sharp.data, (value) => value / 255)
  const soft = { ...sharp, data: Uint8Array.from(blurred(grey, SIDE, 3, 0.8), (value) => Math.round(255 * value)) }
  const enhance = detailTransfer({ image: sharp, alpha: everywhere })
  const better = enhance(soft, everywhere)
  expect(picturePsnr(better, sharp)).toBeGreaterThan(picturePsnr(soft, sharp) + 1)
  expect(picturePsnr(enhance(sharp, everywhere), sharp)).toBeGreaterThan(45)
  const flat = picture(() => 0.5)
  expect(enhance(flat, everywhere).data).toEqual(flat.data)
  expect(enhance(soft, new Float32Array(everywhere.length)).data).toEqual(soft.data)
})

test('overall quality is the mean of what was measured', () => {
  const quality = { psnr: 35, ssim: 0.9, lpips: null, avgDepthConsistency: 0.8, avgFeatureSimilarity: 0.7 }
  expect(overallQuality(quality)).toBeCloseTo((1 + 0.9 + 0.8 + 0.7) / 4)
  expect(overallQuality({ ...quality, lpips: 0.2 })).toBeCloseTo((1 + 0.9 + 0.8 + 0.7 + 0.8) / 5)
})

test('a photo counts as eight views beside guessed ones, and as itself where it is one of the views', () => {
  const view = (camera: Camera): ObjectView => ({ camera, image: picture(() => 1), alpha: everywhere })
  const [first, second] = [cameraOf(testView(SIDE, SIDE)), cameraOf(testView(SIDE, SIDE))]
  expect(photoWeight(view(first), [view(second)])).toBe(8)
  expect(photoWeight(view(first), [view(second), view(first)])).toBe(0)
  const quality = { psnr: 30, ssim: 0.9, lpips: null, avgDepthConsistency: 0.8, avgFeatureSimilarity: 0.7 }
  const photo = { psnr: 36, ssim: 0.6, lpips: 0.3, avgFeatureSimilarity: 0.4 }
  const both = withPhoto(quality, 16, photo, 8)
  expect([both.psnr, both.avgDepthConsistency, both.lpips]).toEqual([32, 0.8, null])
  expect([both.ssim, both.avgFeatureSimilarity].map((value) => +value.toFixed(6))).toEqual([0.8, 0.6])
  expect(withPhoto(quality, 16, photo, 0)).toEqual(quality)
})

test('refinement ends after two iterations in vain, or from the third on when one has gained less than 1 %', () => {
  expect(hasConverged([0.8])).toBe(false)
  expect(hasConverged([0.8, 0.801])).toBe(false)
  expect(hasConverged([0.8, 0.79])).toBe(false)
  expect(hasConverged([0.8, 0.79, 0.795])).toBe(true)
  expect(hasConverged([0.8, 0.83, 0.86, 0.9])).toBe(false)
  expect(hasConverged([0.8, 0.83, 0.86, 0.865])).toBe(true)
})
