import { z } from 'zod'
import { MODEL_FORMATS } from '../formats.ts'
import { photoIdSchema, projectIdSchema } from './project.ts'

const viewIndex = z.int().min(0).max(15)
/** Iterations of a refinement, and the versions they lead to; version 0 is before the first. */
const iteration = z.int().min(1).max(99)
const version = z.int().min(0).max(99)

/** A project's file that a studio may fetch. Nothing here is a path: a host looks up what it stands for. */
export const fileAddressSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('photo'), projectId: projectIdSchema, photoId: photoIdSchema }),
  z.object({ kind: z.literal('thumbnail'), projectId: projectIdSchema, photoId: photoIdSchema }),
  /** The latest preview (.splat); add `?revision=` so that no cache stands in between. */
  z.object({ kind: z.literal('preview'), projectId: projectIdSchema }),
  /** Cameras and sparse points (`sceneSchema`, JSON), from the first photo placed; likewise with `?revision=`. */
  z.object({ kind: z.literal('scene'), projectId: projectIdSchema }),
  /** The trained splats in the world frame, bit for bit: an array file (docs/project-format.md, training/splats.bin). */
  z.object({ kind: z.literal('cloud'), projectId: projectIdSchema }),
  /** The surface: an array file (surface/mesh.bin), and its base colour (JPEG or PNG). */
  z.object({ kind: z.literal('mesh'), projectId: projectIdSchema }),
  z.object({ kind: z.literal('texture'), projectId: projectIdSchema }),
  /** The trained splats (PLY), once training has finished. */
  z.object({ kind: z.literal('splats'), projectId: projectIdSchema }),
  /** The object cut out of the one photo (PNG with alpha), and what is known of it (`cutOutSummarySchema`). */
  z.object({ kind: z.literal('cutOut'), projectId: projectIdSchema }),
  z.object({ kind: z.literal('cutOutSummary'), projectId: projectIdSchema }),
  /** What is known of the sixteen views of a model of one photo (`viewsSummarySchema`), one of them, of their depths (`depthSummarySchema`), and one. */
  z.object({ kind: z.literal('views'), projectId: projectIdSchema }),
  z.object({ kind: z.literal('view'), projectId: projectIdSchema, index: viewIndex }),
  z.object({ kind: z.literal('depths'), projectId: projectIdSchema }),
  z.object({ kind: z.literal('heatmap'), projectId: projectIdSchema, index: viewIndex }),
  /** What is known of the refinement (`refinementSchema`), a render that it has made, what that was enhanced to, a version's splats. */
  z.object({ kind: z.literal('refinement'), projectId: projectIdSchema }),
  z.object({ kind: z.literal('rendered'), projectId: projectIdSchema, iteration, index: viewIndex }),
  z.object({ kind: z.literal('enhanced'), projectId: projectIdSchema, iteration, index: viewIndex }),
  z.object({ kind: z.literal('version'), projectId: projectIdSchema, version }),
  /** What `previewCutOut` has made: the whole photo as it was worked on (JPEG), and the object's opacity (PNG). */
  z.object({ kind: z.literal('cutPhoto'), projectId: projectIdSchema }),
  z.object({ kind: z.literal('cutMatte'), projectId: projectIdSchema }),
  z.object({
    kind: z.literal('export'),
    projectId: projectIdSchema,
    format: z.enum(MODEL_FORMATS),
    name: z.string().min(1).max(200),
  }),
])
export type FileAddress = z.infer<typeof fileAddressSchema>

/** The address relative to the studio's page: the same for every host. */
export function formatFileAddress(file: FileAddress): string {
  const parts = ['files', file.projectId, file.kind]
  if (file.kind === 'photo' || file.kind === 'thumbnail') parts.push(file.photoId)
  if (file.kind === 'rendered' || file.kind === 'enhanced') parts.push(String(file.iteration))
  if ('index' in file) parts.push(String(file.index))
  if (file.kind === 'version') parts.push(String(file.version))
  if (file.kind === 'export') parts.push(file.format, file.name)
  return parts.map(encodeURIComponent).join('/')
}

/** Reads a path such as `/files/vase-1a2b3c/preview`; null when it is no file's address. */
export function parseFileAddress(pathname: string): FileAddress | null {
  const parts = pathname.split('/').map(decodePart)
  const [empty, files, projectId, kind, third, fourth] = parts
  if (empty !== '' || files !== 'files') return null
  const parsed = fileAddressSchema.safeParse({
    projectId,
    kind,
    photoId: third,
    version: Number(third),
    iteration: Number(third),
    index: Number(fourth ?? third),
    format: third,
    name: fourth,
  })
  return parsed.success && formatFileAddress(parsed.data) === pathname.slice(1) ? parsed.data : null
}

function decodePart(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}
