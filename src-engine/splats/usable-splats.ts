import { type SplatCloud, shCoefficientCount } from '../../src-shared/splat-cloud.ts'
import { gatherSplats } from './gather-splats.ts'

/** Programs write full opacity as infinity, and flat splats with a scale of zero: beyond these no splat looks different. */
const STRONGEST_LOGIT = 16
const SMALLEST_LOG_SCALE = -30
/** A standard deviation of a million million units: a number gone wrong. */
const LARGEST_LOG_SCALE = 28

/**
 * The splats that can be drawn and trained: those with a number that is none (NaN, or infinite where that means nothing)
 * are left out, infinite opacities and scales of zero become finite. The same cloud where nothing has to be done.
 */
export function usableSplats(cloud: SplatCloud): { readonly cloud: SplatCloud; readonly dropped: number } {
  const kept = new Uint32Array(cloud.count)
  let count = 0
  for (let i = 0; i < cloud.count; i++) if (isUsable(cloud, i)) kept[count++] = i
  const whole = count === cloud.count
  const left = whole ? cloud : gatherSplats(cloud, kept.subarray(0, count))
  const isTame = left.opacityLogits.every(Number.isFinite) && left.logScales.every(Number.isFinite)
  if (whole && isTame) return { cloud, dropped: 0 }
  const opacityLogits = left.opacityLogits.map((v) => Math.min(STRONGEST_LOGIT, Math.max(-STRONGEST_LOGIT, v)))
  const logScales = left.logScales.map((v) => Math.max(SMALLEST_LOG_SCALE, v))
  return { cloud: { ...left, opacityLogits, logScales }, dropped: cloud.count - count }
}

function isUsable({ positions, logScales, rotations, opacityLogits, sh, shDegree }: SplatCloud, i: number): boolean {
  if (Number.isNaN(opacityLogits[i])) return false
  for (let k = 0; k < 3; k++) {
    // Written so that NaN fails too.
    if (!Number.isFinite(positions[3 * i + k]) || !(logScales[3 * i + k] < LARGEST_LOG_SCALE)) return false
  }
  for (let k = 0; k < 4; k++) if (!Number.isFinite(rotations[4 * i + k])) return false
  const stride = 3 * shCoefficientCount(shDegree)
  for (let k = 0; k < stride; k++) if (!Number.isFinite(sh[stride * i + k])) return false
  return true
}
