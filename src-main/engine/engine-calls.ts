import { z } from 'zod'
import { computeBackendSchema } from '../../src-shared/compute-backend.ts'
import { cutOutPreviewSchema } from '../../src-shared/cut-out-summary.ts'
import { engineEventSchema } from '../../src-shared/events.ts'
import { photoSchema } from '../../src-shared/photo.ts'
import { outputSchema } from '../../src-shared/report.ts'
import { strokesSchema } from '../../src-shared/strokes.ts'
import { type CallTable, replySchema } from '../../src-shared/studio-api/call-table.ts'
import { runOptionsSchema } from '../../src-shared/studio-api/project.ts'
import { startSplatsSchema } from '../../src-shared/studio-api/run-inputs.ts'
import { machineCheckSchema } from '../../src-shared/studio-api/studio.ts'
import { EXPORT_CALLS } from './export-calls.ts'
import { MODEL_ENGINE_CALLS } from './model-calls.ts'

const nothing = z.strictObject({})
const oneRun = z.strictObject({ runId: z.string() })

/** How a photo looks (src-engine/photos/checks.ts). */
export const photoQualitySchema = z.object({
  sharpness: z.number(),
  brightness: z.number(),
  clippedDark: z.number(),
  clippedBright: z.number(),
})

/** What the engine process does for its host. Paths are absolute. */
export const ENGINE_CALLS = {
  /** Reconstructs; one run at a time (`project_busy`). What happens meanwhile comes as events under `runId`. */
  run: {
    input: z.strictObject({
      runId: z.string(),
      photos: z.array(z.string()),
      /** The pipeline's project folder. */
      project: z.string(),
      output: z.string(),
      livePreview: z.string(),
      liveScene: z.string(),
      /** Where to put the report; holds photos out to score the result. */
      report: z.string().nullable(),
      options: runOptionsSchema,
      /** Corrections by hand of the object cut out of one photo. */
      strokes: strokesSchema,
      /** Known cameras: the folder of a COLMAP model or of a `transforms.json`. */
      cameras: z.string().nullable(),
      /** A file of splats to begin training with. */
      startFrom: z.string().nullable(),
      /** Train what there is by so many steps more, in place of a run of its own. */
      more: z.int().positive().nullable(),
      afresh: z.boolean(),
      threads: z.int().positive().nullable(),
      backend: computeBackendSchema,
    }),
    output: z.object({ outputs: z.array(outputSchema) }),
  },
  /** Stops the run, if there is one; its call then rejects with `cancelled`. */
  cancel: { input: nothing, output: nothing },
  /** Stops that run between two steps, if it is the one at work; a `pause` event says when it has stopped. */
  pause: { input: oneRun, output: nothing },
  /** Lets it go on; a `pause` event says so. */
  resume: { input: oneRun, output: nothing },
  /** Decodes and measures one file, and writes a thumbnail (JPEG) where it is usable. */
  inspectPhoto: {
    input: z.strictObject({ path: z.string(), thumbnail: z.string() }),
    output: z.discriminatedUnion('usable', [
      z.object({ usable: z.literal(true), photo: photoSchema, quality: photoQualitySchema }),
      z.object({ usable: z.literal(false), reason: z.string(), hint: z.string() }),
    ]),
  },
  /** Which pictures, by their names, are as many and as large as the rig's views; none where they are not. */
  inspectPictures: {
    input: z.strictObject({ files: z.array(z.object({ path: z.string(), name: z.string() })) }),
    output: z.object({ views: z.array(z.int().nonnegative()) }),
  },
  /** Cuts the object out of a photo; `photo.jpg` and `matte.png` show it (preview-cut-out.ts). */
  previewCutOut: {
    input: z.strictObject({
      path: z.string(),
      width: z.int().positive(),
      height: z.int().positive(),
      strokes: strokesSchema,
      seed: z.int(),
      folder: z.string(),
    }),
    output: cutOutPreviewSchema,
  },
  /** Reads the cameras in a folder. Throws `unsupported_format`, `validation_failed`. */
  inspectCameras: {
    input: z.strictObject({ folder: z.string() }),
    /** The names of the photos they are of. */
    output: z.object({ names: z.array(z.string()), points: z.int().nonnegative() }),
  },
  /** Reads a file of splats. Throws `unsupported_format`, `validation_failed`. */
  inspectSplats: {
    input: z.strictObject({ path: z.string() }),
    output: startSplatsSchema.omit({ name: true }),
  },
  ...EXPORT_CALLS,
  ...MODEL_ENGINE_CALLS,
  checkMachine: { input: z.strictObject({ folder: z.string() }), output: z.array(machineCheckSchema) },
} as const satisfies CallTable

/** What the engine process sends: `ready` once, answers, and events of the run. */
export const engineMessageSchema = z.union([
  z.object({ type: z.literal('ready') }),
  replySchema,
  z.object({ type: z.literal('event'), runId: z.string(), event: engineEventSchema }),
])
export type EngineMessage = z.infer<typeof engineMessageSchema>
