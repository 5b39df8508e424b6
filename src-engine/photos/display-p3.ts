/** 8-bit value to linear light; sRGB and Display P3 share this curve (IEC 61966-2-1). */
const LINEAR = Float32Array.from({ length: 256 }, (_, i) => {
  const v = i / 255
  return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4
})

const ENCODED_STEPS = 4095
const ENCODED = Uint8Array.from({ length: ENCODED_STEPS + 1 }, (_, i) => {
  const v = i / ENCODED_STEPS
  return Math.round(255 * (v <= 0.0031308 ? 12.92 * v : 1.055 * v ** (1 / 2.4) - 0.055))
})

/**
 * Converts 8-bit Display P3 pixels to sRGB in place; colours outside sRGB are clipped. `stride` is 3 or 4 bytes a pixel.
 * The matrix is inverse(sRGB primaries) x P3 primaries, both with white D65 (SMPTE EG 432-1).
 */
export function displayP3ToSrgb(data: Uint8Array | Uint8ClampedArray, stride: number): void {
  for (let i = 0; i < data.length; i += stride) {
    const r = LINEAR[data[i]]
    const g = LINEAR[data[i + 1]]
    const b = LINEAR[data[i + 2]]
    data[i] = encode(1.22494 * r - 0.22494 * g)
    data[i + 1] = encode(-0.042057 * r + 1.042057 * g)
    data[i + 2] = encode(-0.019638 * r - 0.078636 * g + 1.098274 * b)
  }
}

function encode(linear: number): number {
  return ENCODED[Math.round(ENCODED_STEPS * Math.min(1, Math.max(0, linear)))]
}
