import { z } from 'zod'
import { modelSlotSchema, providerChoiceSchema } from './model-slots.ts'

/** A model's name in folders and commands. */
export const modelIdSchema = z
  .string()
  .max(60)
  .regex(/^[a-z0-9]+([.-][a-z0-9]+)*$/)

export const licenceSchema = z.strictObject({
  name: z.string().min(1),
  url: z.url({ protocol: /^https$/ }).nullable(),
})

/** What a person is shown of a model. */
export const modelEntrySchema = z.object({
  id: modelIdSchema,
  slot: modelSlotSchema,
  title: z.string(),
  about: z.string(),
  licence: licenceSchema,
  /** Of all its files together, as installed or as published; null where nobody says. */
  bytes: z.int().nonnegative().nullable(),
  /** Bytes that have arrived of a download that was not finished. */
  partBytes: z.int().nonnegative(),
  /** `damaged`: files are missing or of another size than when it was installed. */
  state: z.enum(['absent', 'installed', 'damaged']),
  /** It is what its step uses; with none in use the step is done by the built-in method. */
  inUse: z.boolean(),
  /** Its publisher gives checksums; else it is only checked that it fits its card. */
  hasChecksum: z.boolean(),
  /** It has an address it can be downloaded from; else its files are to be added by hand. */
  downloadable: z.boolean(),
  /** Added by the user with a card of its own. */
  own: z.boolean(),
})
export type ModelEntry = z.infer<typeof modelEntrySchema>

/** How this user's models are kept and run, whichever studio or command uses them. */
export const modelSettingsSchema = z.strictObject({
  /** Absolute path; null: the folder there is for it. */
  folder: z.string().max(4096).nullable(),
  /** See mirror.ts; null: the published addresses. */
  mirror: z.string().max(2000).nullable(),
  provider: providerChoiceSchema,
})
export type ModelSettings = z.infer<typeof modelSettingsSchema>

export const MODEL_SETTINGS_DEFAULTS: ModelSettings = { folder: null, mirror: null, provider: 'auto' }
