// AssemblyScript, included by the kernels of this folder.
// Four numbers at a time. Multiply-adds are fused where the processor can (relaxed SIMD).

export const LOG2E: f32 = <f32>Math.LOG2E

/** a b + c */
// @ts-expect-error: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  return f32x4.relaxed_madd(a, b, c)
}

/** c - a b */
// @ts-expect-error: decorator
@inline
export function nmadd(a: v128, b: v128, c: v128): v128 {
  return f32x4.relaxed_nmadd(a, b, c)
}

/** 2^x, x held in -120 .. 120: the nearest whole power by its exponent bits, the rest by a Taylor series (error 2e-7). */
// @ts-expect-error: decorator
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

// @ts-expect-error: decorator
@inline
export function sumLanes(v: v128): f32 {
  return f32x4.extract_lane(v, 0) + f32x4.extract_lane(v, 1) + (f32x4.extract_lane(v, 2) + f32x4.extract_lane(v, 3))
}
