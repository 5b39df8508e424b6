import { z } from 'zod'
import { cameraSchema } from './camera.ts'
import { VIEW_SOURCES } from './report.ts'

/** `views/views.json` of a project: the sixteen views of its object, in the rig's order. */
export const viewsSummarySchema = z.object({
  source: z.enum(VIEW_SOURCES),
  /** Origin: whether most of what a view shows is seen in the photo; null where no shape tells. */
  views: z.array(z.object({ camera: cameraSchema, origin: z.enum(['observed', 'guessed']).nullable() })),
  frontPsnr: z.number().nullable(),
  /** The camera that took the photo; null where no shape was made of it. */
  photoCamera: cameraSchema.nullable(),
})
export type ViewsSummary = z.infer<typeof viewsSummarySchema>
