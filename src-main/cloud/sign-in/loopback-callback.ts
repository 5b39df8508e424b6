import { randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { StudioError } from '../../../src-shared/errors.ts'
import { sendCallbackPage } from './callback-page.ts'

export interface CallbackOptions {
  readonly timeoutMs: number
  readonly signal?: AbortSignal
}

/** A place on this machine that a browser comes back to, once. */
export interface LoopbackCallback {
  /** Where the browser is to be sent: `http://127.0.0.1:<port>/sign-in/<state>`. */
  readonly address: string
  /** The code that the browser brings. Rejects with `not_signed_in` (refused there), `timed_out` or `cancelled`. */
  readonly code: Promise<string>
}

/**
 * Waits on 127.0.0.1, on a port of the system's choice (RFC 8252, 7.3), for the browser to bring a code. The state is part
 * of the path, so that an address without it is found nowhere and waiting goes on; it is used up by the first answer.
 */
export async function awaitCallback({ timeoutMs, signal }: CallbackOptions): Promise<LoopbackCallback> {
  const state = randomBytes(32).toString('base64url')
  const { promise: code, resolve, reject } = Promise.withResolvers<string>()
  const server = createServer((request, response) => {
    const answer = answerOf(request, state, (server.address() as AddressInfo | null)?.port)
    if (!answer) return notFound(response)
    sendCallbackPage(response, answer instanceof StudioError ? answer.message : null)
    if (answer instanceof StudioError) reject(answer)
    else resolve(answer)
  })
  await new Promise<void>((listening, failed) => server.once('error', failed).listen(0, '127.0.0.1', listening))
  const late = () =>
    reject(
      new StudioError('timed_out', 'Nobody signed in in the browser.', 'Try again, or sign in with a code by email.'),
    )
  const cancel = () => reject(new StudioError('cancelled', 'Signing in was cancelled.', 'Sign in again when you like.'))
  const timer = setTimeout(late, timeoutMs)
  if (signal?.aborted) cancel()
  signal?.addEventListener('abort', cancel, { once: true })
  const stop = () => {
    clearTimeout(timer)
    signal?.removeEventListener('abort', cancel)
    server.close()
    server.closeIdleConnections()
  }
  code.then(stop, stop)
  return { address: `http://127.0.0.1:${(server.address() as AddressInfo).port}/sign-in/${state}`, code }
}

/** The code, why there is none, or null where the request is not the awaited one. */
function answerOf({ method, url, headers }: IncomingMessage, state: string, port: number | undefined) {
  // A page elsewhere whose name was pointed at this machine has another host.
  if (method !== 'GET' || headers.host !== `127.0.0.1:${port}`) return null
  const { pathname, searchParams } = new URL(url ?? '/', 'http://127.0.0.1')
  if (!isSame(pathname, `/sign-in/${state}`)) return null
  const code = searchParams.get('code')
  if (code) return code
  const why = searchParams.get('error_description') ?? searchParams.get('error')
  return why === null ? null : refusal(why)
}

function refusal(why: string): StudioError {
  return new StudioError(
    'not_signed_in',
    `Signing in was refused: ${why.slice(0, 200)}`,
    'Try again, or sign in with a code by email.',
  )
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}

function notFound(response: ServerResponse): void {
  response.writeHead(404, { 'content-type': 'text/plain', connection: 'close' }).end('Not found')
}
