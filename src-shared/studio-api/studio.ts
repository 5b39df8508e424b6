import { z } from 'zod'
import { cloudProjectSchema } from '../cloud/cloud-project.ts'
import { computeBackendSchema } from '../compute-backend.ts'
import { PRESET_NAMES } from '../presets.ts'
import { errorMessageSchema } from './call-table.ts'
import { projectIdSchema, projectSummarySchema } from './project.ts'

export const settingsSchema = z.strictObject({
  theme: z.enum(['system', 'dark', 'light']),
  /** Preset offered for new runs. */
  preset: z.enum(PRESET_NAMES),
  /** What trains. */
  backend: computeBackendSchema,
  /** Worker threads of a run; null: one a core. */
  threads: z.int().min(1).max(64).nullable(),
  /** The Supabase project that projects can be synchronised with; null: none. The environment may name another. */
  cloud: cloudProjectSchema.nullable(),
  /** KiB a second that the sync may take, each way; null: no limit. */
  syncLimit: z.int().min(8).max(10_000_000).nullable(),
  /** Whether projects are synchronised over networks that cost by the byte, too. */
  syncOnMetered: z.boolean(),
})
export type Settings = z.infer<typeof settingsSchema>

export const SETTINGS_DEFAULTS: Settings = {
  theme: 'system',
  preset: 'balanced',
  backend: 'auto',
  threads: null,
  cloud: null,
  syncLimit: null,
  syncOnMetered: false,
}

/** The process that computes. `error` says why it is being restarted, or why it could not be. */
export const engineStatusSchema = z.object({
  state: z.enum(['starting', 'ready', 'restarting', 'stopped']),
  error: errorMessageSchema.nullable(),
})
export type EngineStatus = z.infer<typeof engineStatusSchema>

/** What a studio shows first; a client that (re)connects is sent it. */
export const studioStateSchema = z.object({
  version: z.string(),
  library: z.string(),
  /** Where the studio runs: `desktop` has a file manager beside it in which files can be shown. */
  host: z.enum(['desktop', 'browser']),
  engine: engineStatusSchema,
  settings: settingsSchema,
  projects: z.array(projectSummarySchema),
  /** The project that runs, then those that wait, in order. */
  queue: z.array(projectIdSchema),
})
export type StudioState = z.infer<typeof studioStateSchema>

export const machineCheckSchema = z.object({
  name: z.string(),
  value: z.string(),
  state: z.enum(['good', 'limited', 'lacking']),
  hint: z.string(),
})
