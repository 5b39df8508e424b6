import { z } from 'zod'
import { type ModelCard, modelCardSchema } from '../../src-engine/inference/cards/model-card.ts'
import type { CallTable } from '../../src-shared/studio-api/call-table.ts'
import { providerCheckSchema } from '../../src-shared/studio-api/model-calls.ts'

const nothing = z.strictObject({})

export const MODEL_ENGINE_CALLS = {
  /** Loads the graphs of a model and holds them against its card. Throws `model_unusable`. */
  checkModel: {
    input: z.strictObject({
      card: z.custom<ModelCard>((card) => modelCardSchema.safeParse(card).success),
      files: z.record(z.string(), z.strictObject({ path: z.string(), bytes: z.int(), sha256: z.string() })),
    }),
    output: nothing,
  },
  checkProviders: { input: nothing, output: z.array(providerCheckSchema) },
  /** Lets go of all models in memory: before files are removed. */
  releaseModels: { input: nothing, output: nothing },
} as const satisfies CallTable
