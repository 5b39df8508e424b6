import { z } from 'zod'

/** Cameras that another program has solved, in place of solving them. */
const knownCamerasSchema = z.object({
  /** What the person knows them by. */
  name: z.string(),
  kind: z.enum(['colmap', 'transforms']),
  cameras: z.int().nonnegative(),
  /** Sparse points that came with them; without any they are found in the photos. */
  points: z.int().nonnegative(),
  /** Photos of the project that they name; the others are left out of the run. */
  matched: z.int().nonnegative(),
})
export type KnownCameras = z.infer<typeof knownCamerasSchema>

/** Splats that training begins with, in place of new ones from the sparse points. */
export const startSplatsSchema = z.object({
  name: z.string(),
  splats: z.int().positive(),
  shDegree: z.int().min(0).max(3),
  /** Splats of the file with values that are no numbers. */
  dropped: z.int().nonnegative(),
})

/** What a run of the project begins with, beside the photos. */
export const runInputsSchema = z.object({
  cameras: knownCamerasSchema.nullable(),
  splats: startSplatsSchema.nullable(),
})
export type RunInputs = z.infer<typeof runInputsSchema>
