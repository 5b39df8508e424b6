import { z } from 'zod'
import { STUDIO_ERROR_CODES } from './errors.ts'
import { refinementIterationSchema } from './refinement.ts'

/** The steps that a run may have, in order. */
export const STAGES = [
  'photos',
  'background',
  'cameras',
  'views',
  'depth',
  'training',
  'refine',
  'surface',
  'export',
] as const
export const stageSchema = z.enum(STAGES)
export type Stage = z.infer<typeof stageSchema>
/** Those of a run that solves the cameras of several photos. */
export const PHOTO_STAGES: readonly Stage[] = ['photos', 'cameras', 'training', 'surface', 'export']
/** Those of a run that makes a model of one photo. */
export const ONE_PHOTO_STAGES: readonly Stage[] = STAGES.filter((stage) => stage !== 'cameras')

/** How well the trained splats explain a photo: PSNR in dB of their render from its camera. */
export const photoScoreSchema = z.object({ file: z.string(), psnr: z.number(), heldOut: z.boolean() })
export type PhotoScore = z.infer<typeof photoScoreSchema>

/**
 * What the engine tells its host. `progress` and `metrics` are latest-value snapshots, never a backlog.
 * Seconds are wall time; `secondsLeft` is of this stage, null while it cannot be told. `--json` prints these, one a line.
 */
export const engineEventSchema = z.discriminatedUnion('type', [
  z.object({
    type: z.literal('stage'),
    stage: stageSchema,
    state: z.enum(['started', 'finished', 'reused']),
    seconds: z.number().optional(),
  }),
  z.object({
    type: z.literal('progress'),
    stage: stageSchema,
    fraction: z.number().min(0).max(1),
    detail: z.string(),
    secondsLeft: z.number().nullable(),
  }),
  z.object({
    type: z.literal('metrics'),
    step: z.int(),
    steps: z.int(),
    loss: z.number(),
    psnr: z.number(),
    ssim: z.number(),
    splats: z.int(),
    stepsPerSecond: z.number(),
  }),
  /** One iteration of the refinement has ended; `best` is the best version so far. */
  z.object({ type: z.literal('refinement'), iteration: refinementIterationSchema, best: z.int() }),
  /** With `livePreview`: the file has been written anew. */
  z.object({ type: z.literal('preview'), step: z.int(), splats: z.int() }),
  /** With `liveScene`: the cameras placed so far and the sparse points have been written anew. */
  z.object({ type: z.literal('scene'), placed: z.int(), photos: z.int(), points: z.int() }),
  /** Of each photo that was placed; when training has ended. */
  z.object({ type: z.literal('photoScores'), scores: z.array(photoScoreSchema) }),
  /** The run has stopped between two steps and waits (`paused`), or goes on. */
  z.object({ type: z.literal('pause'), paused: z.boolean() }),
  z.object({ type: z.literal('log'), level: z.enum(['info', 'warning', 'error']), message: z.string() }),
  z.object({
    type: z.literal('done'),
    project: z.string(),
    outputs: z.array(z.object({ format: z.string(), path: z.string(), bytes: z.int() })),
  }),
  z.object({ type: z.literal('failed'), code: z.enum(STUDIO_ERROR_CODES), message: z.string(), hint: z.string() }),
])

export type EngineEvent = z.infer<typeof engineEventSchema>
