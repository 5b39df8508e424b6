import { parseArgs } from 'node:util'
import { seededNormal, seededRandom } from '../src-engine/math/random.ts'
import type { TrainingView } from '../src-engine/training/trainer.ts'
import { createWebGpuTrainer } from '../src-engine/training/webgpu/create-webgpu-trainer.ts'
import { requestNodeDevice } from '../src-engine/training/webgpu/request-device.ts'
import { type SplatCloud, shCoefficientCount } from '../src-shared/splat-cloud.ts'

/**
 * Steps a second of training on the graphics device, by number of splats: a ball of splats that just overlap, and photos
 * of smooth noise, all harmonics in use, no densification.
 *
 *   node bench/webgpu-training.ts [--splats 10000,100000,1000000] [--width 1600] [--height 1066] [--degree 3] [--steps 50] [--software]
 *
 * Prints JSON lines. With --software also on a device in software, to see that it runs.
 */
const { values } = parseArgs({
  options: {
    splats: { type: 'string', default: '10000,100000,1000000' },
    width: { type: 'string', default: '1600' },
    height: { type: 'string', default: '1066' },
    degree: { type: 'string', default: '3' },
    steps: { type: 'string', default: '50' },
    software: { type: 'boolean', default: false },
  },
})
const [width, height, steps] = [values.width, values.height, values.steps].map(Number)
const shDegree = Number(values.degree) as SplatCloud['shDegree']
const gpu = await requestNodeDevice({ allowSoftware: values.software })
if (!gpu) throw new Error('There is no graphics device here that Node reaches; --software takes one in software.')

for (const count of values.splats.split(',').map(Number)) {
  const initial = ball(count)
  // The last part of a long run: full size, all harmonics, no densification.
  const schedule = { steps: 100 * (steps + 5), firstStep: 99 * (steps + 5) }
  const options = { views: views(), initial, ...schedule, splatBudget: count, shDegree, seed: 0 }
  const trainer = await createWebGpuTrainer({ ...options, device: gpu.device })
  const begun = performance.now()
  for (let step = 0; step < 5; step++) await trainer.step()
  const warm = performance.now()
  for (let step = 0; step < steps; step++) await trainer.step()
  const seconds = (performance.now() - warm) / 1000
  const warmUp = Math.round(warm - begun) / 1000
  const perSecond = Number((steps / seconds).toFixed(2))
  console.log(JSON.stringify({ device: gpu.name, splats: count, width, height, shDegree, warmUp, perSecond }))
  await trainer.close()
}
gpu.close()

/** Splats on a ball of radius 1, so large that the surface is closed. */
function ball(count: number): SplatCloud {
  const normal = seededNormal(seededRandom(1))
  const positions = new Float32Array(3 * count)
  for (let i = 0; i < count; i++) {
    const p = [normal(), normal(), normal()]
    const length = Math.hypot(...p)
    for (let k = 0; k < 3; k++) positions[3 * i + k] = p[k] / length
  }
  const spacing = Math.sqrt((4 * Math.PI) / count)
  return {
    count,
    shDegree,
    positions,
    logScales: new Float32Array(3 * count).fill(Math.log(0.6 * spacing)),
    rotations: Float32Array.from({ length: 4 * count }, (_, i) => (i % 4 === 0 ? 1 : 0)),
    opacityLogits: new Float32Array(count).fill(1),
    sh: Float32Array.from({ length: 3 * shCoefficientCount(shDegree) * count }, () => 0.2 * normal()),
  }
}

/** Eight cameras around the ball, which fills most of the picture's height. */
function views(): TrainingView[] {
  return Array.from({ length: 8 }, (_, i) => {
    const [s, c] = [Math.sin((i * Math.PI) / 4), Math.cos((i * Math.PI) / 4)]
    const data = Uint8Array.from({ length: 3 * width * height }, (_v, at) => 128 + 100 * Math.sin(at / 500 + i))
    const camera = {
      file: `${i}.png`,
      ...{ width, height, fx: 1.2 * height, fy: 1.2 * height, cx: width / 2, cy: height / 2, k1: 0, k2: 0 },
      worldToCamera: [c, 0, -s, 0, 0, -1, 0, 0, -s, 0, -c, 3, 0, 0, 0, 1],
    }
    return { camera, image: { width, height, data } }
  })
}
