const float = new Float32Array(1)
const bits = new Uint32Array(float.buffer)

/** The 16-bit floating-point pattern nearest to `value`; beyond its range the largest finite one. Allocates nothing. */
export function toHalf(value: number): number {
  float[0] = value
  const pattern = bits[0]
  const sign = (pattern >>> 16) & 0x8000
  const magnitude = pattern & 0x7fffffff
  // 65520 and up would round to infinity.
  if (magnitude >= 0x477ff000) return sign | 0x7bff
  // Below 2^-14 halves are multiples of 2^-24.
  if (magnitude < 0x38800000) return sign | Math.round(Math.abs(float[0]) * 0x1000000)
  // 0x38000000 moves the exponent's bias from 127 to 15; the rest rounds 13 bits off, ties to even.
  return sign | ((magnitude - 0x38000000 + 0xfff + ((magnitude >>> 13) & 1)) >>> 13)
}

/** The value of a 16-bit floating-point pattern; finite ones only. */
export function fromHalf(half: number): number {
  const exponent = (half >>> 10) & 0x1f
  const fraction = half & 0x3ff
  const magnitude = exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1024) * 2 ** (exponent - 15)
  return half & 0x8000 ? -magnitude : magnitude
}
