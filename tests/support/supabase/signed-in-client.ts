import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import type { SupabaseStandIn } from './stand-in.ts'

/** supabase-js with nobody signed in; what it keeps is kept in memory. */
export function clientOf(standIn: SupabaseStandIn, key = standIn.anonKey): SupabaseClient {
  return createClient(standIn.url, key, { auth: { persistSession: false, autoRefreshToken: false } })
}

/** supabase-js with somebody signed in by a code from the mailbox. */
export async function signedInClient(standIn: SupabaseStandIn, email: string): Promise<SupabaseClient> {
  const client = clientOf(standIn)
  const sent = await client.auth.signInWithOtp({ email })
  if (sent.error) throw sent.error
  const signedIn = await client.auth.verifyOtp({ email, token: standIn.mailbox.code(email), type: 'email' })
  if (signedIn.error) throw signedIn.error
  return client
}
