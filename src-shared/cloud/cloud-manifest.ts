import { z } from 'zod'
import { hashOfJson } from './stable-id.ts'

/** The six buckets, named as the cloud's migrations make them. */
export const BUCKETS = [
  'project-uploads',
  'processed-images',
  'multiview-images',
  'depth-maps',
  'enhanced-views',
  '3d-models',
] as const
export type Bucket = (typeof BUCKETS)[number]

export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * A path inside a project folder, with `/` between names. Checked because another machine, or whoever holds its account,
 * has written it: nothing may lead out of the folder, nor to what begins with a dot (locks, the sync's own records).
 */
export const filePathSchema = z
  .string()
  .min(1)
  .max(1000)
  .refine(
    (path) => path.split('/').every((name) => name !== '' && !name.startsWith('.') && !/[\\:\p{Cc}]/u.test(name)),
    'a path inside the project folder',
  )

/** A file's content. */
export const localFileSchema = z.object({ path: filePathSchema, bytes: z.int().nonnegative(), sha256: sha256Schema })
export type LocalFile = z.infer<typeof localFileSchema>

/** A file and the object that holds it; `object` is the name below `<owner>/<project id>/`. */
const cloudFileSchema = localFileSchema.extend({ bucket: z.enum(BUCKETS), object: z.string().min(1).max(900) })
export type CloudFile = z.infer<typeof cloudFileSchema>

/** A folder of the studio's library, or one that the command line keeps beside its output. */
const folderKindSchema = z.enum(['studio', 'pipeline'])
export type FolderKind = z.infer<typeof folderKindSchema>

/** `projects.manifest`: one version of a project, whole. Paths are sorted and each occurs once. */
export const cloudManifestSchema = z.object({
  format: z.literal(1),
  kind: folderKindSchema,
  /** The folder's name on the machine that sent it first, for those that have none yet. */
  folder: z.string().min(1).max(200),
  files: z.array(cloudFileSchema).refine((files) => new Set(files.map(({ path }) => path)).size === files.length),
  /** The newest of the versions that this one came about from, itself the last: who lost the answer finds its own there. */
  history: z.array(z.object({ revision: z.int().positive(), contentHash: sha256Schema })).optional(),
})
export type CloudManifest = z.infer<typeof cloudManifestSchema>

/** Names what a version holds, wherever its objects lie: equal folders of equal names have equal hashes. */
export function contentHash(name: string, files: readonly LocalFile[]): Promise<string> {
  const sorted = [...files].sort((a, b) => (a.path < b.path ? -1 : 1))
  return hashOfJson([name, sorted.map(({ path, sha256 }) => [path, sha256])])
}
