import { z } from 'zod'

/**
 * What the engine's process and Electron's main process say to each other of ports to the compute window, beside the
 * engine's calls. `id` is the engine's own count of the ports it has asked for.
 */
export const computeRequestSchema = z.strictObject({
  type: z.literal('compute'),
  id: z.int(),
  /** A port, or that it is not needed any more. */
  ask: z.enum(['port', 'release']),
})
export type ComputeRequest = z.infer<typeof computeRequestSchema>

export const computeAnswerSchema = z.strictObject({
  type: z.literal('compute'),
  id: z.int(),
  /** The port comes with this message; or there is none; or the window at its other end has gone. */
  state: z.enum(['given', 'refused', 'lost']),
})
export type ComputeAnswer = z.infer<typeof computeAnswerSchema>
