import type { PGlite } from '@electric-sql/pglite'
import { asCaller } from '../database.ts'
import { type Access, TokenError } from '../http/access.ts'
import type { Incoming } from '../http/serve-web.ts'
import { callFunction, findCall } from './call-function.ts'
import { createCatalog } from './catalog.ts'
import { identifier } from './quote.ts'
import { readRows } from './read-rows.ts'
import { answerToError, RestError } from './rest-error.ts'
import { writeRows } from './write-rows.ts'

/** PostgREST tolerates clocks this far apart (docs: "Authentication", JWT claims validation). */
const LEEWAY_SECONDS = 30
const TOKEN_ERRORS: Readonly<Record<TokenError['reason'], RestError>> = {
  missing: new RestError(401, 'PGRST302', 'Anonymous access is disabled'),
  malformed: new RestError(401, 'PGRST301', 'JWSError JWSInvalidSignature'),
  expired: new RestError(401, 'PGRST303', 'JWT expired'),
  early: new RestError(401, 'PGRST303', 'JWT issued at future'),
}

/** PostgREST's part: tables, views and functions of `public`, under the policies. No answer has more rows than `maxRows`. */
export function restRoutes(database: PGlite, access: Access, maxRows: number) {
  const catalog = createCatalog(database)
  const answer = async (request: Request, url: URL): Promise<Response> => {
    const path = url.pathname.replace(/^\/rest\/v1\/?/, '')
    const caller = access.callerOf(request, LEEWAY_SECONDS)
    if (path === '') return Response.json({ swagger: '2.0', info: { title: 'standard public schema' } })
    if (path.startsWith('rpc/')) {
      const name = path.slice('rpc/'.length)
      const call = await findCall(catalog, request, url, name)
      return asCaller(database, caller, async (tx) => {
        // A query may not change anything, whatever the function it calls.
        if (request.method !== 'POST') await tx.query('set transaction read only')
        return callFunction(tx, request, url, name, call, maxRows)
      })
    }
    const relation = await catalog.relation(path)
    const table = identifier(path)
    if (request.method === 'GET' || request.method === 'HEAD')
      return asCaller(database, caller, (tx) => readRows(tx, request, url, `public.${table}`, table, maxRows))
    const body = await request.text()
    return asCaller(database, caller, (tx) => writeRows(tx, request, body, url, path, relation))
  }
  return async ({ request, url, fault }: Incoming): Promise<Response> => {
    try {
      if (fault?.kind === 'expired-token') throw new TokenError('expired')
      return await answer(request, url)
    } catch (error) {
      const known = error instanceof TokenError ? TOKEN_ERRORS[error.reason] : error
      return answerToError(known, !hasSignedInUser(access, request))
    }
  }
}

function hasSignedInUser(access: Access, request: Request): boolean {
  try {
    return access.callerOf(request, LEEWAY_SECONDS).role !== 'anon'
  } catch {
    return false
  }
}
