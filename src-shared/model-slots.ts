import { z } from 'zod'

/** The learned steps of the pipeline. Each also has a built-in method that needs no weights, or is left out without one. */
export const MODEL_SLOTS = ['background', 'views', 'shape', 'depth', 'enhance', 'perceptual', 'matching'] as const
export const modelSlotSchema = z.enum(MODEL_SLOTS)
export type ModelSlot = z.infer<typeof modelSlotSchema>

/** What runs a graph, fastest first: NVIDIA's CUDA, DirectML of Windows, CoreML of macOS, the processor. */
export const EXECUTION_PROVIDERS = ['cuda', 'dml', 'coreml', 'cpu'] as const
export const executionProviderSchema = z.enum(EXECUTION_PROVIDERS)
export type ExecutionProvider = z.infer<typeof executionProviderSchema>

/** `auto`: the fastest that loads. */
export const providerChoiceSchema = z.enum(['auto', ...EXECUTION_PROVIDERS])
export type ProviderChoice = z.infer<typeof providerChoiceSchema>
