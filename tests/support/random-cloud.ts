import type { PinholeView } from '../../src-engine/training/cpu/raster-constants.ts'
import type { Camera } from '../../src-shared/camera.ts'
import type { SplatCloud } from '../../src-shared/splat-cloud.ts'
import { randomSplats, type Splats64 } from './float64-training-step.ts'

/** The splats as the studio keeps them, larger or smaller by a factor. */
export function cloudOf(splats: Splats64, size = 1): SplatCloud {
  return {
    count: splats.count,
    shDegree: splats.shDegree as SplatCloud['shDegree'],
    positions: Float32Array.from(splats.positions),
    logScales: Float32Array.from(splats.logScales, (v) => v + Math.log(size)),
    rotations: Float32Array.from(splats.rotations),
    opacityLogits: Float32Array.from(splats.opacityLogits),
    sh: Float32Array.from(splats.sh),
  }
}

/** Random splats in front of `testView`, see `randomSplats`. */
export function randomCloud(count: number, shDegree: number, seed: number, size: number): SplatCloud {
  return cloudOf(randomSplats(count, shDegree, seed), size)
}

/** The camera of a view in the rasteriser's form. */
export function cameraOf({ pose, ...view }: PinholeView): Camera {
  const [a, b, c, d, e, f, g, h, i, x, y, z] = pose
  return { file: 'view.png', ...view, k1: 0, k2: 0, worldToCamera: [a, b, c, x, d, e, f, y, g, h, i, z, 0, 0, 0, 1] }
}
