import { SH_C0, type SplatCloud, shCoefficientCount } from '../../src-shared/splat-cloud.ts'
import { createHarmonics, type PackedHarmonics, packHarmonics } from './pack-harmonics.ts'
import { packedCapacity, packSplat, WORDS_PER_SPLAT } from './pack-splat.ts'

/** A cloud as Spark draws it; nothing is read back from it. */
export interface DrawnCloud {
  readonly count: number
  /** Spark's 16 bytes a splat (`packSplat`); room for `packedCapacity(count)`. */
  readonly packed: Uint32Array<ArrayBuffer>
  readonly harmonics: PackedHarmonics
}

/** Packs the master for drawing; about half a second for a million splats, so not on the UI thread. */
export function packCloud(cloud: SplatCloud): DrawnCloud {
  const { count, shDegree, positions, logScales, rotations, opacityLogits, sh } = cloud
  const capacity = packedCapacity(count)
  const packed = new Uint32Array(WORDS_PER_SPLAT * capacity)
  const harmonics = createHarmonics(shDegree, capacity)
  const stride = 3 * shCoefficientCount(shDegree)
  for (let i = 0; i < count; i++) {
    packSplat(
      packed,
      i,
      positions[3 * i],
      positions[3 * i + 1],
      positions[3 * i + 2],
      Math.exp(logScales[3 * i]),
      Math.exp(logScales[3 * i + 1]),
      Math.exp(logScales[3 * i + 2]),
      rotations[4 * i],
      rotations[4 * i + 1],
      rotations[4 * i + 2],
      rotations[4 * i + 3],
      1 / (1 + Math.exp(-opacityLogits[i])),
      0.5 + SH_C0 * sh[stride * i],
      0.5 + SH_C0 * sh[stride * i + 1],
      0.5 + SH_C0 * sh[stride * i + 2],
    )
    if (shDegree > 0) packHarmonics(harmonics, i, sh, i, shDegree)
  }
  return { count, packed, harmonics }
}
