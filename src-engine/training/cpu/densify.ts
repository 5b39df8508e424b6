import { shCoefficientCount } from '../../../src-shared/splat-cloud.ts'
import { PARAMETER_NAMES, type ParameterName, type SharedBuffers } from './shared-buffers.ts'

/** Splats fainter than this are removed. */
export const FAINT = 0.005
/** Splats with a standard deviation above this share of the distance to the scene's middle (at least its extent) are removed. */
export const HUGE = 0.6
/** A split replaces a Gaussian by two along its longest axis; offset and size in its standard deviations keep the variance near. */
export const SPLIT_OFFSET = 0.6
export const SPLIT_SHRINK = 0.7
/** The other axes shrink as well, so that repeated splits add detail across too. */
export const SPLIT_SHRINK_ACROSS = 0.85

export interface DensifyOptions {
  readonly count: number
  /** Splats to have afterwards, if enough deserve a split. */
  readonly target: number
  /** Scene extent, world units. */
  readonly extent: number
}

/**
 * Removes splats that are faint, huge or not finite, then splits those with the steepest gradient per view until `target`
 * is reached (the absolute gradient of AbsGS, Ye et al. 2024). Returns the new count. Restarts the statistics.
 */
export function densify(buffers: SharedBuffers, options: DensifyOptions): number {
  let count = removeSplats(buffers, options)
  const { steepness, seen } = buffers
  const wanted = Math.min(options.target - count, Math.floor(count / 2))
  if (wanted > 0) {
    const score = new Float32Array(count)
    for (let i = 0; i < count; i++) score[i] = seen[i] > 0 ? steepness[i] / seen[i] : 0
    const candidates = Array.from({ length: count }, (_, i) => i)
      .filter((i) => score[i] > 0)
      .sort((a, b) => score[b] - score[a] || a - b)
    for (const parent of candidates.slice(0, wanted)) splitSplat(buffers, parent, count++)
  }
  steepness.fill(0)
  seen.fill(0)
  return count
}

function widths(buffers: SharedBuffers): Record<ParameterName, number> {
  const sh = 3 * shCoefficientCount(buffers.splats.shDegree)
  return { positions: 3, logScales: 3, rotations: 4, opacityLogits: 1, sh }
}

function removeSplats(buffers: SharedBuffers, { count, extent }: DensifyOptions): number {
  const { splats, steepness, seen } = buffers
  const faint = Math.log(FAINT / (1 - FAINT))
  const width = 3 * shCoefficientCount(splats.shDegree)
  let kept = 0
  for (let i = 0; i < count; i++) {
    const p = 3 * i
    const size = Math.max(splats.logScales[p], splats.logScales[p + 1], splats.logScales[p + 2])
    const away = Math.hypot(splats.positions[p], splats.positions[p + 1], splats.positions[p + 2])
    const largest = Math.log(HUGE * Math.max(extent, away))
    let color = 0
    for (let k = i * width; k < (i + 1) * width; k++) color += splats.sh[k]
    // Written so that NaN anywhere removes.
    if (!(splats.opacityLogits[i] > faint && size < largest && Number.isFinite(color))) continue
    if (kept !== i) moveSplat(buffers, i, kept)
    steepness[kept] = steepness[i]
    seen[kept] = seen[i]
    kept++
  }
  return kept
}

function moveSplat(buffers: SharedBuffers, from: number, to: number): void {
  const width = widths(buffers)
  for (const set of [buffers.splats, buffers.firstMoments, buffers.secondMoments]) {
    for (const name of PARAMETER_NAMES) {
      const w = width[name]
      set[name].copyWithin(to * w, from * w, (from + 1) * w)
    }
  }
}

/** Splits `parent` in two along its longest axis; the second half becomes splat `child`. */
function splitSplat(buffers: SharedBuffers, parent: number, child: number): void {
  const { positions, logScales, rotations } = buffers.splats
  const p = 3 * parent
  let axis = 0
  for (let k = 1; k < 3; k++) if (logScales[p + k] > logScales[p + axis]) axis = k
  const q = rotations.subarray(4 * parent, 4 * parent + 4)
  const direction = axisOf(q, axis)
  const offset = SPLIT_OFFSET * Math.exp(logScales[p + axis])
  for (let k = 0; k < 3; k++) logScales[p + k] += Math.log(k === axis ? SPLIT_SHRINK : SPLIT_SHRINK_ACROSS)
  forget(buffers.firstMoments, buffers, parent)
  moveSplat(buffers, parent, child)
  for (let k = 0; k < 3; k++) {
    positions[3 * child + k] = positions[p + k] + offset * direction[k]
    positions[p + k] -= offset * direction[k]
  }
}

/** The momentum of a splat that has just changed its shape points nowhere useful. */
function forget(moments: SharedBuffers['firstMoments'], buffers: SharedBuffers, i: number): void {
  const width = widths(buffers)
  for (const name of PARAMETER_NAMES) moments[name].fill(0, i * width[name], (i + 1) * width[name])
}

/** Column `axis` of the rotation of a quaternion w x y z of any length. */
function axisOf(q: Float32Array, axis: number): [number, number, number] {
  const n = 1 / (Math.hypot(q[0], q[1], q[2], q[3]) || 1)
  const [w, x, y, z] = [q[0] * n, q[1] * n, q[2] * n, q[3] * n]
  if (axis === 0) return [1 - 2 * (y * y + z * z), 2 * (x * y + w * z), 2 * (x * z - w * y)]
  if (axis === 1) return [2 * (x * y - w * z), 1 - 2 * (x * x + z * z), 2 * (y * z + w * x)]
  return [2 * (x * z + w * y), 2 * (y * z - w * x), 1 - 2 * (x * x + y * y)]
}
