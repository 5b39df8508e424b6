import { seededNormal, seededRandom } from '../../src-engine/math/random.ts'
import { renderSplats } from '../../src-engine/training/cpu/render-splats.ts'
import type { TrainingView } from '../../src-engine/training/trainer.ts'
import type { Camera } from '../../src-shared/camera.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'

/** Cameras on a circle around the origin, looking at it, +Y up. */
export function circleCameras(count: number, width: number, height: number): Camera[] {
  return Array.from({ length: count }, (_, i) => {
    const turn = (2 * Math.PI * i) / count
    const [s, c] = [Math.sin(turn), Math.cos(turn)]
    // Rows: right, down, forward; the centre lies at -4 x forward.
    const worldToCamera = [c, 0, -s, 0, 0, -1, 0, 0, -s, 0, -c, 4, 0, 0, 0, 1]
    const size = { width, height, fx: width, fy: width, cx: width / 2, cy: height / 2 }
    return { file: `${i}.png`, ...size, k1: 0, k2: 0, worldToCamera }
  })
}

/** A ball of coloured, opaque splats: the scene that the photos are taken of. */
export function ball(count: number): SplatCloud {
  const random = seededRandom(4)
  const normal = seededNormal(random)
  const positions = new Float32Array(3 * count)
  for (let i = 0; i < count; i++) {
    const p = [normal(), normal(), normal()]
    const length = Math.hypot(...p)
    for (let k = 0; k < 3; k++) positions[3 * i + k] = p[k] / length
  }
  return {
    count,
    shDegree: 0,
    positions,
    logScales: new Float32Array(3 * count).fill(Math.log(0.12)),
    rotations: Float32Array.from({ length: 4 * count }, (_, i) => (i % 4 === 0 ? 1 : 0)),
    opacityLogits: new Float32Array(count).fill(3),
    // Colours run over the ball.
    sh: positions.map((v) => 1.5 * Math.sin(4 * v)),
  }
}

/** Photos of it before a grey wall. */
export async function photograph(cloud: SplatCloud, cameras: readonly Camera[]): Promise<TrainingView[]> {
  const renders = await renderSplats(cloud, cameras, { threads: 2 })
  return renders.map(({ width, height, color, alpha }, i) => {
    // In front of a grey wall: before black, black splats in the air would cost nothing.
    const data = Uint8Array.from(color, (v, k) => {
      return Math.round(255 * Math.min(1, v + 0.4 * (1 - alpha[Math.floor(k / 3)])))
    })
    return { camera: cameras[i], image: { width, height, data } }
  })
}
