// AssemblyScript, included by the kernels of this folder.
// Four numbers at a time. Multiply-adds are fused where the processor can (relaxed SIMD).

export const LOG2E: f32 = <f32>Math.LOG2E

// @ts-ignore: decorator
@inline
export function splat(a: f32): v128 {
  return f32x4.splat(a)
}

// @ts-ignore: decorator
@inline
export function add(a: v128, b: v128): v128 {
  return f32x4.add(a, b)
}

// @ts-ignore: decorator
@inline
export function sub(a: v128, b: v128): v128 {
  return f32x4.sub(a, b)
}

// @ts-ignore: decorator
@inline
export function mul(a: v128, b: v128): v128 {
  return f32x4.mul(a, b)
}

/** a b + c */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return f32x4.relaxed_madd(a, b, c)
}

/** c - a b */
// @ts-ignore: decorator
@inline
export function nmadd(a: v128, b: v128, c: v128): v128 {
  return f32x4.relaxed_nmadd(a, b, c)
}

/** a d + b e + c f */
// @ts-ignore: decorator
@inline
export function dot(a: v128, b: v128, c: v128, d: v128, e: v128, f: v128): v128 {
  return madd(c, f, madd(b, e, mul(a, d)))
}

/** 2^x, x held in -120 .. 120: the nearest whole power by its exponent bits, the rest by a Taylor series (error 2e-7). */
// @ts-ignore: decorator
@inline
export function exp2(power: v128): v128 {
  const x = f32x4.pmax(f32x4.splat(-120), f32x4.pmin(f32x4.splat(120), power))
  const magic = f32x4.splat(12582912.0) // 1.5 x 2^23: adding it rounds to a whole number in the low bits
  const shifted = f32x4.add(x, magic)
  const f = f32x4.sub(x, f32x4.sub(shifted, magic))
  let p = madd(f, f32x4.splat(1.5403530393381606e-4), f32x4.splat(1.3333558146428443e-3))
  p = madd(f, p, f32x4.splat(9.618129107628477e-3))
  p = madd(f, p, f32x4.splat(5.550410866482158e-2))
  p = madd(f, p, f32x4.splat(2.402265069591007e-1))
  p = madd(f, p, f32x4.splat(6.931471805599453e-1))
  p = madd(f, p, f32x4.splat(1.0))
  return i32x4.add(p, i32x4.shl(shifted, 23))
}

/** log2 of positive normal numbers: the exponent, and the logarithm of the mantissa as an area tangent series (error 1e-7). */
// @ts-ignore: decorator
@inline
export function log2(x: v128): v128 {
  // With the mantissa in sqrt(1/2) .. sqrt(2) the series below converges fast.
  const bits = i32x4.sub(x, i32x4.splat(0x3f3504f3))
  const exponent = f32x4.convert_i32x4_s(i32x4.shr_s(bits, 23))
  const mantissa = i32x4.add(v128.and(bits, i32x4.splat(0x007fffff)), i32x4.splat(0x3f3504f3))
  const one = f32x4.splat(1)
  const t = f32x4.div(f32x4.sub(mantissa, one), f32x4.add(mantissa, one))
  const tt = f32x4.mul(t, t)
  let p = madd(tt, f32x4.splat(0.3205989), f32x4.splat(0.4121986))
  p = madd(tt, p, f32x4.splat(0.5770780))
  p = madd(tt, p, f32x4.splat(0.9617967))
  p = madd(tt, p, f32x4.splat(2.8853901))
  return madd(t, p, exponent)
}

/** The floats at four addresses. */
// @ts-ignore: decorator
@inline
export function gather(a: usize, b: usize, c: usize, d: usize): v128 {
  return v128.load32_lane(d, v128.load32_lane(c, v128.load32_lane(b, v128.load32_zero(a), 1), 2), 3)
}

/** Writes the four floats to four addresses. */
// @ts-ignore: decorator
@inline
export function scatter(v: v128, a: usize, b: usize, c: usize, d: usize): void {
  v128.store32_lane(a, v, 0)
  v128.store32_lane(b, v, 1)
  v128.store32_lane(c, v, 2)
  v128.store32_lane(d, v, 3)
}

/** Of twelve numbers in a row, four times x y z: the four x, the four y, the four z. */
// @ts-ignore: decorator
@inline
export function everyX(a: v128, b: v128, c: v128): v128 {
  return v128.shuffle<f32>(v128.shuffle<f32>(a, b, 0, 3, 6, 6), c, 0, 1, 2, 5)
}

// @ts-ignore: decorator
@inline
export function everyY(a: v128, b: v128, c: v128): v128 {
  return v128.shuffle<f32>(v128.shuffle<f32>(a, b, 1, 4, 7, 7), c, 0, 1, 2, 6)
}

// @ts-ignore: decorator
@inline
export function everyZ(a: v128, b: v128, c: v128): v128 {
  return v128.shuffle<f32>(v128.shuffle<f32>(a, b, 2, 5, 5, 5), c, 0, 1, 4, 7)
}

/** The sums of the lanes of a, b, c and d. */
// @ts-ignore: decorator
@inline
export function sumsOfLanes(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(
    v128.shuffle<f32>(a, b, 0, 4, 1, 5),
    v128.shuffle<f32>(a, b, 2, 6, 3, 7),
  )
  const cd = f32x4.add(
    v128.shuffle<f32>(c, d, 0, 4, 1, 5),
    v128.shuffle<f32>(c, d, 2, 6, 3, 7),
  )
  return f32x4.add(v128.shuffle<f32>(ab, cd, 0, 1, 4, 5), v128.shuffle<f32>(ab, cd, 2, 3, 6, 7))
}
