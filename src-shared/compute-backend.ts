import { z } from 'zod'

/** What has computed: the processor's cores, or a graphics device through WebGPU. */
export const usedBackendSchema = z.enum(['cpu', 'webgpu'])
export type UsedBackend = z.infer<typeof usedBackendSchema>

/** What a user may choose to compute with; `auto` is the best there is. */
export const computeBackendSchema = z.enum(['auto', ...usedBackendSchema.options])
export type ComputeBackend = z.infer<typeof computeBackendSchema>
