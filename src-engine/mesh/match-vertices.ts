import type { LumaPhoto } from './luma-photo.ts'
import { type ViewSample, weighView } from './view-sample.ts'
import type { Visibility } from './visibility.ts'

/** All that matching threads share. */
export interface MatchScene {
  readonly views: readonly (Visibility & { readonly photo: LumaPhoto })[]
  /** Closed surface; positions and normals change between the rounds. */
  readonly positions: Float32Array
  readonly normals: Float32Array
  readonly indices: Uint32Array
  readonly jump: number
  readonly slack: number
  /** Written: the best move along the normal, world units, and how far it is to be trusted, 0..1: one a vertex. */
  readonly moves: Float32Array
  readonly trust: Float32Array
}

/** Views compared at a vertex: the best, and this many beside it. */
const RIVALS = 4
/** The angle between two views has to be within these for a move to show and the patch still to look alike. */
const MAX_ANGLE_COS = Math.cos((8 * Math.PI) / 180)
const MIN_ANGLE_COS = Math.cos((50 * Math.PI) / 180)
/** The patch: 7 x 7 samples a pixel and a bit apart. */
const SIDE = 7
const SPACING = 1.2
const SAMPLES = SIDE * SIDE
/** Correlations below this are chance, above the second certain. */
const MIN_SCORE = 0.55
const SURE_SCORE = 0.9
/** Flat patches (standard deviation of luma, of 255) match anything. */
const MIN_CONTRAST = 3
const MAX_STEPS = 12

/**
 * Looks for the place of each vertex v0 <= v < v1 along its normal where the photos agree best: patches on the tangent
 * plane, normalised cross-correlation of the best view with up to four others, the better half of which counts (the
 * worse half may be hidden there).
 *
 * @param range World units to look to either side.
 * @param pixel How many photo pixels a pixel of this round stands for.
 */
export function matchVertices(scene: MatchScene, v0: number, v1: number, range: number, pixel: number): void {
  const { views, positions, normals, moves, trust, slack } = scene
  const sample: ViewSample = { weight: 0, u: 0, v: 0 }
  const weights = new Float64Array(views.length)
  const chosen = new Int32Array(RIVALS + 1)
  const patches = Array.from({ length: RIVALS + 1 }, () => new Float32Array(SAMPLES))
  const scores = new Float64Array(2 * MAX_STEPS + 1)
  const correlations = new Float64Array(RIVALS)
  for (let vertex = v0; vertex < v1; vertex++) {
    moves[vertex] = 0
    trust[vertex] = 0
    const i = 3 * vertex
    const [x, y, z] = [positions[i], positions[i + 1], positions[i + 2]]
    const [nx, ny, nz] = [normals[i], normals[i + 1], normals[i + 2]]
    let reference = -1
    for (let v = 0; v < views.length; v++) {
      weighView(views[v], slack, x, y, z, nx, ny, nz, sample)
      weights[v] = sample.weight
      if (sample.weight > 0 && (reference < 0 || sample.weight > weights[reference])) reference = v
    }
    if (reference < 0) continue
    chosen[0] = reference
    const count = 1 + pickRivals(views, weights, reference, x, y, z, chosen)
    if (count < 2) continue

    // A tangent frame, and the size of one sample's step on the surface.
    const flip = Math.abs(ny) < 0.9
    let [ax, ay, az] = flip ? [nz, 0, -nx] : [0, -nz, ny]
    const length = Math.sqrt(ax * ax + ay * ay + az * az)
    ax /= length
    ay /= length
    az /= length
    const bx = ny * az - nz * ay
    const by = nz * ax - nx * az
    const bz = nx * ay - ny * ax
    const { centre, focal } = views[reference]
    const distance = Math.sqrt((centre[0] - x) ** 2 + (centre[1] - y) ** 2 + (centre[2] - z) ** 2)
    const step = (pixel * distance) / focal
    const spread = SPACING * step
    const steps = Math.min(MAX_STEPS, Math.max(2, Math.ceil(range / step)))
    let best = -1
    for (let k = -steps; k <= steps; k++) {
      const px = x + k * step * nx
      const py = y + k * step * ny
      const pz = z + k * step * nz
      let seen = 0
      for (let c = 0; c < count; c++) {
        const contrast = samplePatch(views[chosen[c]], px, py, pz, ax, ay, az, bx, by, bz, spread, patches[c])
        if (contrast < MIN_CONTRAST) {
          if (c === 0) break
          continue
        }
        if (c > 0) {
          let sum = 0
          for (let s = 0; s < SAMPLES; s++) sum += patches[0][s] * patches[c][s]
          correlations[seen++] = sum
        }
      }
      let score = -1
      if (seen > 0) {
        const half = correlations.subarray(0, seen).sort()
        const used = Math.ceil(seen / 2)
        score = 0
        for (let c = seen - used; c < seen; c++) score += half[c] / used
      }
      scores[k + steps] = score
      if (best < 0 || score > scores[best]) best = k + steps
    }
    // A peak at the end of the range is the slope of another one.
    if (best <= 0 || best >= 2 * steps || scores[best] < MIN_SCORE) continue
    const [before, peak, after] = [scores[best - 1], scores[best], scores[best + 1]]
    const bend = before + after - 2 * peak
    if (bend >= -1e-4) continue
    let second = -1
    for (let k = 0; k <= 2 * steps; k++) if (Math.abs(k - best) > 2 && scores[k] > second) second = scores[k]
    const offset = (0.5 * (before - after)) / bend
    moves[vertex] = (best - steps + Math.max(-0.5, Math.min(0.5, offset))) * step
    const alike = Math.min(1, (peak - MIN_SCORE) / (SURE_SCORE - MIN_SCORE))
    const alone = Math.max(0, Math.min(1, (peak - second) / 0.15))
    trust[vertex] = alike * alone * Math.min(1, -bend / 0.1)
  }
}

/** Fills `chosen` from 1 on with the best views at a fair angle to the reference; returns how many. */
function pickRivals(
  views: readonly Visibility[],
  weights: Float64Array,
  reference: number,
  x: number,
  y: number,
  z: number,
  chosen: Int32Array,
): number {
  const from = views[reference].centre
  const [rx, ry, rz] = [from[0] - x, from[1] - y, from[2] - z]
  const length = Math.sqrt(rx * rx + ry * ry + rz * rz)
  let count = 0
  weights[reference] = 0
  while (count < RIVALS) {
    let next = -1
    for (let v = 0; v < weights.length; v++) if (weights[v] > 0 && (next < 0 || weights[v] > weights[next])) next = v
    if (next < 0) break
    weights[next] = 0
    const to = views[next].centre
    const [dx, dy, dz] = [to[0] - x, to[1] - y, to[2] - z]
    const cos = (rx * dx + ry * dy + rz * dz) / (length * Math.sqrt(dx * dx + dy * dy + dz * dz))
    if (cos < MAX_ANGLE_COS && cos > MIN_ANGLE_COS) chosen[++count] = next
  }
  return count
}

/**
 * Samples the patch around a surface point in one photo, to zero mean and unit length. Within the patch the projection
 * is taken as affine. Returns the standard deviation of the luma before that, 0 when the patch leaves the photo.
 */
function samplePatch(
  view: Visibility & { readonly photo: LumaPhoto },
  x: number,
  y: number,
  z: number,
  ax: number,
  ay: number,
  az: number,
  bx: number,
  by: number,
  bz: number,
  spread: number,
  patch: Float32Array,
): number {
  const p = view.projection
  const { width, height, luma } = view.photo
  const c = p[8] * x + p[9] * y + p[10] * z + p[11]
  if (c <= 1e-6) return 0
  const sx = width / view.width / c
  const sy = height / view.height / c
  const u0 = (p[0] * x + p[1] * y + p[2] * z + p[3]) / c
  const v0 = (p[4] * x + p[5] * y + p[6] * z + p[7]) / c
  const ca = p[8] * ax + p[9] * ay + p[10] * az
  const cb = p[8] * bx + p[9] * by + p[10] * bz
  const ua = spread * sx * (p[0] * ax + p[1] * ay + p[2] * az - u0 * ca)
  const va = spread * sy * (p[4] * ax + p[5] * ay + p[6] * az - v0 * ca)
  const ub = spread * sx * (p[0] * bx + p[1] * by + p[2] * bz - u0 * cb)
  const vb = spread * sy * (p[4] * bx + p[5] * by + p[6] * bz - v0 * cb)
  const u = u0 * sx * c - 0.5
  const v = v0 * sy * c - 0.5
  const half = (SIDE - 1) / 2
  const reachU = half * (Math.abs(ua) + Math.abs(ub))
  const reachV = half * (Math.abs(va) + Math.abs(vb))
  if (u - reachU < 0 || v - reachV < 0 || u + reachU >= width - 1 || v + reachV >= height - 1) return 0
  let [sum, squares, s] = [0, 0, 0]
  for (let b = -half; b <= half; b++)
    for (let a = -half; a <= half; a++) {
      const fu = u + a * ua + b * ub
      const fv = v + a * va + b * vb
      const iu = fu | 0
      const iv = fv | 0
      const tu = fu - iu
      const tv = fv - iv
      const at = iv * width + iu
      const top = luma[at] + tu * (luma[at + 1] - luma[at])
      const bottom = luma[at + width] + tu * (luma[at + width + 1] - luma[at + width])
      const value = top + tv * (bottom - top)
      patch[s++] = value
      sum += value
      squares += value * value
    }
  const mean = sum / SAMPLES
  const deviation = Math.sqrt(Math.max(0, squares / SAMPLES - mean * mean))
  const scale = 1 / (Math.sqrt(SAMPLES) * Math.max(1e-6, deviation))
  for (let k = 0; k < SAMPLES; k++) patch[k] = (patch[k] - mean) * scale
  return deviation
}
