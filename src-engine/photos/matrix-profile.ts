/** XYZ (D50) to linear sRGB, row-major: the inverse of the sRGB primaries adapted to D50 (B. Lindbloom's tables). */
const XYZ_TO_SRGB = [
  ...[3.1338561, -1.6168667, -0.4906146],
  ...[-0.9787684, 1.9161415, 0.033454],
  ...[0.0719453, -0.2289914, 1.4052427],
]

/** 8-bit value to linear light by the sRGB curve (IEC 61966-2-1). */
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
 * The 3x3 row-major matrix from a profile's linear RGB to linear sRGB, by the primaries in its rXYZ, gXYZ and bXYZ tags
 * (ICC.1, 9.2). Null where it has none, or where they are those of sRGB, so that nothing need be done.
 */
export function matrixToSrgb(profile: Buffer): number[] | null {
  const primaries = ['rXYZ', 'gXYZ', 'bXYZ'].map((tag) => xyzTag(profile, tag))
  const [r, g, b] = primaries
  if (!r || !g || !b) return null
  const matrix = [0, 1, 2].flatMap((row) =>
    [r, g, b].map((xyz) => xyz.reduce((sum, value, i) => sum + XYZ_TO_SRGB[3 * row + i] * value, 0)),
  )
  return matrix.every((value, i) => Math.abs(value - (i % 4 === 0 ? 1 : 0)) < 0.005) ? null : matrix
}

/**
 * Converts 8-bit pixels by a matrix between linear values, in place; `stride` is 3 or 4 bytes a pixel. The curve is
 * sRGB's on both sides, as Display P3 has it, which is what phones save; colours outside sRGB are clipped.
 */
export function convertToSrgb(data: Uint8Array | Uint8ClampedArray, stride: number, matrix: readonly number[]): void {
  const [a, b, c, d, e, f, g, h, i] = matrix
  for (let p = 0; p < data.length; p += stride) {
    const red = LINEAR[data[p]]
    const green = LINEAR[data[p + 1]]
    const blue = LINEAR[data[p + 2]]
    data[p] = encode(a * red + b * green + c * blue)
    data[p + 1] = encode(d * red + e * green + f * blue)
    data[p + 2] = encode(g * red + h * green + i * blue)
  }
}

function encode(linear: number): number {
  return ENCODED[Math.round(ENCODED_STEPS * Math.min(1, Math.max(0, linear)))]
}

/** A tag of type XYZ: three signed 15.16 fixed-point numbers. */
function xyzTag(profile: Buffer, name: string): number[] | null {
  if (profile.length < 132) return null
  const tags = Math.min(profile.readUInt32BE(128), Math.floor((profile.length - 132) / 12))
  for (let at = 132; at < 132 + 12 * tags; at += 12) {
    if (profile.toString('latin1', at, at + 4) !== name) continue
    const start = profile.readUInt32BE(at + 4) + 8
    if (start + 12 > profile.length) return null
    return [0, 4, 8].map((offset) => profile.readInt32BE(start + offset) / 65536)
  }
  return null
}
