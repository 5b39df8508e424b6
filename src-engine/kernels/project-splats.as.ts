// AssemblyScript, compiled by scripts/build-kernels.mjs. memory: shared
// training/cpu/project-splats.ts for four splats at a time, in float32. Only splats that can be seen get a record.
import { harmonics } from './harmonics.as'
import {
  cameraX,
  cameraY,
  cameraZ,
  CENTER,
  covarianceXX,
  covarianceXY,
  covarianceYY,
  CX,
  CY,
  determinant,
  fade,
  FX,
  FY,
  HEIGHT,
  inverseZ,
  LEFT_OUT,
  LEFT_OUT_STEP,
  placeInCamera,
  r0,
  r1,
  r2,
  r3,
  r4,
  r5,
  r6,
  r7,
  r8,
  scaleX,
  scaleY,
  scaleZ,
  spreadInPixels,
  turnAxes,
  WIDTH,
} from './splat-footprint.as'
import { add, dot, everyX, everyY, everyZ, exp2, LOG2E, log2, madd, mul, splat, sub } from './vector-math.as'

const ALPHA_CUT: f32 = 1.0 / 255.0
const NEAR: f32 = 0.05
const RECORD: usize = 64
/** 2 ln 2: from a binary logarithm to a squared Mahalanobis radius. */
const TWICE_LN2: f32 = 1.3862943611198906

/** How the depth of a splat's peak changes per pixel: see `depthSlopes` in training/cpu/project-splats.ts. */
let slopeX: v128 = f32x4.splat(0)
let slopeY: v128 = f32x4.splat(0)

// @ts-ignore: decorator
@inline
function along(view: usize, x: v128, y: v128, z: v128, row: usize): v128 {
  const at = view + row
  return dot(v128.load32_splat(at), v128.load32_splat(at, 4), v128.load32_splat(at, 8), x, y, z)
}

function depthSlopes(view: usize, extentX: v128, extentY: v128): void {
  const rayX = mul(cameraX, inverseZ)
  const rayY = mul(cameraY, inverseZ)
  const one = splat(1)
  // Each axis of the splat in the camera frame, and how far it points along the ray in its standard deviations squared.
  const x0 = along(view, r0, r3, r6, 0)
  const y0 = along(view, r0, r3, r6, 12)
  const z0 = along(view, r0, r3, r6, 24)
  const n0 = f32x4.div(dot(x0, y0, z0, rayX, rayY, one), mul(scaleX, scaleX))
  const x1 = along(view, r1, r4, r7, 0)
  const y1 = along(view, r1, r4, r7, 12)
  const z1 = along(view, r1, r4, r7, 24)
  const n1 = f32x4.div(dot(x1, y1, z1, rayX, rayY, one), mul(scaleY, scaleY))
  const x2 = along(view, r2, r5, r8, 0)
  const y2 = along(view, r2, r5, r8, 12)
  const z2 = along(view, r2, r5, r8, 24)
  const n2 = f32x4.div(dot(x2, y2, z2, rayX, rayY, one), mul(scaleZ, scaleZ))
  const mx = dot(n0, n1, n2, x0, x1, x2)
  const my = dot(n0, n1, n2, y0, y1, y2)
  const mz = dot(n0, n1, n2, z0, z1, z2)
  const down = f32x4.neg(f32x4.div(cameraZ, dot(rayX, rayY, one, mx, my, mz)))
  const x = f32x4.div(mul(down, mx), v128.load32_splat(view, FX))
  const y = f32x4.div(mul(down, my), v128.load32_splat(view, FY))
  const reach = madd(f32x4.abs(x), extentX, mul(f32x4.abs(y), extentY))
  const size = mul(splat(3), f32x4.pmax(scaleX, f32x4.pmax(scaleY, scaleZ)))
  const hold = v128.bitselect(f32x4.div(size, reach), one, f32x4.gt(reach, size))
  slopeX = mul(x, hold)
  slopeY = mul(y, hold)
}

/** Colour of one splat (0 where negative) into its record; returns whether it is finite. */
function colour(view: usize, position: usize, sh: usize, degree: i32, basis: usize, record: usize): bool {
  const dx = load<f32>(position) - load<f32>(view, CENTER)
  const dy = load<f32>(position, 4) - load<f32>(view, CENTER + 4)
  const dz = load<f32>(position, 8) - load<f32>(view, CENTER + 8)
  const inverse = <f32>1 / sqrt<f32>(dx * dx + dy * dy + dz * dz)
  harmonics(degree, dx * inverse, dy * inverse, dz * inverse, basis)
  const last = (degree + 1) * (degree + 1) - 1
  let rgb = splat(0.5)
  let at = sh
  for (let k = 0; k < last; k++) {
    rgb = madd(v128.load32_splat(basis + ((<usize>k) << 2)), v128.load(at), rgb)
    at += 12
  }
  // The last three coefficients one by one: there may be nothing behind them.
  const weight = load<f32>(basis + ((<usize>last) << 2))
  const red = f32x4.extract_lane(rgb, 0) + weight * load<f32>(at)
  const green = f32x4.extract_lane(rgb, 1) + weight * load<f32>(at, 4)
  const blue = f32x4.extract_lane(rgb, 2) + weight * load<f32>(at, 8)
  const sum = red + green + blue
  if (sum - sum !== 0) return false
  store<f32>(record, max<f32>(0, red), 24)
  store<f32>(record, max<f32>(0, green), 28)
  store<f32>(record, max<f32>(0, blue), 32)
  return true
}

/** Whether this step does without splat `i`: see training/left-out-splats.ts. */
function isLeftOut(i: u32, view: usize): bool {
  const share = load<f32>(view, LEFT_OUT)
  if (share === 0) return false
  let h = i * 0x9e3779b1 + <u32>load<f32>(view, LEFT_OUT_STEP) * 0x85ebca6b
  h = (h ^ (h >>> 16)) * 0x7feb352d
  h = (h ^ (h >>> 15)) * 0x846ca68b
  h ^= h >>> 16
  return <f32>(h >>> 8) < share * <f32>16777216
}

/**
 * Projects splats `from` .. `to` (a multiple of 4 unless it is the last) into a view. Those that can be seen get a record
 * in `projected` and their number in `ids`, both from place `from` on without gaps. Arrays are padded to whole vectors.
 * `scratch`: 16 floats, then 16 vectors. Returns the number of records.
 */
export function projectSplats(
  view: usize,
  positions: usize,
  logScales: usize,
  rotations: usize,
  opacityLogits: usize,
  sh: usize,
  shFloats: i32,
  degree: i32,
  withSlopes: i32,
  projected: usize,
  ids: usize,
  scratch: usize,
  from: i32,
  to: i32,
): i32 {
  const fields = scratch + 64
  const one = splat(1)
  const half = splat(0.5)
  let out = from
  for (let i = from; i < to; i += 4) {
    const p = positions + <usize>i * 12
    const pa = v128.load(p)
    const pb = v128.load(p, 16)
    const pc = v128.load(p, 32)
    placeInCamera(
      view,
      everyX(pa, pb, pc),
      everyY(pa, pb, pc),
      everyZ(pa, pb, pc),
    )
    const logits = v128.load(opacityLogits + <usize>i * 4)
    const bare = f32x4.div(one, add(one, exp2(mul(splat(-LOG2E), logits))))
    let seen = v128.and(f32x4.gt(cameraZ, splat(NEAR)), f32x4.gt(bare, splat(ALPHA_CUT)))
    if (!v128.any_true(seen)) continue
    const q = rotations + <usize>i * 16
    const qa = v128.load(q)
    const qb = v128.load(q, 16)
    const qc = v128.load(q, 32)
    const qd = v128.load(q, 48)
    const ab = v128.shuffle<f32>(qa, qb, 0, 4, 1, 5)
    const cd = v128.shuffle<f32>(qc, qd, 0, 4, 1, 5)
    const abHigh = v128.shuffle<f32>(qa, qb, 2, 6, 3, 7)
    const cdHigh = v128.shuffle<f32>(qc, qd, 2, 6, 3, 7)
    turnAxes(
      v128.shuffle<f32>(ab, cd, 0, 1, 4, 5),
      v128.shuffle<f32>(ab, cd, 2, 3, 6, 7),
      v128.shuffle<f32>(abHigh, cdHigh, 0, 1, 4, 5),
      v128.shuffle<f32>(abHigh, cdHigh, 2, 3, 6, 7),
    )
    const s = logScales + <usize>i * 12
    const sa = v128.load(s)
    const sb = v128.load(s, 16)
    const sc = v128.load(s, 32)
    spreadInPixels(
      view,
      everyX(sa, sb, sc),
      everyY(sa, sb, sc),
      everyZ(sa, sb, sc),
    )
    const u = madd(mul(v128.load32_splat(view, FX), cameraX), inverseZ, v128.load32_splat(view, CX))
    const v = madd(mul(v128.load32_splat(view, FY), cameraY), inverseZ, v128.load32_splat(view, CY))
    const opacity = mul(bare, fade)
    seen = v128.and(seen, f32x4.gt(opacity, splat(ALPHA_CUT)))
    const cut = mul(splat(TWICE_LN2), log2(mul(opacity, splat(255))))
    const extentX = f32x4.sqrt(mul(cut, covarianceXX))
    const extentY = f32x4.sqrt(mul(cut, covarianceYY))
    seen = v128.and(seen, v128.and(f32x4.gt(determinant, splat(0)), f32x4.lt(determinant, splat(1e12))))
    seen = v128.and(seen, f32x4.gt(add(u, extentX), half))
    seen = v128.and(seen, f32x4.lt(sub(u, extentX), sub(v128.load32_splat(view, WIDTH), half)))
    seen = v128.and(seen, f32x4.gt(add(v, extentY), half))
    seen = v128.and(seen, f32x4.lt(sub(v, extentY), sub(v128.load32_splat(view, HEIGHT), half)))
    const mask = i32x4.bitmask(seen)
    if (mask === 0) continue
    if (withSlopes) depthSlopes(view, extentX, extentY)
    const inverse = f32x4.div(one, determinant)
    v128.store(fields, u)
    v128.store(fields, v, 16)
    v128.store(fields, mul(covarianceYY, inverse), 32)
    v128.store(fields, f32x4.neg(mul(covarianceXY, inverse)), 48)
    v128.store(fields, mul(covarianceXX, inverse), 64)
    v128.store(fields, opacity, 80)
    v128.store(fields, cameraZ, 144)
    v128.store(fields, cut, 160)
    v128.store(fields, extentX, 176)
    v128.store(fields, extentY, 192)
    v128.store(fields, slopeX, 208)
    v128.store(fields, slopeY, 224)
    v128.store(fields, inverse, 240)
    for (let lane = 0; lane < 4; lane++) {
      if ((mask & (1 << lane)) === 0 || i + lane >= to) continue
      if (isLeftOut(<u32>(i + lane), view)) continue
      const record = projected + <usize>out * RECORD
      const splatSh = sh + <usize>(i + lane) * <usize>shFloats * 4
      const field = fields + ((<usize>lane) << 2)
      // A colour that is not a number would spoil every pixel it touches, and through the loss all splats.
      if (!colour(view, p + <usize>lane * 12, splatSh, degree, scratch, record)) continue
      store<f32>(record, load<f32>(field))
      store<f32>(record, load<f32>(field, 16), 4)
      store<f32>(record, load<f32>(field, 32), 8)
      store<f32>(record, load<f32>(field, 48), 12)
      store<f32>(record, load<f32>(field, 64), 16)
      store<f32>(record, load<f32>(field, 80), 20)
      store<f32>(record, load<f32>(field, 144), 36)
      store<f32>(record, load<f32>(field, 160), 40)
      store<f32>(record, load<f32>(field, 176), 44)
      store<f32>(record, load<f32>(field, 192), 48)
      store<f32>(record, load<f32>(field, 208), 52)
      store<f32>(record, load<f32>(field, 224), 56)
      store<f32>(record, load<f32>(field, 240), 60)
      store<u32>(ids + ((<usize>out) << 2), i + lane)
      out++
    }
  }
  return out - from
}
