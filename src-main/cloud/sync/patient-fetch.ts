import { BACKOFF_DEFAULTS, type Backoff, mayWorkLater, waitAfter, waitFor } from './backoff.ts'

export interface PatientFetchOptions {
  readonly backoff?: Backoff
  /** Milliseconds until the head of an answer must have come. */
  readonly timeoutMs?: number
  /** Milliseconds more for each MiB that is sent: 64 KiB a second is slow, but gets there. */
  readonly timeoutMsPerMiB?: number
  readonly fetch?: typeof fetch
}

const MIB = 2 ** 20

/**
 * The `fetch` of a Supabase client that synchronises (`createClient(url, key, { global: { fetch } })`): gives up on an
 * answer that does not come, and tries again after lost connections, 429 and 5xx, as long as the server asks
 * (Retry-After) or with growing waits. Every request of the sync may be made twice. Requests for tokens are made once
 * only: auth-js retries them itself, and a refresh token must not be spent twice.
 */
export function patientFetch(options: PatientFetchOptions = {}): typeof fetch {
  const { backoff = BACKOFF_DEFAULTS, timeoutMs = 30_000, timeoutMsPerMiB = 16_000, fetch: send = fetch } = options
  return async (input, init) => {
    const address = input instanceof Request ? input.url : String(input)
    const once = new URL(address).pathname.startsWith('/auth/')
    const limit = timeoutMs + (timeoutMsPerMiB * bytesOf(init?.body)) / MIB
    for (let attempt = 0; ; attempt++) {
      const sent = await tryOnce(send, input, init, limit)
      const failed = sent instanceof Response ? mayWorkLater(sent.status) : true
      const retryAfter = sent instanceof Response ? sent.headers.get('retry-after') : null
      const wait = failed && !once ? waitAfter(attempt, retryAfter, backoff) : null
      if (init?.signal?.aborted || wait === null) {
        if (sent instanceof Response) return sent
        throw sent.error
      }
      if (sent instanceof Response) await sent.body?.cancel().catch(() => {})
      await waitFor(wait, init?.signal ?? undefined)
    }
  }
}

async function tryOnce(
  send: typeof fetch,
  input: Parameters<typeof fetch>[0],
  init: RequestInit | undefined,
  limit: number,
): Promise<Response | { readonly error: unknown }> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(new DOMException('The server does not answer', 'TimeoutError')), limit)
  const signals = init?.signal ? [late.signal, init.signal] : [late.signal]
  try {
    return await send(input, { ...init, signal: AbortSignal.any(signals) })
  } catch (error) {
    return { error }
  } finally {
    clearTimeout(timer)
  }
}

function bytesOf(body: RequestInit['body']): number {
  if (typeof body === 'string') return body.length
  return body instanceof ArrayBuffer || ArrayBuffer.isView(body) ? body.byteLength : 0
}
