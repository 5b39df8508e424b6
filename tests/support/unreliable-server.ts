import { createHash } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

/** What a request is answered with in place of the whole file. */
export interface Mishap {
  /** Nothing more comes after so many bytes of the body, and the connection stays open. */
  readonly stallsAfter?: number
  /** The length that is claimed. */
  readonly claims?: number
  /** Other bytes than the file's. */
  readonly sends?: Uint8Array
  readonly status?: number
  /** A range is answered with the whole file. */
  readonly ignoresRange?: boolean
  /** The whole file, without a word on its length. */
  readonly hidesLength?: boolean
  readonly redirectsTo?: string
  /** No ETag. */
  readonly hidesVersion?: boolean
}

export interface UnreliableServer {
  readonly url: string
  /** `method path range`, one a request. */
  readonly requests: string[]
  /** For the next requests, one each; then all is well. */
  readonly mishaps: Mishap[]
  /** Breaks every connection. */
  cut(): void
  close(): Promise<void>
}

/** A file server on this machine that does what one asks of it, ranges included, but for its mishaps. */
export async function startUnreliableServer(content: Uint8Array): Promise<UnreliableServer> {
  const mishaps: Mishap[] = []
  const requests: string[] = []
  const server = createServer((request, response) => {
    requests.push([request.method, request.url, request.headers.range].filter(Boolean).join(' '))
    answer(request, response, content, mishaps.shift() ?? {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    mishaps,
    cut: () => server.closeAllConnections(),
    close: () => {
      server.closeAllConnections()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}

function answer(request: IncomingMessage, response: ServerResponse, content: Uint8Array, mishap: Mishap): void {
  const {
    status,
    redirectsTo,
    sends: body = content,
    ignoresRange,
    hidesLength,
    hidesVersion,
    claims,
    stallsAfter,
  } = mishap
  if (status) return void response.writeHead(status).end()
  if (redirectsTo) return void response.writeHead(302, { location: redirectsTo }).end()
  const etag = `"${createHash('md5').update(body).digest('hex')}"`
  const asked = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')
  const isSame = (request.headers['if-range'] ?? etag) === etag
  const from = asked && isSame && !ignoresRange ? Number(asked[1]) : 0
  if (from > 0 && from >= body.length) return void response.writeHead(416).end()
  response.writeHead(from > 0 ? 206 : 200, {
    ...(!hidesVersion && { etag }),
    ...(!hidesLength && { 'content-length': claims ?? body.length - from }),
    ...(from > 0 && { 'content-range': `bytes ${from}-${body.length - 1}/${body.length}` }),
  })
  if (request.method === 'HEAD') return void response.end()
  const rest = body.subarray(from)
  if (stallsAfter !== undefined) response.write(rest.subarray(0, stallsAfter))
  else if (claims !== undefined) response.write(rest, () => response.socket?.end())
  else response.end(rest)
}
