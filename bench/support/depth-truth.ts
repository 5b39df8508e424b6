import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { drawDepth } from '../../src-engine/mesh/depth-buffer.ts'
import { projectionMatrix } from '../../src-engine/mesh/view-geometry.ts'
import type { RenderedView, TrainingView } from '../../src-engine/training/trainer.ts'
import type { Camera } from '../../src-shared/camera.ts'
import type { CameraPose } from '../../tests/support/score-cameras.ts'
import { alignPoints, poseOf, readTrueCameras } from '../../tests/support/score-cameras.ts'
import { readObj } from '../score-surface.ts'

/** How far a render's depth (where opacity passes one half) is from the true surface, percent of the object's diagonal. */
export interface DepthScore {
  readonly depthMedianPct: number
  /** Mean with every error cut at 10 %, so that a hole counts but does not drown the rest. */
  readonly depthMeanPct: number
}

/**
 * A judge of renders by `object.obj` and `cameras.json` of a data folder, the truth carried to the frame of the solved
 * cameras by the similarity of their centres; null where there is no such truth.
 */
export async function depthTruth(folder: string, cameras: readonly Camera[]) {
  if (!existsSync(join(folder, 'object.obj'))) return null
  const real: ReadonlyMap<string, CameraPose> = await readTrueCameras(join(folder, 'cameras.json'))
  const pairs = cameras.flatMap((camera) => {
    const pose = real.get(camera.file.replace(/\.[^.]*$/, ''))
    return pose ? [{ found: poseOf(camera).centre, real: pose.centre }] : []
  })
  const toWorld = alignPoints(
    pairs.map((pair) => pair.real),
    pairs.map(({ found }) => found),
  )
  const surface = await readObj(join(folder, 'object.obj'))
  const positions = new Float32Array(surface.positions.length)
  const low = [Infinity, Infinity, Infinity]
  const high = [-Infinity, -Infinity, -Infinity]
  for (let i = 0; i < positions.length; i += 3) {
    const point = toWorld(Array.from(surface.positions.subarray(i, i + 3)))
    positions.set(point, i)
    for (let k = 0; k < 3; k++) {
      low[k] = Math.min(low[k], point[k])
      high[k] = Math.max(high[k], point[k])
    }
  }
  const diagonal = Math.hypot(...low.map((value, k) => high[k] - value))
  return (views: readonly TrainingView[], renders: readonly RenderedView[]): DepthScore => {
    const errors: number[] = []
    views.forEach(({ camera }, i) => {
      const truth = new Float32Array(camera.width * camera.height)
      drawDepth(positions, surface.indices, projectionMatrix(camera), camera.width, camera.height, truth)
      truth.forEach((depth, p) => {
        if (depth > 0) errors.push(Math.abs(renders[i].medianDepth[p] - depth) / diagonal)
      })
    })
    errors.sort((a, b) => a - b)
    const mean = errors.reduce((sum, e) => sum + Math.min(e, 0.1), 0) / errors.length
    return { depthMedianPct: 100 * errors[errors.length >> 1], depthMeanPct: 100 * mean }
  }
}
