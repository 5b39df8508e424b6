import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { PGlite } from '@electric-sql/pglite'
import { authRoutes } from './auth/auth-routes.ts'
import type { Provider } from './auth/oauth.ts'
import type { Mailbox } from './auth/one-time-codes.ts'
import { openDatabase } from './database.ts'
import { type Access, createAccess } from './http/access.ts'
import { type Clock, createClock } from './http/clock.ts'
import { createFaults, type Faults } from './http/faults.ts'
import { createRequestLog, type RequestLog } from './http/request-log.ts'
import { type Incoming, serveWeb } from './http/serve-web.ts'
import { createRealtime } from './realtime/realtime-server.ts'
import { restRoutes } from './rest/rest-routes.ts'
import type { Disk } from './storage/file-bytes.ts'
import { storageRoutes } from './storage/storage-routes.ts'

export interface StandInOptions {
  /** Rows that an answer of the database part has at most, as `max_rows` of Supabase. */
  readonly maxRows?: number
}

/** A Supabase project on this machine: the real schema and policies, reached by supabase-js over HTTP. */
export interface SupabaseStandIn extends Pick<Access, 'anonKey' | 'publishableKey' | 'serviceRoleKey'> {
  readonly url: string
  /** For looking behind the policies. */
  readonly database: PGlite
  readonly faults: Faults
  readonly log: RequestLog
  readonly clock: Clock
  /** The letters with codes. */
  readonly mailbox: Mailbox
  /** Who consents where somebody signs in with a provider. */
  readonly provider: Provider
  /** Where the bytes of objects lie. */
  readonly disk: Disk
  /** Every access and refresh token given out so far, for whoever looks for one where none may be. */
  readonly tokens: readonly string[]
  /** Breaks the connections of those who follow changes. */
  cutRealtime(): void
  /** Ends every session: no refresh token works any more. */
  endSessions(): void
  stop(): Promise<void>
}

type Service = (incoming: Incoming) => Promise<Response>

export async function startSupabaseStandIn({ maxRows = 1000 }: StandInOptions = {}): Promise<SupabaseStandIn> {
  const [database, clock, faults, log] = [await openDatabase(), createClock(), createFaults(), createRequestLog()]
  const access = createAccess('the stand-in signs its tokens with this', clock)
  const auth = authRoutes(database, access, clock)
  const storage = storageRoutes(database, access, clock)
  const services: readonly (readonly [string, Service])[] = [
    ['/rest/v1/', restRoutes(database, access, maxRows)],
    ['/auth/v1/', auth.handle],
    ['/storage/v1/', storage.handle],
  ]
  const server = createServer(serveWeb((incoming) => route(incoming, services, access), faults, log))
  const realtime = await createRealtime(database, access, faults, log)
  server.on('upgrade', realtime.upgrade)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { anonKey, publishableKey, serviceRoleKey } = access
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    anonKey,
    publishableKey,
    serviceRoleKey,
    database,
    faults,
    log,
    clock,
    mailbox: auth.mailbox,
    provider: auth.provider,
    disk: storage.disk,
    tokens: auth.sessions.given,
    cutRealtime: realtime.cut,
    endSessions: auth.sessions.endAll,
    stop: async () => {
      realtime.cut()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
      await Promise.all([database.close(), storage.stop()])
    },
  }
}

/** The gateway: checks the project's key and hands on to the service. */
async function route(incoming: Incoming, services: readonly (readonly [string, Service])[], access: Access) {
  const { request, url, fault } = incoming
  if (fault?.kind === 'status') {
    const headers: HeadersInit =
      fault.retryAfterSeconds === undefined ? {} : { 'retry-after': `${fault.retryAfterSeconds}` }
    return Response.json({ message: `Planned answer ${fault.status}` }, { status: fault.status, headers })
  }
  const service = services.find(([path]) => url.pathname.startsWith(path))?.[1]
  if (!service) return Response.json({ message: 'no Route matched with those values' }, { status: 404 })
  if (!isOpen(url) && !access.knowsKey(request.headers.get('apikey')))
    return Response.json(
      { message: 'Invalid API key', hint: 'Double check your Supabase `anon` or `service_role` API key.' },
      { status: 401 },
    )
  return service(incoming)
}

/** What is reached without the project's key: pages that a browser opens, and storage, which judges tokens itself. */
function isOpen({ pathname }: URL): boolean {
  return pathname === '/auth/v1/authorize' || pathname === '/auth/v1/verify' || pathname.startsWith('/storage/v1/')
}
