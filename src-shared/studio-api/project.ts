import { z } from 'zod'
import { stageSchema } from '../events.ts'
import { MODEL_FORMATS } from '../formats.ts'
import { pictureKindSchema } from '../picture-kind.ts'
import { PRESET_NAMES } from '../presets.ts'
import { refineOptionsSchema } from '../refinement.ts'
import { correctionsSchema } from '../strokes.ts'
import { errorMessageSchema } from './call-table.ts'
import { runInputsSchema } from './run-inputs.ts'

/** A project's name in addresses and on disk; it stays when the project is renamed. */
export const projectIdSchema = z
  .string()
  .max(80)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/)
export const projectNameSchema = z.string().trim().min(1).max(100)
/** The first 16 hex digits of the photo's SHA-256: the same photo twice is one photo. */
export const photoIdSchema = z.string().regex(/^[0-9a-f]{16}$/)

export const photoEntrySchema = z.object({
  id: photoIdSchema,
  file: z.string(),
  width: z.int().positive(),
  height: z.int().positive(),
  bytes: z.int().nonnegative(),
  /** False: switched off, runs leave it out. */
  used: z.boolean(),
  /** What may make it spoil the result, seen beside the others. */
  weaknesses: z.array(z.enum(['blurred', 'dark', 'bright'])),
  /** How much fine detail there is: only to be compared with the project's other photos. */
  sharpness: z.number(),
  /** How well the splats of the last run explain the photo, dB; null before training has ended, or where it was left out. */
  psnr: z.number().nullable(),
})
export type PhotoEntry = z.infer<typeof photoEntrySchema>

export const refusedFileSchema = z.object({ file: z.string(), reason: z.string(), hint: z.string() })
export type RefusedFile = z.infer<typeof refusedFileSchema>

/** What a run is asked for. */
export const runOptionsSchema = z.strictObject({
  preset: z.enum(PRESET_NAMES).default('balanced'),
  pictures: pictureKindSchema.default('auto'),
  /** Training steps in place of the preset's. */
  steps: z.int().min(1).max(100_000).optional(),
  /** Keep the table and the background. */
  keepScene: z.boolean().default(false),
  /** Hold every 8th photo out of training to score the result. */
  holdOut: z.boolean().default(false),
  seed: z.int().nonnegative().max(0xffffffff).default(0),
  /** How a model of one photo, or of sixteen views, is refined; default: as the preset says. */
  refine: refineOptionsSchema.optional(),
})

/**
 * `pausing` until the step under way has ended; a paused run keeps its place and its memory, and `resumeRun` lets it go on.
 * `interrupted`: the studio was closed or lost in mid-run; like `failed` and `cancelled` it can be resumed.
 */
export const runStateSchema = z.enum([
  'idle',
  'queued',
  'running',
  'pausing',
  'paused',
  'cancelling',
  'completed',
  'failed',
  'cancelled',
  'interrupted',
])
export type RunState = z.infer<typeof runStateSchema>

export const stageStatusSchema = z.object({
  stage: stageSchema,
  state: z.enum(['waiting', 'running', 'finished', 'reused']),
  fraction: z.number().min(0).max(1),
  detail: z.string(),
  /** What the stage took; null until it has finished. */
  seconds: z.number().nullable(),
  secondsLeft: z.number().nullable(),
})
export type StageStatus = z.infer<typeof stageStatusSchema>

export const metricsPointSchema = z.object({
  step: z.int(),
  steps: z.int(),
  loss: z.number(),
  psnr: z.number(),
  ssim: z.number(),
  splats: z.int(),
  stepsPerSecond: z.number(),
})
export type MetricsPoint = z.infer<typeof metricsPointSchema>

export const logEntrySchema = z.object({
  time: z.iso.datetime(),
  level: z.enum(['info', 'warning', 'error']),
  message: z.string(),
})
export type LogEntry = z.infer<typeof logEntrySchema>

/** The splats as they form; each revision is a new content of the same file. */
export const previewSchema = z.object({ revision: z.int().positive(), step: z.int(), splats: z.int() })

/** The cameras placed so far and the sparse points; each revision is a new content of the same file (`sceneSchema`). */
export const sceneRevisionSchema = z.object({ revision: z.int().positive(), placed: z.int(), points: z.int() })

/** The refinement's record (`refinementSchema`); each revision is a new content of the same file. */
export const refinementRevisionSchema = z.object({
  revision: z.int().positive(),
  iterations: z.int().nonnegative(),
  best: z.int().nonnegative(),
})

/** One exported model; OBJ is several files. */
export const exportEntrySchema = z.object({
  format: z.enum(MODEL_FORMATS),
  files: z.array(z.object({ name: z.string(), bytes: z.int().nonnegative() })),
  written: z.iso.datetime(),
})
export type ExportEntry = z.infer<typeof exportEntrySchema>

/** What the library shows of a project. */
export const projectSummarySchema = z.object({
  id: projectIdSchema,
  name: z.string(),
  created: z.iso.datetime(),
  updated: z.iso.datetime(),
  photos: z.int().nonnegative(),
  /** The photo whose thumbnail stands for the project. */
  cover: photoIdSchema.nullable(),
  state: runStateSchema,
  error: errorMessageSchema.nullable(),
})
export type ProjectSummary = z.infer<typeof projectSummarySchema>

/** All that is known of a project: enough to draw its workspace after a reload in mid-run. */
export const projectStateSchema = z.object({
  summary: projectSummarySchema,
  photos: z.array(photoEntrySchema),
  /** Of the last run, or the defaults. */
  options: runOptionsSchema,
  /** What the next run begins with, beside the photos. */
  inputs: runInputsSchema,
  /** How the object of one photo is to be cut out, by hand; null: by itself. */
  corrections: correctionsSchema.nullable(),
  stages: z.array(stageStatusSchema),
  /** From the first step to the last, thinned. */
  metrics: z.array(metricsPointSchema),
  log: z.array(logEntrySchema),
  preview: previewSchema.nullable(),
  scene: sceneRevisionSchema.nullable(),
  refinement: refinementRevisionSchema.nullable(),
  exports: z.array(exportEntrySchema),
})
export type ProjectState = z.infer<typeof projectStateSchema>
