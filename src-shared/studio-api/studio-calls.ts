import { z } from 'zod'
import { cutOutPreviewSchema } from '../cut-out-summary.ts'
import { editOperationSchema, editQueueSchema } from '../edits.ts'
import { exportOptionsSchema } from '../export-options.ts'
import { MODEL_FORMATS } from '../formats.ts'
import { pictureKindSchema } from '../picture-kind.ts'
import { strokesSchema } from '../strokes.ts'
import type { CallsOf, CallTable, HandlersOf } from './call-table.ts'
import { CLOUD_CALLS } from './cloud-calls.ts'
import { MODEL_CALLS } from './model-calls.ts'
import {
  exportEntrySchema,
  photoEntrySchema,
  photoIdSchema,
  projectIdSchema,
  projectNameSchema,
  projectStateSchema,
  projectSummarySchema,
  refusedFileSchema,
  runOptionsSchema,
} from './project.ts'
import { runInputsSchema } from './run-inputs.ts'
import { machineCheckSchema, settingsSchema, studioStateSchema } from './studio.ts'

const nothing = z.strictObject({})
const oneProject = z.strictObject({ projectId: projectIdSchema })
const queue = z.array(projectIdSchema)
const editsMovedSchema = editQueueSchema.pick({ cursor: true, revision: true })
const exportRequest = { format: z.enum(MODEL_FORMATS), options: exportOptionsSchema.prefault({}) }

/** Everything a studio can ask of its host. Types, validation and the channels of every host derive from this table. */
export const STUDIO_CALLS = {
  studioState: { input: nothing, output: studioStateSchema },
  /** A new project with the photos that come with the studio. */
  createSample: { input: nothing, output: projectSummarySchema },
  createProject: {
    input: z.strictObject({ name: projectNameSchema, pictures: pictureKindSchema.default('auto') }),
    output: projectSummarySchema,
  },
  /** All that is known of a project. Throws `project_not_found`. */
  openProject: { input: oneProject, output: projectStateSchema },
  renameProject: { input: oneProject.extend({ name: projectNameSchema }), output: projectSummarySchema },
  /** Deletes the project's folder with its photos. Throws `project_busy` while it runs or waits. */
  deleteProject: { input: oneProject, output: nothing },
  /** Takes files the host has issued handles for (an upload, a dialog, a drop). What is no photo is named in `refused`. */
  addPhotos: {
    input: oneProject.extend({ handles: z.array(z.string().max(64)).min(1).max(2000) }),
    output: z.object({ photos: z.array(photoEntrySchema), refused: z.array(refusedFileSchema) }),
  },
  /**
   * Names of the files that handles stand for, which stay good. `views`: which of them are as many and as large as the rig's
   * views, those beside them that are depth maps or masks left out; none where they are not.
   */
  inspectHandles: {
    input: z.strictObject({ handles: z.array(z.string().max(64)).min(1).max(2000) }),
    output: z.object({ names: z.array(z.string()), views: z.array(z.int().nonnegative()) }),
  },
  setPhotoUsed: {
    input: oneProject.extend({ photoId: photoIdSchema, used: z.boolean() }),
    output: z.array(photoEntrySchema),
  },
  removePhoto: { input: oneProject.extend({ photoId: photoIdSchema }), output: z.array(photoEntrySchema) },
  /**
   * The runs of the project take these cameras in place of solving them: files of handles, a COLMAP model's three or one
   * `transforms.json`. Throws `unsupported_format`, `validation_failed`, and `project_busy` while it runs.
   */
  setKnownCameras: {
    input: oneProject.extend({
      handles: z.array(z.string().max(64)).min(1).max(8),
      name: z.string().trim().min(1).max(200),
    }),
    output: runInputsSchema,
  },
  /** Their training begins with these splats (PLY, SPZ, .splat, .ksplat, SOG). Throws likewise. */
  setStartSplats: { input: oneProject.extend({ handle: z.string().max(64) }), output: runInputsSchema },
  /** They begin without one of these again. Throws `project_busy` while the project runs. */
  removeRunInput: { input: oneProject.extend({ input: z.enum(['cameras', 'splats']) }), output: runInputsSchema },
  /**
   * Cuts the object out of a photo as a run with these strokes would; photo and matte are then files of that revision.
   */
  previewCutOut: {
    input: oneProject.extend({ photoId: photoIdSchema, strokes: strokesSchema }),
    output: cutOutPreviewSchema.extend({ revision: z.int().positive() }),
  },
  /** The strokes that the project's runs cut the photo's object out with; none: by itself. Throws `project_busy` while it runs. */
  setCorrections: { input: oneProject.extend({ photoId: photoIdSchema, strokes: strokesSchema }), output: nothing },
  /** Queues a run. What earlier runs finished with the same options is kept, unless `afresh`. */
  startRun: {
    input: oneProject.extend({ options: runOptionsSchema, afresh: z.boolean().default(false) }),
    output: queue,
  },
  /**
   * Queues training the splats there are by so many steps more, after which surface and model are made anew. The model
   * there is now, and its edits, stay until that is finished. Throws `bad_arguments` where nothing is trained.
   */
  trainLonger: { input: oneProject.extend({ steps: z.int().min(1).max(100_000) }), output: queue },
  /** Stops between two steps and keeps what it has in memory. Throws `job_not_found` where nothing runs. */
  pauseRun: { input: oneProject, output: queue },
  /** Lets a paused run go on; else queues the last run once more, to go on where it stopped. */
  resumeRun: { input: oneProject, output: queue },
  /** Stops the run, or takes it from the queue. */
  cancelRun: { input: oneProject, output: queue },
  /** The waiting projects in a new order. */
  reorderQueue: { input: z.strictObject({ projectIds: queue }), output: queue },
  /** The edits of the project's splats; an empty queue where there are none, or where training has made others since. */
  getEdits: { input: oneProject, output: editQueueSchema },
  /**
   * Adds an edit at the cursor and cuts off what lay behind it. `at` is where the caller saw it: `bad_arguments` elsewhere.
   * A cursor other than `at + 1` says that the oldest edits were folded into fewer: ask for the queue anew.
   */
  pushEdit: {
    input: oneProject.extend({ cloud: z.string().max(80), at: z.int().nonnegative(), operation: editOperationSchema }),
    output: editsMovedSchema,
  },
  /** Undo and redo. */
  moveEdits: {
    input: oneProject.extend({ cloud: z.string().max(80), cursor: z.int().nonnegative() }),
    output: editsMovedSchema,
  },
  exportModel: { input: oneProject.extend(exportRequest), output: exportEntrySchema },
  /** The bytes `exportModel` would write, all files together; off by a few percent where something is compressed. */
  predictExport: { input: oneProject.extend(exportRequest), output: z.object({ bytes: z.int().nonnegative() }) },
  /** Shows an exported model in the file manager. Throws `forbidden` where the studio runs in a browser. */
  revealExport: { input: oneProject.extend({ format: z.enum(MODEL_FORMATS) }), output: nothing },
  listExports: { input: oneProject, output: z.array(exportEntrySchema) },
  ...MODEL_CALLS,
  ...CLOUD_CALLS,
  getSettings: { input: nothing, output: settingsSchema },
  setSettings: { input: settingsSchema.partial(), output: settingsSchema },
  /** What this machine can do, as the engine finds it. */
  checkMachine: { input: nothing, output: z.array(machineCheckSchema) },
} as const satisfies CallTable

/** What every host offers and the renderer uses. */
export type StudioApi = CallsOf<typeof STUDIO_CALLS>
export type StudioHandlers = HandlersOf<typeof STUDIO_CALLS>
