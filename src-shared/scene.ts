import { z } from 'zod'
import { cameraSchema } from './camera.ts'

/**
 * What is known of the scene while cameras are being solved, and after: the cameras placed so far and the sparse points,
 * all in the world frame. While it is being solved the frame is provisional and may change from one revision to the next.
 */
export const sceneSchema = z.object({
  /** False while cameras are still being placed. */
  complete: z.boolean(),
  cameras: z.array(cameraSchema),
  /** x y z: 3N; rounded to a ten-thousandth of a unit. */
  positions: z.array(z.number()),
  /** 8-bit sRGB: 3N. */
  colors: z.array(z.int().min(0).max(255)),
})
export type Scene = z.infer<typeof sceneSchema>
