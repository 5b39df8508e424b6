/** The tables that hang on a project, parents before children. Each row's `id` is derived from what the row is about. */
export const CHILD_TABLES = [
  'multiview_generation',
  'depth_maps',
  'gaussian_splat_models',
  'enhancement_iterations',
  'export_history',
  'enhanced_views',
  'refinement_metrics',
] as const
export type ChildTable = (typeof CHILD_TABLES)[number]

/** Tables whose rows name the iteration they belong to, in place of the project. */
export const OF_ITERATION: ReadonlySet<ChildTable> = new Set(['enhanced_views', 'refinement_metrics'])

/** Column by column, named as in the migrations. */
export type Row = Readonly<Record<string, string | number | boolean | null>>
export type ChildRow = Row & { readonly id: string }
export type ChildRows = Readonly<Record<ChildTable, readonly ChildRow[]>>

/** What has to be written and taken away of one table. */
export interface RowPlan {
  readonly upsert: readonly ChildRow[]
  /** Ids. */
  readonly remove: readonly string[]
}

/** Compares wanted rows with those there are, by id and by every column that is wanted. */
export function planRows(wanted: readonly ChildRow[], there: readonly Row[]): RowPlan {
  const byId = new Map(there.map((row) => [row.id, row]))
  const isAsWanted = (row: ChildRow) => {
    const found = byId.get(row.id)
    return found !== undefined && Object.entries(row).every(([column, value]) => found[column] === value)
  }
  const ids = new Set(wanted.map(({ id }) => id))
  return {
    upsert: wanted.filter((row) => !isAsWanted(row)),
    remove: there.flatMap(({ id }) => (typeof id === 'string' && !ids.has(id) ? [id] : [])),
  }
}
