import type { Transaction } from '@electric-sql/pglite'
import { answerRows, checkAffected, checkSingle } from './answer-rows.ts'
import type { Relation } from './catalog.ts'
import { selectList } from './columns.ts'
import { whereOf } from './filters.ts'
import { type Preferences, preferencesOf } from './preferences.ts'
import { identifier, literal, splitTopLevel, unquoted } from './quote.ts'
import { rowsOf } from './read-rows.ts'
import { RestError } from './rest-error.ts'

type Row = Readonly<Record<string, unknown>>

/** POST, PATCH and DELETE on a relation of `public`. `body` has been read: nothing waits for a client within a transaction. */
export async function writeRows(
  transaction: Transaction,
  request: Request,
  body: string,
  url: URL,
  name: string,
  relation: Relation,
): Promise<Response> {
  const preferences = preferencesOf(request.headers)
  const statement = statementOf(request.method, body, url, name, relation, preferences)
  const created = request.method === 'POST'
  if (statement === null) return answerRows(request, { body: '[]', count: 0 }, 0, null, created ? 201 : 200)
  if (preferences.returns === 'minimal') {
    const { affectedRows = 0 } = await transaction.query(statement)
    checkAffected(preferences, affectedRows)
    const headers = { 'content-range': `*/${preferences.counts ? affectedRows : '*'}` }
    return new Response(null, { status: created ? 201 : 204, headers })
  }
  const returning = selectList(identifier(name), url.searchParams.get('select'))
  const rows = await rowsOf(transaction, `${statement} returning ${returning}`)
  checkAffected(preferences, rows.count)
  checkSingle(request.headers, rows)
  return answerRows(request, rows, 0, preferences.counts ? rows.count : null, created ? 201 : 200)
}

/** Null where there is nothing to do. */
function statementOf(
  method: string,
  body: string,
  url: URL,
  name: string,
  relation: Relation,
  preferences: Preferences,
) {
  const table = identifier(name)
  const where = whereOf(table, url.searchParams)
  // Supabase loads the safeupdate extension for its API.
  if (method !== 'POST' && !where)
    throw new RestError(400, '21000', `${method === 'PATCH' ? 'UPDATE' : 'DELETE'} requires a WHERE clause`)
  if (method === 'DELETE') return `delete from public.${table} ${where}`
  const payload = payloadOf(body)
  const asked = url.searchParams.get('columns')
  const columns = asked ? splitTopLevel(asked).map(unquoted) : Object.keys(payload[0] ?? {})
  if (!asked && payload.some((row) => Object.keys(row).sort().join() !== [...columns].sort().join()))
    throw new RestError(400, 'PGRST102', 'All object keys must match')
  const unknown = columns.find((column) => !relation.columns.includes(column))
  if (unknown)
    throw new RestError(400, 'PGRST204', `Could not find the '${unknown}' column of '${name}' in the schema cache`)
  if (method === 'POST') return insertOf(table, relation, payload, columns, url, preferences)
  if (columns.length === 0) return null
  const changes = columns.map((column) => `${identifier(column)} = pgrst_body.${identifier(column)}`)
  const changed = `json_populate_record(null::public.${table}, ${literal(JSON.stringify(payload[0]))})`
  return `update public.${table} set ${changes.join(', ')} from (select * from ${changed}) pgrst_body ${where}`
}

function payloadOf(body: string): Row[] {
  try {
    const payload = JSON.parse(body) as Row | Row[]
    return Array.isArray(payload) ? payload : [payload]
  } catch {
    throw new RestError(400, 'PGRST102', 'Empty or invalid json')
  }
}

function insertOf(table: string, relation: Relation, rows: Row[], columns: string[], url: URL, wanted: Preferences) {
  if (rows.length === 0) return null
  const names = columns.map(identifier).join(', ')
  const given = literal(JSON.stringify(rows))
  const lacking = columns.filter((column) => wanted.missingAreDefault && relation.defaults[column])
  const defaults = lacking.map((column) => `${literal(column)}, ${relation.defaults[column]}`).join(', ')
  const source = `(select jsonb_agg(jsonb_build_object(${defaults}) || one) from jsonb_array_elements(${given}) one)`
  const values = `select ${names} from jsonb_populate_recordset(null::public.${table}, ${source})`
  const insert = `insert into public.${table} ${columns.length > 0 ? `(${names}) ${values}` : 'default values'}`
  if (!wanted.resolution) return insert
  const conflict = url.searchParams.get('on_conflict')
  const target = conflict ? splitTopLevel(conflict).map(unquoted) : relation.primaryKey
  const changes = columns.map((column) => `${identifier(column)} = excluded.${identifier(column)}`).join(', ')
  const action = wanted.resolution === 'ignore' || !changes ? 'nothing' : `update set ${changes}`
  return `${insert} on conflict (${target.map(identifier).join(', ')}) do ${action}`
}
