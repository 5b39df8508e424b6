import { z } from 'zod'
import { replySchema } from './call-table.ts'
import { studioEventSchema } from './studio-events.ts'

/** What a host sends a studio: answers to its calls, and events. */
export const hostMessageSchema = z.union([
  replySchema,
  z.object({ type: z.literal('event'), event: studioEventSchema }),
])
export type HostMessage = z.infer<typeof hostMessageSchema>
