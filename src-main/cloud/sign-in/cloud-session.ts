import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import type { CloudProject } from '../../../src-shared/cloud/cloud-project.ts'
import { StudioError } from '../../../src-shared/errors.ts'
import { signInInBrowser } from './browser-sign-in.ts'
import { readProviders } from './read-providers.ts'
import { revokeSession } from './revoke-session.ts'
import type { Secrets } from './secrets.ts'
import { type CloudUser, sessionName, sessionStorage, storedToken, storedUser } from './session-store.ts'
import { signInError } from './sign-in-error.ts'

/** Long enough to find a password, or to make an account there. */
const BROWSER_TIMEOUT_MS = 10 * 60_000

export interface SessionOptions {
  /** Where the session is kept; nowhere else. */
  readonly secrets: Secrets
  /** Shows an address in the system's browser; without it only codes by email sign in. */
  readonly openBrowser?: (address: string) => Promise<void>
  readonly fetch?: typeof fetch
}

/** Who is signed in to a Supabase project, and the client that asks in their name. */
export interface CloudSession {
  readonly client: SupabaseClient
  readonly url: string
  /** Who is signed in, or null; known offline too. */
  user(): Promise<CloudUser | null>
  /** What `signInWithBrowser` can be asked for. Throws `connection_lost`. */
  providers(): Promise<readonly string[]>
  /** Sends a code by email. Throws `forbidden` where the session could not be kept, or too many were asked for. */
  sendCode(email: string): Promise<void>
  /** Throws `not_signed_in` where the code is wrong or too old. */
  signInWithCode(email: string, code: string): Promise<CloudUser>
  /** A second attempt cancels the first. Throws `not_signed_in`, `timed_out`, `cancelled`, `forbidden`. */
  signInWithBrowser(provider: string, options?: { timeoutMs?: number; signal?: AbortSignal }): Promise<CloudUser>
  /** Forgets the session here, at once; the cloud is told meanwhile, if it can be reached. */
  signOut(): Promise<void>
  /** Told of whoever signs in, and null when nobody is signed in any more, whoever ended it. Call what it gives to stop. */
  onChange(listen: (user: CloudUser | null) => void): () => void
  /** Stops refreshing and listening; who is signed in stays so. Waits some seconds for the cloud to hear of a sign-out. */
  close(): Promise<void>
}

/** supabase-js refreshes the token by itself when it has less than 90 s left, at the next request or within 30 s. */
export function openCloudSession(
  project: CloudProject,
  { secrets, openBrowser, fetch: send }: SessionOptions,
): CloudSession {
  const { url, anonKey } = project
  const storage = sessionStorage(secrets)
  const client = createClient(url, anonKey, {
    auth: { flowType: 'pkce', detectSessionInUrl: false, storageKey: sessionName(url), storage },
    global: { fetch: send },
    // A `fetch` that is given tries again by itself; the waits of both would multiply.
    db: { retry: send === undefined },
  })
  const user = () => storedUser(secrets, url)
  const userNow = async () => {
    const found = await user()
    if (!found) throw signInError(new Error('the cloud gave no session'))
    return found
  }
  let attempt = new AbortController()
  const listeners = new Set<() => Promise<void>>()
  /** Sign-outs under way; none of them rejects. */
  let forgotten: Promise<unknown> = Promise.resolve()
  let revoked: Promise<void> = Promise.resolve()
  return {
    client,
    url,
    user,
    providers: () => readProviders(project, send ?? fetch),
    sendCode: async (email) => {
      await secrets.check()
      await orSignInError(client.auth.signInWithOtp({ email }))
    },
    signInWithCode: async (email, code) => {
      await secrets.check()
      await forgotten
      await orSignInError(client.auth.verifyOtp({ email, token: code.replaceAll(/\s/g, ''), type: 'email' }))
      return userNow()
    },
    signInWithBrowser: async (provider, { timeoutMs = BROWSER_TIMEOUT_MS, signal } = {}) => {
      if (!openBrowser)
        throw new StudioError('forbidden', 'No browser can be opened from here.', 'Sign in with a code by email.')
      await secrets.check()
      await forgotten
      attempt.abort()
      attempt = new AbortController()
      const stop = signal ? AbortSignal.any([signal, attempt.signal]) : attempt.signal
      await signInInBrowser(client, url, provider, openBrowser, { timeoutMs, signal: stop })
      return userNow()
    },
    signOut: async () => {
      attempt.abort()
      const token = await storedToken(secrets, url)
      await secrets.set(sessionName(url), null)
      for (const tell of listeners) await tell()
      // supabase-js may be busy for half a minute with a token that cannot be renewed offline.
      forgotten = client.auth.signOut({ scope: 'local' }).catch(() => {})
      if (token !== null) revoked = revokeSession(project, token, send ?? fetch)
    },
    onChange: (listen) => {
      let last: string | null | undefined
      // Offline with a token that has run out supabase-js knows of no session; the key store still does.
      const tell = async () => {
        const found = await user()
        const id = found?.id ?? null
        if (id === last) return
        last = id
        listen(found)
      }
      const { data } = client.auth.onAuthStateChange(() => void tell())
      listeners.add(tell)
      return () => {
        listeners.delete(tell)
        data.subscription.unsubscribe()
      }
    },
    close: async () => {
      attempt.abort()
      await revoked
      await client.removeAllChannels()
      await client.auth.dispose()
    },
  }
}

async function orSignInError(asked: Promise<{ readonly error: unknown }>): Promise<void> {
  const { error } = await asked.catch((cause) => ({ error: cause }))
  if (error) throw signInError(error)
}
