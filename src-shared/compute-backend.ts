import { z } from 'zod'

/** What a user may choose to compute with: the best there is, or the processor's cores. */
export const computeBackendSchema = z.enum(['auto', 'cpu'])
export type ComputeBackend = z.infer<typeof computeBackendSchema>
