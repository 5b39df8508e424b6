// AssemblyScript, compiled by scripts/build-kernels.mjs. memory: shared
// The end of a training step, four splats at a time, in float32: the sums of their gradient slots, the chain rule of
// training/cpu/project-splat-backward.ts, the pulls of regularise-splat.ts, and Adam.
import { harmonics, harmonicsSlope } from './harmonics.as'
import {
  a0,
  a1,
  a2,
  a3,
  a4,
  a5,
  bareDeterminant,
  bareXX,
  bareYY,
  cameraX,
  cameraY,
  CENTER,
  covarianceXY,
  freeX,
  freeY,
  inverseLength,
  inverseZ,
  j0,
  j2,
  j4,
  j5,
  placeInCamera,
  qw,
  qx,
  qy,
  qz,
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
  sharp,
  spreadInPixels,
  t0,
  t1,
  t2,
  t3,
  t4,
  t5,
  turnAxes,
} from './splat-footprint.as'
import { add, dot, exp2, gather, LOG2E, madd, mul, nmadd, scatter, splat, sub } from './vector-math.as'

const RECORD: usize = 64
const SLOT: usize = 48
const BETA1: f32 = 0.9
const BETA2: f32 = 0.999
/** As in the 3DGS reference. */
const EPSILON: f32 = 1e-15
/** ln 5: see FLAT_ENOUGH in training/cpu/regularise-splat.ts. */
const FLAT_ENOUGH: f32 = 1.6094379124341003

/** Places in the step's numbers at `rates`, bytes (training/cpu/view-record.ts writes them). */
const POSITION_RATE: usize = 0
const SCALE_RATE: usize = 4
const ROTATION_RATE: usize = 8
const OPACITY_RATE: usize = 12
const COLOR_RATE: usize = 16
const HARMONICS_RATE: usize = 20
const FIRST_BIAS: usize = 24
const SECOND_BIAS: usize = 28
const OPACITY_PULL: usize = 32
const FLATTENING: usize = 36
const STEEP_UNIT: usize = 40
const REACH_SQUARED: usize = 44

/** Where the arrays of one parameter begin: the values, and Adam's first and second moments. Filled by `bindArrays`. */
let positions: usize = 0
let logScales: usize = 0
let rotations: usize = 0
let opacityLogits: usize = 0
let sh: usize = 0
/** From an array of values to those of its first and second moments, bytes. */
let toFirst: usize = 0
let toSecond: usize = 0
let steepness: usize = 0
let seen: usize = 0

/** Tells an instance where its arrays lie; the moments' arrays lie as far from each other as the values' do. */
export function bindArrays(
  positionsAt: usize,
  logScalesAt: usize,
  rotationsAt: usize,
  opacityLogitsAt: usize,
  shAt: usize,
  firstMomentsAt: usize,
  secondMomentsAt: usize,
  steepnessAt: usize,
  seenAt: usize,
): void {
  positions = positionsAt
  logScales = logScalesAt
  rotations = rotationsAt
  opacityLogits = opacityLogitsAt
  sh = shAt
  toFirst = firstMomentsAt - positionsAt
  toSecond = secondMomentsAt - positionsAt
  steepness = steepnessAt
  seen = seenAt
}

/** One Adam step (Kingma & Ba 2015) of the numbers at four addresses; lanes that are not `sound` stay as they are. */
function adam(g: v128, rates: usize, rate: usize, sound: v128, a: usize, b: usize, c: usize, d: usize): void {
  const m = gather(a + toFirst, b + toFirst, c + toFirst, d + toFirst)
  const v = gather(a + toSecond, b + toSecond, c + toSecond, d + toSecond)
  const p = gather(a, b, c, d)
  const first = madd(splat(BETA1), m, mul(splat(<f32>1 - BETA1), g))
  const second = madd(splat(BETA2), v, mul(mul(splat(<f32>1 - BETA2), g), g))
  const change = f32x4.div(
    mul(mul(v128.load32_splat(rates + rate), v128.load32_splat(rates, FIRST_BIAS)), first),
    add(f32x4.sqrt(mul(second, v128.load32_splat(rates, SECOND_BIAS))), splat(EPSILON)),
  )
  scatter(v128.bitselect(first, m, sound), a + toFirst, b + toFirst, c + toFirst, d + toFirst)
  scatter(v128.bitselect(second, v, sound), a + toSecond, b + toSecond, c + toSecond, d + toSecond)
  scatter(v128.bitselect(sub(p, change), p, sound), a, b, c, d)
}

/** The same for `count` numbers in a row at `at`; the first three have another rate than the rest. */
function adamRow(gradient: usize, at: usize, count: i32, rates: usize): void {
  const firstBias = load<f32>(rates, FIRST_BIAS)
  const color = load<f32>(rates, COLOR_RATE) * firstBias
  const higher = load<f32>(rates, HARMONICS_RATE) * firstBias
  const secondBias = v128.load32_splat(rates, SECOND_BIAS)
  let rate = f32x4.replace_lane(splat(color), 3, higher)
  const vectors = count >> 2
  for (let k = 0; k < vectors; k++) {
    const g = v128.load(gradient)
    const first = madd(splat(BETA1), v128.load(at + toFirst), mul(splat(<f32>1 - BETA1), g))
    const second = madd(splat(BETA2), v128.load(at + toSecond), mul(mul(splat(<f32>1 - BETA2), g), g))
    v128.store(at + toFirst, first)
    v128.store(at + toSecond, second)
    const change = f32x4.div(mul(rate, first), add(f32x4.sqrt(mul(second, secondBias)), splat(EPSILON)))
    v128.store(at, sub(v128.load(at), change))
    rate = splat(higher)
    gradient += 16
    at += 16
  }
  const last = vectors === 0 ? color : higher
  for (let k = vectors << 2; k < count; k++) {
    const g = load<f32>(gradient)
    const first = BETA1 * load<f32>(at + toFirst) + (<f32>1 - BETA1) * g
    const second = BETA2 * load<f32>(at + toSecond) + (<f32>1 - BETA2) * g * g
    store<f32>(at + toFirst, first)
    store<f32>(at + toSecond, second)
    store<f32>(at, load<f32>(at) - (last * first) / (sqrt<f32>(second * load<f32>(rates, SECOND_BIAS)) + EPSILON))
    gradient += 4
    at += 4
  }
}

/** Adds up a record's slots into three vectors at `sums`. */
// @ts-ignore: decorator
@inline
function addSlots(slots: usize, range: usize, sums: usize): void {
  let a = splat(0)
  let b = splat(0)
  let c = splat(0)
  const end = slots + <usize>load<u32>(range, 4) * SLOT
  for (let slot = slots + <usize>load<u32>(range) * SLOT; slot < end; slot += SLOT) {
    a = add(a, v128.load(slot))
    b = add(b, v128.load(slot, 16))
    c = add(c, v128.load(slot, 32))
  }
  v128.store(sums, a)
  v128.store(sums, b, 16)
  v128.store(sums, c, 32)
  // Not a number where no tile drew the splat: then it is not updated.
  if (slots + <usize>load<u32>(range) * SLOT === end) store<f32>(sums, <f32>NaN, 40)
}

/**
 * Colour to harmonics: writes the gradient of a splat's harmonics (3 a coefficient) to `gradient`, and what the colour
 * asks of the position to `toPosition` (3). `sums`: the slot sums; a channel that the record holds at 0 passes nothing.
 */
function colourBackward(
  view: usize,
  position: usize,
  harmonicsAt: usize,
  degree: i32,
  record: usize,
  sums: usize,
  basis: usize,
  gradient: usize,
  toPosition: usize,
): void {
  const red: f32 = load<f32>(record, 24) > 0 ? load<f32>(sums, 24) : 0
  const green: f32 = load<f32>(record, 28) > 0 ? load<f32>(sums, 28) : 0
  const blue: f32 = load<f32>(record, 32) > 0 ? load<f32>(sums, 32) : 0
  const dx = load<f32>(position) - load<f32>(view, CENTER)
  const dy = load<f32>(position, 4) - load<f32>(view, CENTER + 4)
  const dz = load<f32>(position, 8) - load<f32>(view, CENTER + 8)
  const inverse = <f32>1 / sqrt<f32>(dx * dx + dy * dy + dz * dz)
  const x = dx * inverse
  const y = dy * inverse
  const z = dz * inverse
  harmonics(degree, x, y, z, basis)
  const used = (degree + 1) * (degree + 1)
  for (let k = 0; k < used; k++) {
    const at = basis + ((<usize>k) << 2)
    const weight = load<f32>(at)
    const out = gradient + <usize>k * 12
    store<f32>(out, weight * red)
    store<f32>(out, weight * green, 4)
    store<f32>(out, weight * blue, 8)
    const coefficient = harmonicsAt + <usize>k * 12
    // From here on the basis holds the gradient by each basis function.
    store<f32>(at, red * load<f32>(coefficient) + green * load<f32>(coefficient, 4) + blue * load<f32>(coefficient, 8))
  }
  if (degree === 0) {
    memory.fill(toPosition, 0, 12)
    return
  }
  harmonicsSlope(degree, x, y, z, basis, toPosition)
  const vx = load<f32>(toPosition)
  const vy = load<f32>(toPosition, 4)
  const vz = load<f32>(toPosition, 8)
  const along = vx * x + vy * y + vz * z
  store<f32>(toPosition, (vx - along * x) * inverse)
  store<f32>(toPosition, (vy - along * y) * inverse, 4)
  store<f32>(toPosition, (vz - along * z) * inverse, 8)
}

// @ts-ignore: decorator
@inline
function updateFour(
  view: usize,
  rates: usize,
  degree: i32,
  shBytes: usize,
  projected: usize,
  ids: usize,
  slotRanges: usize,
  slots: usize,
  scratch: usize,
  first: i32,
  live: i32,
): void {
  // Scratch: 4 x 12 slot sums, 4 x 4 position parts, 16 basis values, 4 x 48 harmonics' gradients.
  const parts = scratch + 192
  const basis = scratch + 256
  const gradients = scratch + 320
  for (let lane = 0; lane < 4; lane++) {
    const record = <usize>(first + min(lane, live - 1))
    const id = <usize>load<u32>(ids + (record << 2))
    const sums = scratch + <usize>lane * 48
    addSlots(slots, slotRanges + (record << 3), sums)
    colourBackward(
      view,
      positions + id * 12,
      sh + id * shBytes,
      degree,
      projected + record * RECORD,
      sums,
      basis,
      gradients + <usize>lane * 192,
      parts + <usize>lane * 16,
    )
  }
  const last = live - 1
  const record0 = <usize>first
  const record1 = <usize>(first + min(1, last))
  const record2 = <usize>(first + min(2, last))
  const record3 = <usize>(first + min(3, last))
  const i0 = <usize>load<u32>(ids + (record0 << 2))
  const i1 = <usize>load<u32>(ids + (record1 << 2))
  const i2 = <usize>load<u32>(ids + (record2 << 2))
  const i3 = <usize>load<u32>(ids + (record3 << 2))
  const o0 = projected + record0 * RECORD
  const o1 = projected + record1 * RECORD
  const o2 = projected + record2 * RECORD
  const o3 = projected + record3 * RECORD

  const p0 = positions + i0 * 12
  const p1 = positions + i1 * 12
  const p2 = positions + i2 * 12
  const p3 = positions + i3 * 12
  const s0 = logScales + i0 * 12
  const s1 = logScales + i1 * 12
  const s2 = logScales + i2 * 12
  const s3 = logScales + i3 * 12
  const q0 = rotations + i0 * 16
  const q1 = rotations + i1 * 16
  const q2 = rotations + i2 * 16
  const q3 = rotations + i3 * 16
  const logScaleX = gather(s0, s1, s2, s3)
  const logScaleY = gather(s0 + 4, s1 + 4, s2 + 4, s3 + 4)
  const logScaleZ = gather(s0 + 8, s1 + 8, s2 + 8, s3 + 8)
  const x = gather(p0, p1, p2, p3)
  const y = gather(p0 + 4, p1 + 4, p2 + 4, p3 + 4)
  const z = gather(p0 + 8, p1 + 8, p2 + 8, p3 + 8)
  placeInCamera(view, x, y, z)
  turnAxes(
    gather(q0, q1, q2, q3),
    gather(q0 + 4, q1 + 4, q2 + 4, q3 + 4),
    gather(q0 + 8, q1 + 8, q2 + 8, q3 + 8),
    gather(q0 + 12, q1 + 12, q2 + 12, q3 + 12),
  )
  spreadInPixels(view, logScaleX, logScaleY, logScaleZ)

  const a = gather(o0 + 8, o1 + 8, o2 + 8, o3 + 8)
  const b = gather(o0 + 12, o1 + 12, o2 + 12, o3 + 12)
  const c = gather(o0 + 16, o1 + 16, o2 + 16, o3 + 16)
  const l0 = opacityLogits + (i0 << 2)
  const l1 = opacityLogits + (i1 << 2)
  const l2 = opacityLogits + (i2 << 2)
  const l3 = opacityLogits + (i3 << 2)
  const half = splat(0.5)
  const one = splat(1)
  const two = splat(2)
  const opacity = f32x4.div(one, add(one, exp2(mul(splat(-LOG2E), gather(l0, l1, l2, l3)))))
  const sum = scratch
  const h0 = gather(sum, sum + 48, sum + 96, sum + 144)
  const hx = gather(sum + 4, sum + 52, sum + 100, sum + 148)
  const hy = gather(sum + 8, sum + 56, sum + 104, sum + 152)
  const hxx = gather(sum + 12, sum + 60, sum + 108, sum + 156)
  const hxy = gather(sum + 16, sum + 64, sum + 112, sum + 160)
  const hyy = gather(sum + 20, sum + 68, sum + 116, sum + 164)

  // alpha = opacity exp(power): sum(h) is opacity times the gradient by opacity; by the logit, times (1 - opacity).
  let gOpacity = mul(h0, sub(one, opacity))

  // power = -(A dx^2 + C dy^2) / 2 - B dx dy with d = pixel - mean.
  const gu = madd(a, hx, mul(b, hy))
  const gv = madd(b, hx, mul(c, hy))
  // d(covariance) = -Q dQ Q for the conic Q, with dQ = -h / 2.
  const k0 = mul(half, madd(a, hxx, mul(b, hxy)))
  const k1 = mul(half, madd(a, hxy, mul(b, hyy)))
  const k2 = mul(half, madd(b, hxx, mul(c, hxy)))
  const k3 = mul(half, madd(b, hxy, mul(c, hyy)))
  // And through the opacity: half the logarithm of the determinants' ratio, each by its own covariance.
  const h = v128.and(mul(half, h0), sharp)
  const bare = f32x4.div(h, v128.bitselect(bareDeterminant, one, sharp))
  const gxx = madd(bareYY, bare, nmadd(h, a, madd(k0, a, mul(k1, b))))
  const gxy = nmadd(covarianceXY, bare, nmadd(h, b, madd(k0, b, mul(k1, c))))
  const gyy = madd(bareXX, bare, nmadd(h, c, madd(k2, b, mul(k3, c))))

  // covariance = P P^T + dilation, P = T M: gradient of P is 2 G P.
  const p00 = mul(two, madd(gxx, a0, mul(gxy, a3)))
  const p01 = mul(two, madd(gxx, a1, mul(gxy, a4)))
  const p02 = mul(two, madd(gxx, a2, mul(gxy, a5)))
  const p10 = mul(two, madd(gxy, a0, mul(gyy, a3)))
  const p11 = mul(two, madd(gxy, a1, mul(gyy, a4)))
  const p12 = mul(two, madd(gxy, a2, mul(gyy, a5)))
  // Gradient of T = J W, row by row: P's times M^T, M = axes diag(scales).
  const u0 = mul(p00, scaleX)
  const u1 = mul(p01, scaleY)
  const u2 = mul(p02, scaleZ)
  const v0 = mul(p10, scaleX)
  const v1 = mul(p11, scaleY)
  const v2 = mul(p12, scaleZ)
  const top0 = dot(u0, u1, u2, r0, r1, r2)
  const top1 = dot(u0, u1, u2, r3, r4, r5)
  const top2 = dot(u0, u1, u2, r6, r7, r8)
  const low0 = dot(v0, v1, v2, r0, r1, r2)
  const low1 = dot(v0, v1, v2, r3, r4, r5)
  const low2 = dot(v0, v1, v2, r6, r7, r8)
  const w0 = v128.load32_splat(view)
  const w1 = v128.load32_splat(view, 4)
  const w2 = v128.load32_splat(view, 8)
  const w3 = v128.load32_splat(view, 12)
  const w4 = v128.load32_splat(view, 16)
  const w5 = v128.load32_splat(view, 20)
  const w6 = v128.load32_splat(view, 24)
  const w7 = v128.load32_splat(view, 28)
  const w8 = v128.load32_splat(view, 32)
  const gj0 = dot(top0, top1, top2, w0, w1, w2)
  const gj2 = dot(top0, top1, top2, w6, w7, w8)
  const gj4 = dot(low0, low1, low2, w3, w4, w5)
  const gj5 = dot(low0, low1, low2, w6, w7, w8)
  // j0 = fx / z, j2 = -j0 x / z (or -j0 limit where the slant is held); the mean moves by j0 and -j0 x / z.
  const gx = nmadd(v128.and(gj2, freeX), mul(j0, inverseZ), mul(j0, gu))
  const gy = nmadd(v128.and(gj5, freeY), mul(j4, inverseZ), mul(j4, gv))
  let gz = madd(mul(j0, cameraX), gu, mul(mul(j4, cameraY), gv))
  gz = madd(gj0, j0, madd(gj4, j4, gz))
  gz = madd(gj2, mul(j2, v128.bitselect(two, one, freeX)), gz)
  gz = madd(gj5, mul(j5, v128.bitselect(two, one, freeY)), gz)
  gz = f32x4.neg(mul(gz, inverseZ))
  const gPx = add(dot(w0, w3, w6, gx, gy, gz), gather(parts, parts + 16, parts + 32, parts + 48))
  const gPy = add(
    dot(w1, w4, w7, gx, gy, gz),
    gather(parts + 4, parts + 20, parts + 36, parts + 52),
  )
  const gPz = add(
    dot(w2, w5, w8, gx, gy, gz),
    gather(parts + 8, parts + 24, parts + 40, parts + 56),
  )

  // Gradient of M = T^T times P's; of the scales along the axes, of the axes times the scales.
  const m0 = madd(t0, p00, mul(t3, p10))
  const m1 = madd(t0, p01, mul(t3, p11))
  const m2 = madd(t0, p02, mul(t3, p12))
  const m3 = madd(t1, p00, mul(t4, p10))
  const m4 = madd(t1, p01, mul(t4, p11))
  const m5 = madd(t1, p02, mul(t4, p12))
  const m6 = madd(t2, p00, mul(t5, p10))
  const m7 = madd(t2, p01, mul(t5, p11))
  const m8 = madd(t2, p02, mul(t5, p12))
  let gSx = mul(dot(m0, m3, m6, r0, r3, r6), scaleX)
  let gSy = mul(dot(m1, m4, m7, r1, r4, r7), scaleY)
  let gSz = mul(dot(m2, m5, m8, r2, r5, r8), scaleZ)
  const n0 = mul(m0, scaleX)
  const n1 = mul(m1, scaleY)
  const n2 = mul(m2, scaleZ)
  const n3 = mul(m3, scaleX)
  const n4 = mul(m4, scaleY)
  const n5 = mul(m5, scaleZ)
  const n6 = mul(m6, scaleX)
  const n7 = mul(m7, scaleY)
  const n8 = mul(m8, scaleZ)
  const turnX = sub(n7, n5)
  const turnY = sub(n2, n6)
  const turnZ = sub(n3, n1)
  const pairXY = add(n1, n3)
  const pairXZ = add(n2, n6)
  const pairYZ = add(n5, n7)
  const gQw = mul(two, dot(qx, qy, qz, turnX, turnY, turnZ))
  const gQx = mul(two, nmadd(mul(two, qx), add(n4, n8), dot(qw, qy, qz, turnX, pairXY, pairXZ)))
  const gQy = mul(two, nmadd(mul(two, qy), add(n0, n8), dot(qw, qx, qz, turnY, pairXY, pairYZ)))
  const gQz = mul(two, nmadd(mul(two, qz), add(n0, n4), dot(qw, qx, qy, turnZ, pairXZ, pairYZ)))
  // Through the normalisation: only the part across the quaternion counts.
  const alongQ = madd(gQw, qw, dot(gQx, gQy, gQz, qx, qy, qz))

  // Pulls that do not come from the photos.
  const within = f32x4.lt(dot(x, y, z, x, y, z), v128.load32_splat(rates, REACH_SQUARED))
  const pull = v128.load32_splat(rates, OPACITY_PULL)
  const ownPull = v128.bitselect(pull, f32x4.pmax(pull, splat(0)), within)
  gOpacity = madd(ownPull, mul(opacity, sub(one, opacity)), gOpacity)
  const smallest = f32x4.pmin(logScaleX, f32x4.pmin(logScaleY, logScaleZ))
  const largest = f32x4.pmax(logScaleX, f32x4.pmax(logScaleY, logScaleZ))
  const middle = sub(sub(add(logScaleX, add(logScaleY, logScaleZ)), smallest), largest)
  const thick = v128.not(f32x4.gt(sub(middle, smallest), splat(FLAT_ENOUGH)))
  const flatten = v128.and(v128.load32_splat(rates, FLATTENING), v128.and(thick, within))
  const isX = f32x4.eq(smallest, logScaleX)
  const isY = v128.andnot(f32x4.eq(smallest, logScaleY), isX)
  gSx = add(gSx, v128.and(flatten, isX))
  gSy = add(gSy, v128.and(flatten, isY))
  gSz = add(gSz, v128.andnot(flatten, v128.or(isX, isY)))

  // A splat whose gradient is not finite is left alone, so that one bad number cannot spread.
  let total = add(add(gPx, gPy), add(gPz, gOpacity))
  total = add(total, add(add(gSx, gSy), add(gSz, alongQ)))
  total = add(total, gather(sum + 24, sum + 72, sum + 120, sum + 168))
  total = add(total, gather(sum + 28, sum + 76, sum + 124, sum + 172))
  total = add(total, gather(sum + 32, sum + 80, sum + 128, sum + 176))
  total = add(total, gather(sum + 40, sum + 88, sum + 136, sum + 184))
  const sound = f32x4.eq(sub(total, total), splat(0))
  adam(gPx, rates, POSITION_RATE, sound, p0, p1, p2, p3)
  adam(gPy, rates, POSITION_RATE, sound, p0 + 4, p1 + 4, p2 + 4, p3 + 4)
  adam(gPz, rates, POSITION_RATE, sound, p0 + 8, p1 + 8, p2 + 8, p3 + 8)
  adam(gSx, rates, SCALE_RATE, sound, s0, s1, s2, s3)
  adam(gSy, rates, SCALE_RATE, sound, s0 + 4, s1 + 4, s2 + 4, s3 + 4)
  adam(gSz, rates, SCALE_RATE, sound, s0 + 8, s1 + 8, s2 + 8, s3 + 8)
  adam(mul(nmadd(alongQ, qw, gQw), inverseLength), rates, ROTATION_RATE, sound, q0, q1, q2, q3)
  adam(mul(nmadd(alongQ, qx, gQx), inverseLength), rates, ROTATION_RATE, sound, q0 + 4, q1 + 4, q2 + 4, q3 + 4)
  adam(mul(nmadd(alongQ, qy, gQy), inverseLength), rates, ROTATION_RATE, sound, q0 + 8, q1 + 8, q2 + 8, q3 + 8)
  adam(mul(nmadd(alongQ, qz, gQz), inverseLength), rates, ROTATION_RATE, sound, q0 + 12, q1 + 12, q2 + 12, q3 + 12)
  adam(gOpacity, rates, OPACITY_RATE, sound, l0, l1, l2, l3)
  const mask = i32x4.bitmask(sound)
  const shCount = 3 * (degree + 1) * (degree + 1)
  for (let lane = 0; lane < live; lane++) {
    if ((mask & (1 << lane)) === 0) continue
    const id = <usize>load<u32>(ids + ((<usize>(first + lane)) << 2))
    adamRow(gradients + <usize>lane * 192, sh + id * shBytes, shCount, rates)
    const steep = steepness + (id << 2)
    store<f32>(steep, load<f32>(steep) + load<f32>(scratch + <usize>lane * 48, 36) * load<f32>(rates, STEEP_UNIT))
    const times = seen + (id << 2)
    store<u32>(times, load<u32>(times) + 1)
  }
}

/**
 * Updates the splats of records `from` .. `to`; those that no tile drew are left alone (sparse Adam). `shFloats`: numbers
 * a splat's harmonics take in the array; `scratch`: 272 floats of the thread's own.
 */
export function updateSplats(
  view: usize,
  rates: usize,
  degree: i32,
  shFloats: i32,
  projected: usize,
  ids: usize,
  slotRanges: usize,
  slots: usize,
  scratch: usize,
  from: i32,
  to: i32,
): void {
  const shBytes = (<usize>shFloats) << 2
  for (let record = from; record < to; record += 4) {
    updateFour(view, rates, degree, shBytes, projected, ids, slotRanges, slots, scratch, record, min(4, to - record))
  }
}
