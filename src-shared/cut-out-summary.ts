import { z } from 'zod'

/** `background/cut-out.json` of a project: how the object of one photo was found, and what is poor about the photo. */
export const cutOutSummarySchema = z.object({
  method: z.enum(['alpha', 'model', 'grabcut']),
  /** What to do about it, for a person; missing where an older program has cut. */
  advice: z.array(z.string()).default([]),
})
export type CutOutSummary = z.infer<typeof cutOutSummarySchema>

/** What a cut-out would be; without an object there is nothing but the photo to look at. */
export const cutOutPreviewSchema = cutOutSummarySchema.extend({ found: z.boolean() })
export type CutOutPreview = z.infer<typeof cutOutPreviewSchema>
