import type { PGlite } from '@electric-sql/pglite'
import { z } from 'zod'
import { asCaller, type Caller } from '../database.ts'
import { condition } from '../rest/filters.ts'
import { identifier, literal } from '../rest/quote.ts'
import type { Change, PublishedTable } from './changes.ts'

const bindingSchema = z.object({
  event: z.enum(['*', 'INSERT', 'UPDATE', 'DELETE']),
  schema: z.string(),
  table: z.string().optional(),
  filter: z.string().optional(),
})
export const joinSchema = z.object({
  config: z.object({ postgres_changes: z.array(bindingSchema).default([]) }),
  access_token: z.string().optional(),
})

/** What a client listens for, under the number that the server gave it. */
export type Binding = z.infer<typeof bindingSchema> & { readonly id: number }

/** The part of a change that somebody is told of who may see the row as it is now; null where they may not or did not ask. */
export async function changeFor(
  database: PGlite,
  caller: Caller,
  bindings: readonly Binding[],
  change: Change,
  table: PublishedTable,
) {
  const ids: number[] = []
  for (const binding of bindings) if (await concerns(database, caller, binding, change, table)) ids.push(binding.id)
  if (ids.length === 0) return null
  const { type, commit_timestamp, record, old_record } = change
  const data = { schema: 'public', table: change.table, type, commit_timestamp, columns: table.columns, errors: null }
  // Under row-level security Realtime tells no more of a row that was than its key.
  const key = old_record && Object.fromEntries(table.key.map((name) => [name, old_record[name]]))
  return { ids, data: { ...data, ...(record && { record }), ...(key && { old_record: key }) } }
}

async function concerns(
  database: PGlite,
  caller: Caller,
  binding: Binding,
  { type, record }: Change,
  { name, key }: PublishedTable,
) {
  if (binding.event !== '*' && binding.event !== type) return false
  if (binding.schema !== 'public' || (binding.table !== undefined && binding.table !== '*' && binding.table !== name))
    return false
  // Realtime applies neither policies nor filters to deletions: the row is gone.
  if (!record) return true
  const table = identifier(name)
  const isKey = key.map((column) => `${table}.${identifier(column)} = ${literal(String(record[column]))}`).join(' and ')
  // The policies are asked about the row as it is by now, the filter about the row as it was then.
  const then = `jsonb_populate_record(null::public.${table}, ${literal(JSON.stringify(record))}) as ${table}`
  const passes = binding.filter ? `exists (select from ${then} where ${filterOf(table, binding.filter)})` : 'true'
  const query = `select from public.${table} where ${isKey} and ${passes}`
  const seen = await asCaller(database, caller, (transaction) => transaction.query(query)).catch(() => null)
  return (seen?.rows.length ?? 0) > 0
}

function filterOf(table: string, filter: string): string {
  const [column, ...rest] = filter.split('=')
  return condition(table, column, rest.join('='))
}
