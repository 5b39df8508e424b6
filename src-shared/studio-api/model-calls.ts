import { z } from 'zod'
import { executionProviderSchema, modelSlotSchema } from '../model-slots.ts'
import { modelEntrySchema, modelIdSchema, modelSettingsSchema } from '../models.ts'
import { type CallTable, errorMessageSchema } from './call-table.ts'

/**
 * A download of a model. `checking`: all has arrived and is held against checksum and card. `paused` and `failed` ones go
 * on where they stopped when the model is installed again.
 */
export const modelDownloadSchema = z.object({
  id: modelIdSchema,
  state: z.enum(['running', 'checking', 'paused', 'failed']),
  /** Bytes of the file under way. */
  done: z.int().nonnegative(),
  /** 0 until the server has told. */
  total: z.int().nonnegative(),
  /** Over the last seconds; null while it cannot be told. */
  bytesPerSecond: z.number().nullable(),
  error: errorMessageSchema.nullable(),
})
export type ModelDownload = z.infer<typeof modelDownloadSchema>

/** All that is shown of models. */
export const modelsStateSchema = z.object({
  /** Where they are kept. */
  folder: z.string(),
  /** What the user has chosen; the environment may overrule it. */
  settings: modelSettingsSchema,
  models: z.array(modelEntrySchema),
  downloads: z.array(modelDownloadSchema),
})
export type ModelsState = z.infer<typeof modelsStateSchema>

export const providerCheckSchema = z.object({
  provider: executionProviderSchema,
  loads: z.boolean(),
  /** Why it does not. */
  reason: z.string(),
})
export type ProviderCheck = z.infer<typeof providerCheckSchema>

const nothing = z.strictObject({})
const oneModel = z.strictObject({ id: modelIdSchema })

/** What a studio can ask about models. */
export const MODEL_CALLS = {
  getModels: { input: nothing, output: modelsStateSchema },
  /** Bytes a download would bring, as the server says now; null where it does not. */
  modelSize: { input: oneModel, output: z.object({ bytes: z.int().nullable() }) },
  /** Begins a download, or goes on with one; how it goes comes as events. */
  installModel: { input: oneModel, output: nothing },
  /** Stops a download and keeps what has arrived. */
  pauseModel: { input: oneModel, output: nothing },
  /** Stops a download and throws away what has arrived. */
  cancelModel: { input: oneModel, output: nothing },
  removeModel: { input: oneModel, output: nothing },
  /** Reads and loads a model anew. Throws `model_unusable` with what is wrong. */
  verifyModel: { input: oneModel, output: nothing },
  /** Which model does a step; null: the built-in method. */
  chooseModel: { input: z.strictObject({ slot: modelSlotSchema, id: modelIdSchema.nullable() }), output: nothing },
  /** Installs files the host has issued handles for, which belong together. Throws `bad_arguments` where they are not known. */
  addModel: {
    input: z.strictObject({ handles: z.array(z.string().max(64)).min(1).max(8), like: modelIdSchema.nullable() }),
    output: oneModel,
  },
  setModelSettings: { input: modelSettingsSchema.partial(), output: modelsStateSchema },
  /** What runs models on this machine, fastest first. */
  checkProviders: { input: nothing, output: z.array(providerCheckSchema) },
} as const satisfies CallTable
