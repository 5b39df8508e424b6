import { randomUUID } from 'node:crypto'
import { addUser, asCaller, type Caller, type Queries, type Transactions } from '../../support/supabase/database.ts'

export type Connection = Queries & Transactions<Queries>

/** Parents before children. */
export const CHILD_TABLES = [
  'multiview_generation',
  'depth_maps',
  'gaussian_splat_models',
  'enhancement_iterations',
  'enhanced_views',
  'refinement_metrics',
  'export_history',
] as const
export const TABLES = ['projects', ...CHILD_TABLES] as const
export type Table = (typeof TABLES)[number]

export const BUCKETS = [
  'project-uploads',
  'processed-images',
  'multiview-images',
  'depth-maps',
  'enhanced-views',
  '3d-models',
] as const

/** An account with one project, one row in every table and one object in every bucket. */
export interface Estate {
  readonly owner: Caller & { readonly sub: string }
  readonly project: string
  readonly iteration: string
  readonly ids: Readonly<Record<Table, string>>
  /** The same path in all buckets. */
  readonly object: string
}

export type Values = Readonly<Record<string, unknown>>

/** A row that the schema takes; `n` (0..15) tells rows of one parent apart. */
export function rowOf(table: Table, { project, iteration }: Pick<Estate, 'project' | 'iteration'>, n: number): Values {
  switch (table) {
    case 'projects':
      return { name: `project ${n}`, status: 'completed' }
    case 'multiview_generation':
      return { project_id: project, view_index: n, image_url: `multiview-images/views/${n}.png`, azimuth: 22.5 * n }
    case 'depth_maps':
      return {
        project_id: project,
        view_index: n,
        depth_map_url: `depth-maps/depth/${n}.npy`,
        min_depth: 1,
        max_depth: 2,
      }
    case 'gaussian_splat_models':
      return { project_id: project, version: n, model_file_url: `3d-models/models/v${n}.ply`, num_splats: 1000 }
    case 'enhancement_iterations':
      return { project_id: project, iteration_number: n, psnr: 30, ssim: 0.9, overall_quality: 0.8 }
    case 'enhanced_views':
      return { iteration_id: iteration, view_index: n, enhanced_image_url: `enhanced-views/enhanced_${n}.png` }
    case 'refinement_metrics':
      return { iteration_id: iteration, metric_name: 'psnr', metric_value: 30, view_index: n }
    case 'export_history':
      return { project_id: project, format: 'glb', file_url: `3d-models/models/final_${n}.glb` }
  }
}

/** An account and what is its own, all written in its own name. */
export async function seed(database: Connection, name: string): Promise<Estate> {
  const owner = await addUser(database, `${name}@example.org`)
  const ids = Object.fromEntries(TABLES.map((table) => [table, randomUUID()])) as Record<Table, string>
  const [project, iteration] = [ids.projects, ids.enhancement_iterations]
  const object = `${owner.sub}/${project}/here.png`
  await asCaller(database, owner, async (queries) => {
    for (const table of TABLES) {
      await insert(queries, `public.${table}`, { id: ids[table], ...rowOf(table, { project, iteration }, 0) })
    }
    for (const bucket_id of BUCKETS) await insert(queries, 'storage.objects', { bucket_id, name: object })
  })
  return { owner, project, iteration, ids, object }
}

/** Inserts and gives back the row; `conflict` makes it an upsert on these columns, as PostgREST writes it. */
export async function insert(queries: Queries, table: string, values: Values, conflict?: string): Promise<Values[]> {
  const columns = Object.keys(values)
  const upsert = conflict
    ? `on conflict (${conflict}) do update set ${columns.map((column) => `${column} = excluded.${column}`).join(', ')}`
    : ''
  return (await queries.query<Values>(`${insertion(table, columns)} ${upsert} returning *`, Object.values(values))).rows
}

/** Inserts and asks for nothing back: policies about reading have no say. */
export async function insertUnseen(queries: Queries, table: string, values: Values): Promise<Values[]> {
  await queries.query(insertion(table, Object.keys(values)), Object.values(values))
  return [values]
}

function insertion(table: string, columns: readonly string[]): string {
  return `insert into ${table} (${columns.join(', ')}) values (${columns.map((_, i) => `$${i + 1}`).join(', ')})`
}
