import { shCoefficientCount } from '../../src-shared/splat-cloud.ts'

/** View-dependent colour in Spark's form: the arrays it takes as `extra`. Coefficients are clamped to -1..1. */
export interface PackedHarmonics {
  /** Degree 1: 9 numbers of 7 bits, two words a splat. */
  readonly sh1?: Uint32Array<ArrayBuffer>
  /** Degree 2: 15 numbers of 8 bits, four words a splat. */
  readonly sh2?: Uint32Array<ArrayBuffer>
  /** Degree 3: 21 numbers of 6 bits, four words a splat. */
  readonly sh3?: Uint32Array<ArrayBuffer>
}

/** Empty arrays for a cloud of that degree; `capacity` as from `packedCapacity`. */
export function createHarmonics(degree: 0 | 1 | 2 | 3, capacity: number): PackedHarmonics {
  return {
    ...(degree >= 1 && { sh1: new Uint32Array(2 * capacity) }),
    ...(degree >= 2 && { sh2: new Uint32Array(4 * capacity) }),
    ...(degree >= 3 && { sh3: new Uint32Array(4 * capacity) }),
  }
}

/**
 * Writes the harmonics of one splat, in the order of `SplatCloud.sh` (which is also Spark's); the constant term goes
 * into the splat's own colour, by `packSplat`. `sh` is the cloud's whole array. Allocates nothing.
 */
export function packHarmonics(
  into: PackedHarmonics,
  index: number,
  sh: Float32Array,
  splat: number,
  degree: number,
): void {
  const from = 3 * shCoefficientCount(degree) * splat
  if (into.sh1) packBits(into.sh1, 2 * index, 2, 7, sh, from + 3, 9)
  if (into.sh2) packBits(into.sh2, 4 * index, 4, 8, sh, from + 12, 15)
  if (into.sh3) packBits(into.sh3, 4 * index, 4, 6, sh, from + 27, 21)
}

/** `count` signed numbers of `bits` bits one after the other, over word borders, lowest bits first. */
function packBits(
  into: Uint32Array,
  at: number,
  words: number,
  bits: number,
  sh: Float32Array,
  from: number,
  count: number,
): void {
  const most = 2 ** (bits - 1) - 1
  const mask = 2 ** bits - 1
  into.fill(0, at, at + words)
  for (let i = 0; i < count; i++) {
    const value = Math.round(Math.min(Math.max(sh[from + i], -1), 1) * most) & mask
    const word = at + ((i * bits) >>> 5)
    const shift = (i * bits) & 31
    into[word] |= value << shift
    if (shift + bits > 32) into[word + 1] |= value >>> (32 - shift)
  }
}
