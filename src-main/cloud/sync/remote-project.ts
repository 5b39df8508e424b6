import type { SupabaseClient } from '@supabase/supabase-js'
import { z } from 'zod'
import { type CloudManifest, cloudManifestSchema, sha256Schema } from '../../../src-shared/cloud/cloud-manifest.ts'
import type { StoredObject } from '../../../src-shared/cloud/plan-objects.ts'
import type { RemoteProject } from '../../../src-shared/cloud/plan-sync.ts'
import { PROJECT_STATUSES } from '../../../src-shared/cloud/status-of-run.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import { askCloud } from './ask-cloud.ts'

/** The columns of a project's row that the sync reads. */
const PROJECT_COLUMNS =
  'id,name,revision,content_hash,manifest,device_id,device_name,deleted_at,updated_at,status,current_step,step_progress,error_message'

const rowSchema = z.object({
  id: z.uuid(),
  name: z.string(),
  revision: z.int().positive(),
  content_hash: sha256Schema.nullable(),
  manifest: z.unknown(),
  device_id: z.uuid().nullable(),
  device_name: z.string().nullable(),
  deleted_at: z.string().nullable(),
  updated_at: z.string(),
  status: z.enum(PROJECT_STATUSES),
  current_step: z.string().nullable(),
  step_progress: z.number().nullable(),
  error_message: z.string().nullable(),
})
type ProjectRow = z.infer<typeof rowSchema>

/** A project's row, and what deciding needs of it. */
export interface FoundProject extends RemoteProject {
  readonly row: ProjectRow
}

/** PostgREST answers at most so many rows at once, unless the server is told otherwise. */
const PAGE = 1000

interface Page {
  readonly data: unknown[] | null
  readonly error: object | null
  readonly status: number
  readonly count: number | null
}

/** Null where the account has none of that id. Throws `project_newer`, `project_damaged`, and what `askCloud` throws. */
export async function readProject(
  client: SupabaseClient,
  id: string,
  signal?: AbortSignal,
): Promise<FoundProject | null> {
  const ask = () => client.from('projects').select(PROJECT_COLUMNS).eq('id', id).maybeSingle()
  const row = await askCloud<unknown>(client, 'reading the project', ask, signal)
  return row === null ? null : foundProject(row)
}

/** A project of a list. */
export interface ListedProject extends FoundProject {
  /** False: this program cannot read its version (a newer one has written it); whoever asks for it alone is told why. */
  readonly isReadable: boolean
}

/** All projects of the account, those in the trash too, newest first. */
export async function readProjects(client: SupabaseClient, signal?: AbortSignal): Promise<ListedProject[]> {
  const rows = await allPages(client, 'listing the projects', signal, (from, to) =>
    client
      .from('projects')
      .select(PROJECT_COLUMNS, { count: 'exact' })
      .order('updated_at', { ascending: false })
      .order('id')
      .range(from, to),
  )
  return rows.map(listedProject)
}

/** All objects of a project. */
export async function listObjects(
  client: SupabaseClient,
  owner: string,
  projectId: string,
  signal?: AbortSignal,
): Promise<StoredObject[]> {
  const rows = await allPages(client, 'listing the files', signal, (from, to) =>
    client.rpc('project_objects', { project: projectId }, { count: 'exact' }).range(from, to),
  )
  const schema = z.object({
    bucket_id: z.string(),
    name: z.string(),
    size: z.number().nullable(),
    sha256: z.string().nullable(),
  })
  const prefix = `${owner}/${projectId}/`
  return rows.map((row) => {
    const { bucket_id: bucket, name, size, sha256 } = schema.parse(row)
    return { bucket, name: name.slice(prefix.length), bytes: size ?? -1, sha256 }
  })
}

/** Every row of a query that is answered in pages, of whatever length the server is set to. It has to ask for the count. */
export async function allPages(
  client: SupabaseClient,
  what: string,
  signal: AbortSignal | undefined,
  page: (from: number, to: number) => PromiseLike<Page>,
): Promise<unknown[]> {
  const rows: unknown[] = []
  for (let total = 1; rows.length < total; ) {
    const ask = async () => {
      const answer = await page(rows.length, rows.length + PAGE - 1)
      total = answer.count ?? 0
      return answer
    }
    const next = (await askCloud(client, what, ask, signal)) ?? []
    if (next.length === 0) break
    rows.push(...next)
  }
  return rows
}

export function foundProject(given: unknown): FoundProject {
  const row = rowSchema.parse(given)
  const { revision, name, content_hash: contentHash, deleted_at } = row
  const manifest = row.manifest === null ? null : readCloudManifest(row.manifest, name)
  const version = manifest && contentHash !== null ? { revision, name, contentHash, manifest } : null
  return { row, revision, version, deleted: deleted_at !== null }
}

function listedProject(given: unknown): ListedProject {
  try {
    return { ...foundProject(given), isReadable: true }
  } catch (cause) {
    if (!(cause instanceof StudioError)) throw cause
    return { ...foundProject({ ...(given as object), manifest: null }), isReadable: false }
  }
}

function readCloudManifest(given: unknown, name: string): CloudManifest {
  const parsed = cloudManifestSchema.safeParse(given)
  if (parsed.success) return parsed.data
  const { data } = z.object({ format: z.int().min(2) }).safeParse(given)
  if (data) {
    throw new StudioError(
      'project_newer',
      `"${name}" was put into the cloud by a newer version of Glimpse3D.`,
      'Update Glimpse3D on this machine.',
    )
  }
  throw new StudioError(
    'project_damaged',
    `What the cloud says of "${name}" makes no sense: ${z.prettifyError(parsed.error)}`,
    'Sync it again from the machine it comes from.',
    { cause: parsed.error },
  )
}
