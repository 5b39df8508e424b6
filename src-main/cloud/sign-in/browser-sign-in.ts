import type { Provider, SupabaseClient } from '@supabase/supabase-js'
import { StudioError } from '../../../src-shared/errors.ts'
import { awaitCallback, type CallbackOptions } from './loopback-callback.ts'
import { signInError } from './sign-in-error.ts'

/**
 * Signs in with a provider in the system's browser: OAuth with PKCE, so that the code which the browser brings back is of use
 * to this process alone. `url`: the project's; no other page is opened.
 */
export async function signInInBrowser(
  client: SupabaseClient,
  url: string,
  provider: string,
  openBrowser: (address: string) => Promise<void>,
  { timeoutMs, signal }: CallbackOptions,
): Promise<void> {
  const opened = new AbortController()
  const callback = await awaitCallback({
    timeoutMs,
    signal: signal ? AbortSignal.any([signal, opened.signal]) : opened.signal,
  })
  try {
    const { data, error } = await client.auth.signInWithOAuth({
      provider: provider as Provider,
      options: { redirectTo: callback.address, skipBrowserRedirect: true },
    })
    if (error) throw error
    if (!data.url.startsWith(`${url}/auth/v1/authorize?`))
      throw new StudioError(
        'pipeline_error',
        'The sign-in page is not where the project is.',
        'Look at the address of the project.',
      )
    await openBrowser(data.url)
    const exchanged = await client.auth.exchangeCodeForSession(await callback.code, {
      flowId: data.flowId ?? undefined,
    })
    if (exchanged.error) throw exchanged.error
  } catch (error) {
    throw signInError(error)
  } finally {
    opened.abort()
  }
}
