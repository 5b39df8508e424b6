import type { Transaction } from '@electric-sql/pglite'
import { checkSingle } from './answer-rows.ts'
import type { Catalog, Routine } from './catalog.ts'
import { identifier, literal } from './quote.ts'
import { readRows } from './read-rows.ts'
import { RestError } from './rest-error.ts'

type Arguments = Readonly<Record<string, unknown>>

const NO_ARGUMENTS = new Set(['select', 'order', 'limit', 'offset'])

/** The function that a request to `/rpc/` calls, with the arguments it gives. */
export async function findCall(catalog: Catalog, request: Request, url: URL, name: string) {
  const isQuery = request.method !== 'POST'
  const given = isQuery ? queryOf(url) : await bodyOf(request)
  const routine = await catalog.routine(name, Object.keys(given), isQuery)
  const taken = routine.parameters.filter((parameter) => parameter.name in given)
  return { routine, given: Object.fromEntries(taken.map((parameter) => [parameter.name, given[parameter.name]])) }
}

/** Calls it: rows for a function that returns rows, else its value; 204 where it returns nothing. */
export async function callFunction(
  transaction: Transaction,
  request: Request,
  url: URL,
  name: string,
  { routine, given }: { routine: Routine; given: Arguments },
  maxRows: number,
): Promise<Response> {
  const call = `public.${identifier(name)}(${argumentsOf(routine, given)})`
  if (routine.kind === 'nothing') {
    await transaction.query(`select ${call}`)
    return new Response(null, { status: 204 })
  }
  if (routine.kind === 'row' && routine.returnsSet) {
    const filters = new URL(url)
    for (const argument of Object.keys(given)) filters.searchParams.delete(argument)
    return readRows(transaction, request, filters, `${call} as pgrst_call`, 'pgrst_call', maxRows)
  }
  const value = routine.returnsSet ? `(select coalesce(json_agg(v), '[]') from ${call} v)` : `to_json(${call})`
  const { rows } = await transaction.query<{ body: string }>(`select coalesce(${value}::text, 'null') as body`)
  checkSingle(request.headers, { body: rows[0].body, count: 1 })
  return new Response(rows[0].body, { headers: { 'content-type': 'application/json; charset=utf-8' } })
}

async function bodyOf(request: Request): Promise<Arguments> {
  try {
    return JSON.parse((await request.text()) || '{}') as Arguments
  } catch {
    throw new RestError(400, 'PGRST102', 'Empty or invalid json')
  }
}

function queryOf({ searchParams }: URL): Arguments {
  return Object.fromEntries([...searchParams].filter(([name]) => !NO_ARGUMENTS.has(name)))
}

function argumentsOf({ parameters }: Routine, given: Arguments): string {
  return parameters
    .filter(({ name }) => name in given)
    .map(({ name, type }) => `${identifier(name)} => ${argumentAs(given[name], type)}`)
    .join(', ')
}

function argumentAs(value: unknown, type: string): string {
  if (value === null) return `null::${type}`
  if (/^jsonb?$/.test(type)) return `${literal(JSON.stringify(value))}::${type}`
  if (!Array.isArray(value)) return `${literal(String(value))}::${type}`
  return `array(select jsonb_array_elements_text(${literal(JSON.stringify(value))}::jsonb))::${type}`
}
