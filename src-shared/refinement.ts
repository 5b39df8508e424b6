import { z } from 'zod'

/**
 * Share of the mean residual that colours are moved by in the first iteration, where nobody says otherwise. A simultaneous
 * algebraic reconstruction (SIRT), stable below 2. The original's 0.05 gains 0.03 dB in the photo's view where this gains 0.4
 * (`chicken-gt`).
 */
export const LEARNING_RATE = 0.5

const share = z.number().min(0).max(1)

/** How good splats are, measured on views. Names are those of the cloud's `enhancement_iterations`. */
const refinementQualitySchema = z.object({
  /** Against the views, over white, dB. */
  psnr: z.number(),
  /** Of the luma, likewise. */
  ssim: z.number(),
  /** Null without a `perceptual` model. */
  lpips: z.number().nullable(),
  /** Score of the depth gate between render and view, 0..1. */
  avgDepthConsistency: z.number(),
  /** Mean cosine of the patch features of render and view, 0..1. */
  avgFeatureSimilarity: z.number(),
})
export type RefinementQuality = z.infer<typeof refinementQualitySchema>

/** A render, what it was made into, and whether that was used: only where both gates accepted it. */
const enhancedViewSchema = z.object({
  /** In the rig's order. */
  viewIndex: z.int().min(0).max(15),
  /** PNGs of the project folder, such as `enhanced/iter_1/rendered_00.png`. */
  rendered: z.string().regex(/^enhanced\/iter_\d+\/rendered_\d\d\.png$/),
  enhanced: z.string().regex(/^enhanced\/iter_\d+\/enhanced_\d\d\.png$/),
  depthScore: z.number(),
  depthAccepted: z.boolean(),
  featureSimilarity: z.number(),
  featureDrift: z.number(),
  featuresAccepted: z.boolean(),
})

/** One iteration of the refinement, and the version of the model it led to. Version 0: as training left the splats. */
export const refinementIterationSchema = z.object({
  iterationNumber: z.int().nonnegative(),
  ...refinementQualitySchema.shape,
  /**
   * Mean of what was measured, each about 0..1, on the views and, where it is none of them, on the photo, which counts as
   * eight.
   */
  overallQuality: z.number(),
  /** Against the observed photo, inside its object, dB: never less than in the version before. */
  photoPsnr: z.number(),
  /** Share of the mean residual that colours were moved by. */
  learningRate: z.number().nonnegative(),
  viewsProcessed: z.int().nonnegative(),
  /** The photo would have been matched worse, however small the step: the splats are those of the version before. */
  rolledBack: z.boolean(),
  /** It was the last because no more was to be had. */
  converged: z.boolean(),
  /** Seconds, pauses left out. */
  processingTime: z.number().nonnegative(),
  /** Of each view that was chosen. */
  views: z.array(z.object({ viewIndex: z.int().min(0).max(15), ...refinementQualitySchema.shape })),
  /** Empty for version 0. */
  enhanced: z.array(enhancedViewSchema),
  model: z.object({
    splats: z.int().nonnegative(),
    /** Files of the project folder: `models/v1.ply` for other programs, `models/v1.bin` bit for bit. */
    ply: z.string().regex(/^models\/v\d+\.ply$/),
    bin: z.string().regex(/^models\/v\d+\.bin$/),
    plyBytes: z.int().nonnegative(),
  }),
})
export type RefinementIteration = z.infer<typeof refinementIterationSchema>

/** `refine/refinement.json` of a project: written anew after each iteration, from version 0 on. */
export const refinementSchema = z.object({
  /** The `enhance` and `perceptual` models that were used, by their titles; null: built in, and not measured. */
  enhancedBy: z.string().nullable(),
  perceptualBy: z.string().nullable(),
  /** Number of the best version so far; the model is made of it unless another is asked for. */
  best: z.int().nonnegative(),
  iterations: z.array(refinementIterationSchema).min(1),
})
export type Refinement = z.infer<typeof refinementSchema>

/** What a person may ask of the refinement. */
export const refineOptionsSchema = z.strictObject({
  /** Most iterations; 0 measures the splats and leaves them as they are. Default: the preset's. */
  iterations: z.int().min(0).max(20).optional(),
  /** Share of the mean residual that a colour moves by in the first iteration. */
  learningRate: share.gt(0).optional(),
  /** Views to refine, in the rig's order; default all. */
  views: z.array(z.int().min(0).max(15)).min(1).max(16).optional(),
  /** Version that the model is made of; default the best. */
  version: z.int().nonnegative().optional(),
})
export type RefineOptions = z.infer<typeof refineOptionsSchema>
