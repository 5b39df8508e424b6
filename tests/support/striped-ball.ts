import { seededRandom } from '../../src-engine/math/random.ts'
import { overWhite } from '../../src-engine/refine/over-white.ts'
import type { RefineView } from '../../src-engine/refine/types.ts'
import { renderSplats } from '../../src-engine/training/cpu/render-splats.ts'
import { orbitCamera } from '../../src-engine/views/rig.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'

const SIZE = 32
const COUNT = 200

/** A ball of round, solid splats in stripes of two colours, both moved by `shift` (of the harmonics). */
export function stripedBall(shift: number): SplatCloud {
  const random = seededRandom(1)
  const positions = new Float32Array(3 * COUNT)
  const sh = new Float32Array(3 * COUNT)
  for (let i = 0; i < COUNT; i++) {
    const y = 1 - (2 * (i + 0.5)) / COUNT
    const around = i * 2.4
    const r = Math.sqrt(1 - y * y)
    positions.set([0.4 * r * Math.cos(around), 0.4 * y, 0.4 * r * Math.sin(around)], 3 * i)
    const stripe = Math.sin(9 * y) > 0 ? 1 : -1
    sh.set([0.8 * stripe + shift, -0.8 * stripe + shift, 0.3 * random() + shift], 3 * i)
  }
  const rotations = new Float32Array(4 * COUNT)
  for (let i = 0; i < COUNT; i++) rotations[4 * i] = 1
  return {
    count: COUNT,
    shDegree: 0,
    positions,
    logScales: new Float32Array(3 * COUNT).fill(Math.log(0.04)),
    rotations,
    opacityLogits: new Float32Array(COUNT).fill(3),
    sh,
  }
}

/** Four views about the ball, as it is without a shift. */
export async function ballViews(): Promise<RefineView[]> {
  const cameras = [0, 90, 180, 270].map((azimuth) =>
    orbitCamera(`${azimuth}.png`, { azimuth, elevation: 20, distance: 1.5, focal: 35, size: SIZE }),
  )
  const renders = await renderSplats(stripedBall(0), cameras, { threads: 1 })
  return renders.map((render, i) => ({
    camera: cameras[i],
    image: overWhite(render),
    alpha: render.alpha,
    depth: render.medianDepth,
    confidence: render.alpha,
  }))
}
