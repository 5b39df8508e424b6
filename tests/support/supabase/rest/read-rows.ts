import type { Transaction } from '@electric-sql/pglite'
import { answerRows, checkSingle, type Rows } from './answer-rows.ts'
import { orderBy, selectList } from './columns.ts'
import { whereOf } from './filters.ts'
import { preferencesOf } from './preferences.ts'
import { RestError } from './rest-error.ts'

/** GET and HEAD. `source`: what stands after `from`, known as `table`. No answer has more rows than `maxRows`. */
export async function readRows(
  transaction: Transaction,
  request: Request,
  url: URL,
  source: string,
  table: string,
  maxRows: number,
): Promise<Response> {
  const { searchParams: parameters } = url
  const where = whereOf(table, parameters)
  const limit = Math.min(Number(parameters.get('limit') ?? maxRows), maxRows)
  const offset = Number(parameters.get('offset') ?? 0)
  const rows = await rowsOf(
    transaction,
    `select ${selectList(table, parameters.get('select'))} from ${source} ${where}
     ${orderBy(table, parameters.get('order'))} limit ${limit} offset ${offset}`,
  )
  const total = preferencesOf(request.headers).counts ? await countOf(transaction, source, where) : null
  if (total !== null && offset > total)
    throw new RestError(
      416,
      'PGRST103',
      'Requested range not satisfiable',
      `An offset of ${offset} was requested, but there are only ${total} rows.`,
    )
  checkSingle(request.headers, rows)
  return answerRows(request, rows, offset, total)
}

/** The rows of a statement as JSON in the database's own words: its numbers and times are PostgREST's. */
export async function rowsOf(transaction: Transaction, statement: string): Promise<Rows> {
  const { rows } = await transaction.query<Rows>(
    `with pgrst_source as (${statement})
     select coalesce(json_agg(pgrst_source), '[]')::text as body, count(*)::int as count from pgrst_source`,
  )
  return rows[0]
}

async function countOf(transaction: Transaction, source: string, where: string): Promise<number> {
  const { rows } = await transaction.query<{ count: number }>(`select count(*)::int as count from ${source} ${where}`)
  return rows[0].count
}
