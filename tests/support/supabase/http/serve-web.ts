import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import type { Fault, FaultsOfServer } from './faults.ts'
import type { LoggedRequest, RequestLogOfServer } from './request-log.ts'

export interface Incoming {
  readonly request: Request
  readonly url: URL
  readonly fault: Fault | undefined
}

/** Serves web requests over Node's HTTP, counting every byte and breaking connections where a fault says so. */
export function serveWeb(
  handle: (incoming: Incoming) => Promise<Response>,
  faults: FaultsOfServer,
  log: RequestLogOfServer,
): RequestListener {
  return (incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', `http://${incoming.headers.host}`)
    const method = incoming.method ?? 'GET'
    const fault = faults.next(`${method} ${url.pathname}${url.search}`)
    const entry = log.begin({ method, path: url.pathname, query: url.search, fault: fault?.kind })
    if (fault?.kind === 'silence') return
    const hasBody = method !== 'GET' && method !== 'HEAD'
    if (fault?.kind === 'cut-request' && (!hasBody || fault.afterBytes === 0)) return void incoming.socket.destroy()
    const request = new Request(url, {
      method,
      headers: headersOf(incoming),
      ...(hasBody && { body: bodyOf(incoming, entry, fault), duplex: 'half' }),
    } as RequestInit)
    handle({ request, url, fault })
      .catch((error: Error) => Response.json({ message: error.message }, { status: 500 }))
      .then((response) => send(response, outgoing, entry, fault))
      .catch(() => outgoing.destroy())
  }
}

function headersOf({ headers }: IncomingMessage): Headers {
  const given = new Headers()
  for (const [name, value] of Object.entries(headers)) if (value !== undefined) given.set(name, String(value))
  return given
}

function bodyOf(incoming: IncomingMessage, entry: LoggedRequest, fault: Fault | undefined): ReadableStream {
  const limit = fault?.kind === 'cut-request' ? fault.afterBytes : Number.POSITIVE_INFINITY
  return Readable.toWeb(Readable.from(countedUpTo(limit, incoming, entry))) as ReadableStream
}

async function* countedUpTo(limit: number, incoming: IncomingMessage, entry: LoggedRequest) {
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    const part = chunk.subarray(0, limit - entry.requestBytes)
    entry.requestBytes += part.length
    if (part.length > 0) yield part
    if (entry.requestBytes < limit) continue
    incoming.socket.destroy()
    throw new Error('The connection broke')
  }
}

async function send(response: Response, outgoing: ServerResponse, entry: LoggedRequest, fault: Fault | undefined) {
  const limit = fault?.kind === 'cut-answer' ? fault.afterBytes : Number.POSITIVE_INFINITY
  if (limit === 0 || outgoing.destroyed) return outgoing.destroy()
  entry.status = response.status
  outgoing.writeHead(response.status, Object.fromEntries(response.headers))
  for await (const chunk of response.body ?? []) {
    const part = chunk.subarray(0, limit - entry.responseBytes)
    entry.responseBytes += part.length
    await new Promise((resolve) => outgoing.write(part, resolve))
    if (entry.responseBytes >= limit) return outgoing.destroy()
  }
  outgoing.end()
}
