/**
 * How a run trains, apart from its size: every number that was chosen by measurement, in one place, so that a comparison
 * changes one and leaves the rest (bench/ablation.ts; the table is in docs/decisions/0012). Times are fractions of the
 * run, so that a short run goes through the same phases as a long one.
 */
export interface TrainingRecipe {
  /** Photos are trained on at a quarter, then a half, then the whole of their size; it ends at these fractions. */
  readonly quarterUntil: number
  readonly halfUntil: number
  /** Splats are added in this part of the run, in so many rounds. */
  readonly densifyFrom: number
  readonly densifyUntil: number
  readonly densifications: number
  /** One more degree of spherical harmonics each time this fraction of the run has gone. */
  readonly degreeEvery: number
  /** Position rate, as a share of the scene's extent, at the first and the last step; in between it falls exponentially. */
  readonly positionFirst: number
  readonly positionLast: number
  readonly scaleRate: number
  readonly rotationRate: number
  readonly opacityRate: number
  /** Rate of the first coefficient of the harmonics, and of the others. */
  readonly colorRate: number
  readonly harmonicsRate: number
  /** From this fraction on all rates but the position's fall exponentially, to this share of themselves at the end. */
  readonly settleFrom: number
  readonly settleTo: number
  /**
   * Pull on every splat's opacity, in units of the loss: up to `solidFrom` towards 0 with `fadingPull`, afterwards towards
   * 1 with `solidPull`.
   */
  readonly fadingPull: number
  readonly solidPull: number
  readonly solidFrom: number
  /** Pull on the logarithm of every splat's smallest scale, in units of the loss: flat splats give a thin surface. */
  readonly flattening: number
  /** Share of the splats that a step does without where photos are few (left-out-splats.ts). */
  readonly leaveOut: number
  /**
   * Splats farther than this from the origin, world units, are neither made opaque nor flat: that costs likeness, and the
   * surface is made of the object, whose radius is about one unit.
   */
  readonly surfaceReach: number
}

/**
 * Rates are several times those of the 3DGS reference, which has 30,000 steps for what must be done in 600 to 4000 here.
 * First what no photo needs fades away (as in 3DGS-MCMC, Kheradmand et al. 2024, where the pull is 0.01 over the number of
 * splats), then splats become opaque: a surface of translucent ones shows what lies behind it, and its depth is nobody's
 * (docs/decisions/0006).
 */
export const TRAINING_RECIPE: TrainingRecipe = {
  quarterUntil: 0.1,
  halfUntil: 0.35,
  densifyFrom: 0.06,
  densifyUntil: 0.7,
  densifications: 16,
  degreeEvery: 0.2,
  positionFirst: 1.6e-3,
  positionLast: 1.6e-5,
  scaleRate: 4e-2,
  rotationRate: 5e-3,
  opacityRate: 5e-2,
  colorRate: 3e-2,
  harmonicsRate: 1.5e-3,
  settleFrom: 0.85,
  settleTo: 0.1,
  fadingPull: 2e-6,
  solidPull: 1e-5,
  solidFrom: 0.5,
  flattening: 1.5e-6,
  leaveOut: 0.25,
  surfaceReach: 1.1,
}

/** For a surface of all that the photos show: no place is too far for it. */
export const WHOLE_SCENE_RECIPE: TrainingRecipe = { ...TRAINING_RECIPE, surfaceReach: 1e9 }
