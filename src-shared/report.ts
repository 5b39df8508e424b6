import { z } from 'zod'
import { cameraSchema } from './camera.ts'
import { usedBackendSchema } from './compute-backend.ts'
import { STAGES } from './events.ts'

const seconds = z.number().nonnegative()

/** Where the sixteen views of an object can come from. */
export const VIEW_SOURCES = ['built-in', 'shape-model', 'views-model', 'given'] as const

/** A file the run has written. */
export const outputSchema = z.object({ format: z.string(), path: z.string(), bytes: z.int().nonnegative() })
export type Output = z.infer<typeof outputSchema>

/**
 * `report.json`: what a run did and how good it is. Fields are only ever added; docs/report.md explains each one.
 * Strict, so that a field nobody documented is caught before it is written.
 */
export const reportSchema = z.strictObject({
  /** Usable photos, and how many of them were placed. */
  photos: z.int().nonnegative(),
  registered: z.int().nonnegative(),
  cameras: z.array(cameraSchema.strict()),
  reprojectionErrorPx: z.number().nonnegative(),
  training: z.strictObject({
    backend: usedBackendSchema,
    /** All that training ran on, in order; missing where an older program has trained. */
    backends: z.array(usedBackendSchema).readonly().optional(),
    steps: z.int().nonnegative(),
    splats: z.int().nonnegative(),
    heldOut: z
      .strictObject({ photos: z.int().positive(), width: z.int().positive(), psnr: z.number(), ssim: z.number() })
      .nullable(),
  }),
  mesh: z.strictObject({
    vertices: z.int().nonnegative(),
    triangles: z.int().nonnegative(),
    textureSize: z.int().positive(),
  }),
  /** How a model of one photo, or of sixteen views of an object, came about; missing in other runs. */
  onePhoto: z
    .strictObject({
      /** How the object was cut out; null where its views were given. */
      cutOut: z.enum(['alpha', 'model', 'grabcut']).nullable(),
      /** Where the sixteen views come from: the built-in shape, a shape model, a views model, or the user. */
      views: z.enum(VIEW_SOURCES),
      /** Views that show mostly what the photo shows; null where no shape tells. */
      observed: z.int().nonnegative().nullable(),
      /** Views whose depth a model has estimated; the others have that of the geometry. */
      depthsByModel: z.int().nonnegative(),
      /** PSNR in dB of the shape against the photo, from the photo's camera, inside the outline, 256 pixels wide. */
      frontPsnr: z.number().nullable(),
      /** How its splats were refined; missing where an older program has made it. */
      refinement: z
        .strictObject({
          /** Iterations that were done, the best version (0: as trained), and the one that the model is made of. */
          iterations: z.int().nonnegative(),
          best: z.int().nonnegative(),
          version: z.int().nonnegative(),
          /** As trained, and of the version used: PSNR in dB against the views, and against the photo inside its object. */
          psnr: z.strictObject({ before: z.number(), after: z.number() }),
          photoPsnr: z.strictObject({ before: z.number(), after: z.number() }),
        })
        .optional(),
    })
    .optional(),
  outputs: z.array(outputSchema.strict()),
  /** Of each stage that the run had, and in all. */
  seconds: z.strictObject({ ...fromStages(() => seconds.optional()), total: seconds }),
  peakMemoryMiB: z.number().nonnegative(),
  warnings: z.array(z.string()),
  version: z.string(),
})

export type Report = z.infer<typeof reportSchema>

/** One entry a stage of the run. */
export function fromStages<T>(value: (stage: (typeof STAGES)[number]) => T): Record<(typeof STAGES)[number], T> {
  return Object.fromEntries(STAGES.map((stage) => [stage, value(stage)])) as Record<(typeof STAGES)[number], T>
}
