import { z } from 'zod'

/** `depth/depths.json` of a project: what is known of each view's depth, in the rig's order. World units along z. */
export const depthSummarySchema = z.array(
  z.object({
    /** A model's, aligned to the geometry, or the geometry's own. */
    source: z.enum(['model', 'geometry']),
    minDepth: z.number(),
    maxDepth: z.number(),
    meanDepth: z.number(),
    /** Mean of how far each depth is to be believed, 0..1. */
    confidenceScore: z.number(),
    /** Depths that the brightest and the darkest colour of the heatmap stand for; missing where an older program drew it. */
    colourRange: z.tuple([z.number(), z.number()]).optional(),
  }),
)
export type DepthSummary = z.infer<typeof depthSummarySchema>
