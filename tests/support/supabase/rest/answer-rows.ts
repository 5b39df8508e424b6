import type { Preferences } from './preferences.ts'
import { RestError } from './rest-error.ts'

/** Rows as the database wrote them in JSON, and how many. */
export interface Rows {
  readonly body: string
  readonly count: number
}

const SINGLE = 'application/vnd.pgrst.object+json'

/** Throws `PGRST116` where one row is asked for and there are none or more. Inside a transaction that undoes it. */
export function checkSingle(headers: Headers, { count }: Rows): void {
  if (!wantsSingle(headers) || count === 1) return
  throw new RestError(
    406,
    'PGRST116',
    'Cannot coerce the result to a single JSON object',
    `The result contains ${count} rows`,
  )
}

/** Throws `PGRST124` where more rows were touched than the client allowed. */
export function checkAffected({ maxAffected }: Preferences, count: number): void {
  if (maxAffected === null || count <= maxAffected) return
  throw new RestError(
    400,
    'PGRST124',
    'Query result exceeds max-affected preference constraint',
    `The query affects ${count} rows`,
  )
}

/** Rows, or the one row, with the part of the whole they are. `total` where it was asked for. */
export function answerRows(
  request: Request,
  { body, count }: Rows,
  offset: number,
  total: number | null,
  status = 200,
) {
  const range = count > 0 ? `${offset}-${offset + count - 1}` : '*'
  const headers = { 'content-range': `${range}/${total ?? '*'}`, 'content-type': 'application/json; charset=utf-8' }
  const isPart = request.method !== 'POST' && total !== null && count < total
  const text = wantsSingle(request.headers) ? JSON.stringify(JSON.parse(body)[0]) : body
  return new Response(request.method === 'HEAD' ? null : text, { status: isPart ? 206 : status, headers })
}

function wantsSingle(headers: Headers): boolean {
  return headers.get('accept')?.startsWith(SINGLE) ?? false
}
