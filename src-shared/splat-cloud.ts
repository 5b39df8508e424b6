/**
 * Gaussian splats as a structure of arrays; float32 is the master, packed forms are for display only.
 * World frame: right-handed, +Y up. All values are the raw parameters the trainer optimises.
 */
export interface SplatCloud {
  readonly count: number
  /** Spherical-harmonics degree, 0 to 3. */
  readonly shDegree: 0 | 1 | 2 | 3
  /** x y z: 3N. */
  readonly positions: Float32Array
  /** Natural logarithm of the three standard deviations: 3N. */
  readonly logScales: Float32Array
  /** Quaternions w x y z, unit: 4N. */
  readonly rotations: Float32Array
  /** Logit of the opacity: N. */
  readonly opacityLogits: Float32Array
  /**
   * N * K * 3 with K = (degree + 1)^2: for each splat K coefficients, each R G B.
   * Colour = 0.5 + sum of coefficient x basis, in display sRGB, basis order and signs as in the 3DGS reference.
   */
  readonly sh: Float32Array
}

/** Coefficients of one colour channel at a degree: 1, 4, 9, 16. */
export function shCoefficientCount(degree: number): number {
  return (degree + 1) * (degree + 1)
}

/** First spherical-harmonics basis constant, 1 / (2 sqrt(pi)): colour = 0.5 + SH_C0 * dc. */
export const SH_C0 = 0.28209479177387814
