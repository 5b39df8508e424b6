import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import { BACKOFF_DEFAULTS } from '../../../src-main/cloud/sync/backoff.ts'
import type { CloudAccount } from '../../../src-main/cloud/sync/cloud-account.ts'
import { patientFetch } from '../../../src-main/cloud/sync/patient-fetch.ts'
import { type SyncOptions, syncProject } from '../../../src-main/cloud/sync/sync-project.ts'
import type { SupabaseStandIn } from '../supabase/stand-in.ts'

/** Waits short enough for tests; a server that is silent for so long has gone. */
export const HASTE = {
  backoff: { ...BACKOFF_DEFAULTS, attempts: 4, firstMs: 1, longestMs: 4, random: () => 0.5 },
  stallMs: 1500,
}
const SILENCE_MS = 1500

/** One of a person's machines: signed in, with a library folder of its own. */
export interface Machine {
  readonly account: CloudAccount
  readonly library: string
  readonly options: SyncOptions
  sync(folder: string): ReturnType<typeof syncProject>
}

/** @param number Tells the machines of a test apart. */
export async function machine(
  cloud: SupabaseStandIn,
  email: string,
  library: string,
  number: number,
): Promise<Machine> {
  const account = { client: await signIn(cloud, email), url: cloud.url }
  const device = { id: `${number}`.repeat(8).concat('-1111-4111-8111-111111111111'), name: `machine ${number}` }
  const options = { ...HASTE, device }
  return { account, library, options, sync: (folder) => syncProject(account, folder, options) }
}

async function signIn(cloud: SupabaseStandIn, email: string): Promise<SupabaseClient> {
  // Signing in is not what is tested: it may take its time.
  let isSignedIn = false
  const hasty = patientFetch({ backoff: HASTE.backoff, timeoutMs: SILENCE_MS })
  const impatient: typeof fetch = (input, init) => (isSignedIn ? hasty(input, init) : fetch(input, init))
  const client = createClient(cloud.url, cloud.anonKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    db: { retry: false },
    global: { fetch: impatient },
  })
  const sent = await client.auth.signInWithOtp({ email })
  if (sent.error) throw sent.error
  const signedIn = await client.auth.verifyOtp({ email, token: cloud.mailbox.code(email), type: 'email' })
  if (signedIn.error) throw signedIn.error
  isSignedIn = true
  return client
}
