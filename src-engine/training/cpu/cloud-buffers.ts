import { type SplatCloud, shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import type { RenderedView } from '../trainer.ts'
import { paddedSize, type SharedBuffers, type TrainingParameters } from './shared-buffers.ts'

/** Copies a cloud into the shared parameters, raising or cutting its harmonics to their degree. */
export function loadCloud(cloud: SplatCloud, splats: TrainingParameters): void {
  const { count } = cloud
  splats.positions.set(cloud.positions.subarray(0, 3 * count))
  splats.logScales.set(cloud.logScales.subarray(0, 3 * count))
  splats.rotations.set(cloud.rotations.subarray(0, 4 * count))
  splats.opacityLogits.set(cloud.opacityLogits.subarray(0, count))
  const from = 3 * shCoefficientCount(cloud.shDegree)
  const to = 3 * shCoefficientCount(splats.shDegree)
  const kept = Math.min(from, to)
  for (let i = 0; i < count; i++) splats.sh.set(cloud.sh.subarray(i * from, i * from + kept), i * to)
}

/** A copy of the first `count` splats, with unit quaternions. */
export function copyCloud(splats: TrainingParameters, count: number): SplatCloud {
  const rotations = splats.rotations.slice(0, 4 * count)
  for (let q = 0; q < 4 * count; q += 4) {
    const length = Math.hypot(rotations[q], rotations[q + 1], rotations[q + 2], rotations[q + 3]) || 1
    for (let k = q; k < q + 4; k++) rotations[k] /= length
  }
  return {
    count,
    shDegree: splats.shDegree,
    positions: splats.positions.slice(0, 3 * count),
    logScales: splats.logScales.slice(0, 3 * count),
    rotations,
    opacityLogits: splats.opacityLogits.slice(0, count),
    sh: splats.sh.slice(0, 3 * shCoefficientCount(splats.shDegree) * count),
  }
}

/** A copy of the picture the threads have just rendered. */
export function copyRender(buffers: SharedBuffers, width: number, height: number): RenderedView {
  const { color: planes, geometry } = buffers
  const stride = paddedSize(width)
  const plane = stride * paddedSize(height)
  const color = new Float32Array(3 * width * height)
  const depth = new Float32Array(width * height)
  const medianDepth = new Float32Array(width * height)
  const alpha = new Float32Array(width * height)
  for (let y = 0, out = 0; y < height; y++) {
    for (let p = y * stride; p < y * stride + width; p++, out++) {
      color[3 * out] = planes[p]
      color[3 * out + 1] = planes[plane + p]
      color[3 * out + 2] = planes[2 * plane + p]
      const covered = 1 - geometry[p]
      alpha[out] = covered
      depth[out] = covered > 0 ? geometry[plane + p] / covered : 0
      medianDepth[out] = geometry[2 * plane + p]
    }
  }
  return { width, height, color, depth, medianDepth, alpha }
}
