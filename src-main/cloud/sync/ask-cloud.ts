import { isAuthError, isAuthRetryableFetchError, type SupabaseClient } from '@supabase/supabase-js'
import { StudioError } from '../../../src-shared/errors.ts'
import { mayWorkLater } from './backoff.ts'
import { type CloudFailure, cloudError, isSignedOut } from './cloud-error.ts'
import { throwIfStopped, untilStopped } from './stopping.ts'

/** An answer of supabase-js: PostgREST's has the status beside the error, storage's in it. */
interface Answer<T> {
  readonly data: T | null
  readonly error: object | null
  readonly status?: number
}

/**
 * Asks the cloud for something and gives what it answers. An expired token is renewed once and the question asked again.
 * Throws `cancelled` as soon as the signal aborts (an answer under way is left unheard), and what `cloudError` makes of a
 * refusal.
 */
export async function askCloud<T>(
  client: SupabaseClient,
  what: string,
  ask: () => PromiseLike<Answer<T>>,
  signal?: AbortSignal,
): Promise<T | null> {
  for (let renewed = false; ; renewed = true) {
    throwIfStopped(signal)
    const answer = await untilStopped(heard(ask), signal)
    if (!answer.error) return answer.data
    const failure = failureOf(answer)
    if (!renewed && isSignedOut(failure) && (await renewToken(client))) continue
    throw cloudError(what, failure)
  }
}

/** The token that requests bear now. Throws `not_signed_in`. */
export async function accessToken(client: SupabaseClient): Promise<string> {
  const { data } = await client.auth.getSession()
  if (data.session) return data.session.access_token
  throw new StudioError('not_signed_in', 'Nobody is signed in to the cloud.', 'Sign in, then sync again.')
}

/** The id of who is signed in. Throws `not_signed_in`. */
export async function signedInUser(client: SupabaseClient): Promise<string> {
  const { data } = await client.auth.getSession()
  if (data.session) return data.session.user.id
  throw new StudioError('not_signed_in', 'Nobody is signed in to the cloud.', 'Sign in, then sync again.')
}

/**
 * Asked where the cloud has refused the token. False where no one is signed in any more. A client with a token of its own has
 * none to renew. Where the cloud refuses to renew it too the session is over, whatever this machine's clock says of the token:
 * supabase-js would keep it until then, and nobody would be asked to sign in.
 */
export async function renewToken(client: SupabaseClient): Promise<boolean> {
  const before = await refreshTokenOf(client)
  const { data, error } = await client.auth.refreshSession().catch((cause: unknown) => ({ data: null, error: cause }))
  if (!error) return data?.session != null
  const status = isAuthError(error) && !isAuthRetryableFetchError(error) ? (error.status ?? 0) : 0
  const isOver = status >= 400 && status < 500 && !mayWorkLater(status)
  // Unless somebody has signed in meanwhile.
  if (isOver && before === (await refreshTokenOf(client))) await client.auth.signOut({ scope: 'local' }).catch(() => {})
  return false
}

async function refreshTokenOf(client: SupabaseClient): Promise<string | undefined> {
  return (await client.auth.getSession()).data.session?.refresh_token
}

async function heard<T>(ask: () => PromiseLike<Answer<T>>): Promise<Answer<T>> {
  try {
    return await ask()
  } catch (cause) {
    if (cause instanceof StudioError) throw cause
    return { data: null, error: { message: (cause as Error).message, cause } }
  }
}

function failureOf({ error, status }: Answer<unknown>): CloudFailure {
  const known = error as { message?: string; status?: number; code?: string; statusCode?: string }
  const code = known.code || known.statusCode
  // Storage wraps some refusals of its own in a 400: the real one stands in the body.
  const inner = Number(known.statusCode)
  const of = inner >= 400 && inner < 600 ? inner : (known.status ?? status ?? 0)
  return { message: known.message ?? 'unknown', status: of, code, cause: error }
}
