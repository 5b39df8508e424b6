import { type SplatCloud, shCoefficientCount } from '../../src-shared/splat-cloud.ts'

/** The cloud of the splats with these indices, in their order. */
export function gatherSplats(cloud: SplatCloud, indices: Uint32Array): SplatCloud {
  const gather = (from: Float32Array, stride: number) => {
    const out = new Float32Array(stride * indices.length)
    indices.forEach((splat, i) => {
      out.set(from.subarray(stride * splat, stride * (splat + 1)), stride * i)
    })
    return out
  }
  return {
    count: indices.length,
    shDegree: cloud.shDegree,
    positions: gather(cloud.positions, 3),
    logScales: gather(cloud.logScales, 3),
    rotations: gather(cloud.rotations, 4),
    opacityLogits: gather(cloud.opacityLogits, 1),
    sh: gather(cloud.sh, 3 * shCoefficientCount(cloud.shDegree)),
  }
}
