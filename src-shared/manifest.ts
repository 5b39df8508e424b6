import { z } from 'zod'
import { stageSchema } from './events.ts'
import { PRESET_NAMES } from './presets.ts'
import { refineOptionsSchema } from './refinement.ts'

/** The layout of a project folder that this program writes. A folder with a higher number is left alone. */
export const PROJECT_SCHEMA_VERSION = 1

/** A file a stage has written. `path` is relative to the project folder, or absolute where it lies outside. */
const storedFileSchema = z.object({ path: z.string(), bytes: z.int().nonnegative(), sha256: z.string() })
export type StoredFile = z.infer<typeof storedFileSchema>

/** What is known of one stage. A record is `running` from before its first file is touched until its last is on disk. */
const stageRecordSchema = z.object({
  state: z.enum(['running', 'finished']),
  /** SHA-256 of everything the result depends on; another value means the result is stale. */
  inputsHash: z.string(),
  seconds: z.number().nonnegative(),
  peakMemoryMiB: z.number().nonnegative(),
  warnings: z.array(z.string()),
  files: z.array(storedFileSchema),
})
export type StageRecord = z.infer<typeof stageRecordSchema>

/** `project.json`: the one file that says what a project folder holds. docs/project-format.md explains it. */
export const manifestSchema = z.object({
  schemaVersion: z.literal(PROJECT_SCHEMA_VERSION),
  /** Version of the program that wrote the file last. */
  version: z.string(),
  created: z.iso.datetime(),
  updated: z.iso.datetime(),
  photos: z.array(z.object({ file: z.string(), sha256: z.string() })),
  preset: z.enum(PRESET_NAMES),
  seed: z.int(),
  options: z.object({
    steps: z.int().positive(),
    keepScene: z.boolean(),
    holdOut: z.boolean(),
    /** The cameras given with --cameras, or null when they are solved from the photos. */
    cameras: z.string().nullable(),
    /** The splats that training began with (--start-from); missing where an older program has written this. */
    startFrom: z.string().nullable().optional(),
    /** How one object's views are refined; missing where nothing was asked for. */
    refine: refineOptionsSchema.optional(),
    formats: z.array(z.string()),
  }),
  stages: z.partialRecord(stageSchema, stageRecordSchema),
})
export type Manifest = z.infer<typeof manifestSchema>
