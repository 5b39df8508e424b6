import { readdirSync, rmSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient, type SupabaseClient } from '@supabase/supabase-js'
import type { CloudAccount } from '../../../src-main/cloud/sync/cloud-account.ts'
import { patientFetch } from '../../../src-main/cloud/sync/patient-fetch.ts'
import type { SyncOptions } from '../../../src-main/cloud/sync/sync-project.ts'
import type { SupabaseStandIn } from '../supabase/stand-in.ts'
import { HASTE } from './machine.ts'
import { type Fate, live, mortalFetch } from './mortal.ts'

/** A server that is silent for so long has gone; short where it is to be silent, so that a test does not wait for nothing. */
const SILENCE_MS = { expected: 400, unexpected: 15_000 }

/** One of a person's machines. What runs on it may be killed; its library and who is signed in stay. */
export interface MortalMachine {
  readonly number: number
  readonly library: string
  /** Runs work in a process of its own; null where that was killed. */
  run<T>(
    fate: Fate,
    work: (account: CloudAccount, options: SyncOptions) => Promise<T>,
    silence?: 'expected' | 'unexpected',
  ): Promise<T | null>
  signIn(): Promise<void>
  /** Where and how often it was killed. */
  readonly deaths: string[]
}

/** @param number Tells the machines of a test apart. */
export async function mortalMachine(
  cloud: SupabaseStandIn,
  email: string,
  library: string,
  number: number,
): Promise<MortalMachine> {
  await mkdir(library, { recursive: true })
  // As the key store keeps it: a new process is signed in as the one before was.
  const kept = new Map<string, string>()
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  }
  const client = (fetch: typeof globalThis.fetch): SupabaseClient =>
    createClient(cloud.url, cloud.anonKey, {
      auth: { persistSession: true, autoRefreshToken: false, storage, storageKey: `machine ${number}` },
      db: { retry: false },
      global: { fetch },
    })
  const device = { id: `${number}`.repeat(8).concat('-1111-4111-8111-111111111111'), name: `machine ${number}` }
  const deaths: string[] = []
  const signIn = async () => {
    const { auth } = client(fetch)
    const sent = await auth.signInWithOtp({ email })
    if (sent.error) throw sent.error
    const signedIn = await auth.verifyOtp({ email, token: cloud.mailbox.code(email), type: 'email' })
    if (signedIn.error) throw signedIn.error
  }
  await signIn()
  return {
    number,
    library,
    deaths,
    signIn,
    run: async (fate, work, silence = 'unexpected') => {
      const stallMs = SILENCE_MS[silence]
      const hasty = patientFetch({ backoff: HASTE.backoff, timeoutMs: stallMs, fetch: mortalFetch })
      const end = await live(fate, () => work({ client: client(hasty), url: cloud.url }, { ...HASTE, stallMs, device }))
      if ('value' in end) return end.value
      deaths.push(end.killedAt)
      giveBackLocks(library)
      return null
    },
  }
}

/** A lock of a process that is gone is taken over; here the process is still there, and its locks are as good as gone. */
function giveBackLocks(library: string): void {
  for (const name of readdirSync(library, { recursive: true }) as string[]) {
    if (name.endsWith('.lock')) rmSync(join(library, name), { force: true })
  }
}
