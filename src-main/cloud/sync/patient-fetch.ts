import { BACKOFF_DEFAULTS, type Backoff, mayWorkLater, waitAfter, waitFor } from './backoff.ts'

export interface PatientFetchOptions {
  readonly backoff?: Backoff
  /** Milliseconds until an answer must have come: whole, or of a file's content its head. */
  readonly timeoutMs?: number
  /** Milliseconds more for each MiB that is sent: 64 KiB a second is slow, but gets there. */
  readonly timeoutMsPerMiB?: number
  readonly fetch?: typeof fetch
}

const MIB = 2 ** 20

/**
 * The `fetch` of a Supabase client that synchronises (`createClient(url, key, { global: { fetch } })`): gives up on an
 * answer that does not come whole, and tries again after lost connections, 429 and 5xx, as long as the server asks
 * (Retry-After) or with growing waits. A file's content is handed on as it comes; who reads it sees to the rest. Every request of the sync may be made twice. Requests for tokens are made once
 * only: auth-js retries them itself, and a refresh token must not be spent twice.
 */
export function patientFetch(options: PatientFetchOptions = {}): typeof fetch {
  const { backoff = BACKOFF_DEFAULTS, timeoutMs = 30_000, timeoutMsPerMiB = 16_000, fetch: send = fetch } = options
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input)
    const { pathname } = new URL(address)
    const once = pathname.startsWith('/auth/')
    const isContent = (init?.method ?? 'GET') === 'GET' && /\/storage\/v1\/object\/(?!info\/)/.test(pathname)
    const limit = timeoutMs + (timeoutMsPerMiB * bytesOf(init?.body)) / MIB
    for (let attempt = 0; ; attempt++) {
      const sent = await tryOnce(
        async (signal) => {
          const answer = await send(input, { ...init, signal })
          return isContent && answer.ok ? answer : whole(answer)
        },
        limit,
        init?.signal,
      )
      const failed = sent instanceof Response ? mayWorkLater(sent.status) : true
      const retryAfter = sent instanceof Response ? sent.headers.get('retry-after') : null
      const wait = failed && !once ? waitAfter(attempt, retryAfter, backoff) : null
      if (init?.signal?.aborted || wait === null) {
        if (sent instanceof Response) return sent
        throw sent.error
      }
      await waitFor(wait, init?.signal ?? undefined)
    }
  }
}

async function tryOnce(
  ask: (signal: AbortSignal) => Promise<Response>,
  limit: number,
  given: AbortSignal | null | undefined,
): Promise<Response | { readonly error: unknown }> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new DOMException('The server does not answer', 'TimeoutError')), limit)
  try {
    return await ask(given ? AbortSignal.any([late.signal, given]) : late.signal)
  } catch (error) {
    return { error }
  } finally {
    clearTimeout(timer)
  }
}

/** The answer with its body read, so that one that breaks off is seen here. */
async function whole(answer: Response): Promise<Response> {
  const { status, statusText, headers } = answer
  const body = await answer.arrayBuffer()
  return new Response(body.byteLength > 0 ? body : null, { status, statusText, headers })
}

function bytesOf(body: RequestInit['body']): number {
  if (typeof body === 'string') return body.length
  return body instanceof ArrayBuffer || ArrayBuffer.isView(body) ? body.byteLength : 0
}
