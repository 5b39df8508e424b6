import { z } from 'zod'

/** How a model is written. What a format has no use for is passed over. */
export const exportOptionsSchema = z.strictObject({
  /** Crops, deletions and the transform of the edit queue are in the file. */
  edited: z.boolean().default(true),
  /** Meshes: simplified to at most so many triangles; null: all of them. */
  triangles: z.int().min(100).max(5_000_000).nullable().default(null),
  /** Meshes: longer side of the texture in pixels, at most what it was baked at; null: as baked. */
  textureSize: z
    .union([z.literal(512), z.literal(1024), z.literal(2048), z.literal(4096)])
    .nullable()
    .default(null),
  /** Meshes: how the texture is kept. */
  textureFormat: z.enum(['jpeg', 'png']).default('jpeg'),
  /** Splats: degree of the spherical harmonics, at most what was trained; null: as trained. */
  shDegree: z
    .union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)])
    .nullable()
    .default(null),
})
export type ExportOptions = z.infer<typeof exportOptionsSchema>
