import type { Fault } from './faults.ts'

/** One request, as it came in and went out. Bytes are those of bodies, counted as they pass. */
export interface LoggedRequest {
  readonly method: string
  readonly path: string
  readonly query: string
  /** What was planned to go wrong with it. */
  readonly fault?: Fault['kind']
  requestBytes: number
  responseBytes: number
  /** 0 until, or unless, it is answered. */
  status: number
}

export interface RequestLog {
  readonly requests: readonly LoggedRequest[]
  /** Those whose `METHOD /path?query` matches. */
  matching(pattern: RegExp): readonly LoggedRequest[]
  /** Bytes of bodies received and sent. */
  bytes(): { readonly received: number; readonly sent: number }
  clear(): void
}

export interface RequestLogOfServer extends RequestLog {
  begin(request: Pick<LoggedRequest, 'method' | 'path' | 'query' | 'fault'>): LoggedRequest
}

export function createRequestLog(): RequestLogOfServer {
  const requests: LoggedRequest[] = []
  const sum = (count: (request: LoggedRequest) => number) => requests.reduce((total, one) => total + count(one), 0)
  return {
    requests,
    matching: (pattern) => requests.filter(({ method, path, query }) => pattern.test(`${method} ${path}${query}`)),
    bytes: () => ({ received: sum((one) => one.requestBytes), sent: sum((one) => one.responseBytes) }),
    clear: () => requests.splice(0),
    begin: (request) => {
      const entry = { ...request, requestBytes: 0, responseBytes: 0, status: 0 }
      requests.push(entry)
      return entry
    },
  }
}
