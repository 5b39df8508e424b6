import { z } from 'zod'
import { cloudStateSchema } from './cloud-calls.ts'
import { modelDownloadSchema, modelsStateSchema } from './model-calls.ts'
import {
  exportEntrySchema,
  logEntrySchema,
  metricsPointSchema,
  photoEntrySchema,
  previewSchema,
  projectIdSchema,
  projectStateSchema,
  projectSummarySchema,
  refinementRevisionSchema,
  sceneRevisionSchema,
  stageStatusSchema,
} from './project.ts'
import { runInputsSchema } from './run-inputs.ts'
import { engineStatusSchema, settingsSchema, studioStateSchema } from './studio.ts'

const projectId = projectIdSchema

/**
 * What the host tells every studio that is open. All but `log` and `removed` carry the whole present value, so a
 * later one replaces an earlier one and a slow client may be spared those in between.
 */
export const studioEventSchema = z.discriminatedUnion('type', [
  /** Sent first, on every connection: forget what you knew. */
  z.object({ type: z.literal('studio'), studio: studioStateSchema }),
  z.object({ type: z.literal('engine'), engine: engineStatusSchema }),
  z.object({ type: z.literal('settings'), settings: settingsSchema }),
  /** What is installed, in use or being downloaded has changed. */
  z.object({ type: z.literal('models'), models: modelsStateSchema }),
  /** How the downloads go. */
  z.object({ type: z.literal('modelDownloads'), downloads: z.array(modelDownloadSchema) }),
  /** Who is signed in to the cloud, or how a project stands there, has changed. */
  z.object({ type: z.literal('cloud'), cloud: cloudStateSchema }),
  z.object({ type: z.literal('queue'), queue: z.array(projectId) }),
  z.object({ type: z.literal('removed'), projectId }),
  z.object({ type: z.literal('summary'), projectId, summary: projectSummarySchema }),
  /** All of a project: when its run begins, and on a connection for projects a client has open. */
  z.object({ type: z.literal('project'), projectId, project: projectStateSchema }),
  z.object({ type: z.literal('photos'), projectId, photos: z.array(photoEntrySchema) }),
  z.object({ type: z.literal('inputs'), projectId, inputs: runInputsSchema }),
  z.object({ type: z.literal('stage'), projectId, status: stageStatusSchema }),
  z.object({ type: z.literal('metrics'), projectId, metrics: metricsPointSchema }),
  z.object({ type: z.literal('preview'), projectId, preview: previewSchema }),
  z.object({ type: z.literal('scene'), projectId, scene: sceneRevisionSchema }),
  z.object({ type: z.literal('refinement'), projectId, refinement: refinementRevisionSchema }),
  z.object({ type: z.literal('log'), projectId, entry: logEntrySchema }),
  /** The edits have changed; those who show them and know of an earlier revision ask for them anew. */
  z.object({ type: z.literal('edits'), projectId, revision: z.int() }),
  z.object({ type: z.literal('exports'), projectId, exports: z.array(exportEntrySchema) }),
])
export type StudioEvent = z.infer<typeof studioEventSchema>

/** Events of one key replace each other; null: each one counts. */
export function supersedingKey(event: StudioEvent): string | null {
  if (event.type === 'log' || event.type === 'removed') return null
  const of = 'projectId' in event ? event.projectId : ''
  return event.type === 'stage' ? `stage ${of} ${event.status.stage}` : `${event.type} ${of}`
}
