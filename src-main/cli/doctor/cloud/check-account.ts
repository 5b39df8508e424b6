import type { SupabaseClient } from '@supabase/supabase-js'
import { asStudioError } from '../../../../src-shared/as-studio-error.ts'
import { StudioError } from '../../../../src-shared/errors.ts'
import { type Check, good } from '../checks.ts'
import { checkBuckets } from './check-buckets.ts'
import { checkFilePolicies } from './check-file-policies.ts'
import { listenForChanges } from './check-realtime.ts'
import { checkRights } from './check-schema.ts'
import { checkTablePolicies } from './check-table-policies.ts'
import { makeTrialProject, removeTrialProjects, type TrialProject } from './trial-project.ts'
import { closeTables, lacking } from './what-to-run.ts'

/** Long enough for a change to come back by realtime from the other side of the world. */
const REALTIME_MS = 5000

export interface AccountOptions {
  readonly signal?: AbortSignal
  readonly realtimeMs?: number
}

/** No account can see what is not shown to it: said, so that nobody takes it for checked. */
const UNSEEN = good(
  'beyond sight',
  'letters and mail server, the global limit of sizes, policies open to read while nobody else has anything (docs/cloud.md)',
)

/**
 * What somebody who is signed in finds: buckets, policies and realtime, tried with a project that is made for it. Whatever
 * happens that project is removed again, as is one that a killed run has left. Throws `cancelled`.
 */
export async function checkAccount(
  client: SupabaseClient,
  anonymous: SupabaseClient,
  owner: string,
  { signal, realtimeMs = REALTIME_MS }: AccountOptions = {},
): Promise<Check[]> {
  const rights = await checkRights(client)
  if (rights.length > 0) return [...rights, await checkBuckets(client)]
  const checks = [await checkBuckets(client), ...(await clearAway(client, owner))]
  const trial = await makeTrialProject(client, owner)
  if (!trial)
    return [...checks, lacking('cloud policies', ['projects: the owner cannot write'], closeTables(['projects']))]
  try {
    checks.push(...(await tryOut(client, anonymous, trial, realtimeMs, signal)))
  } finally {
    checks.push(...(await clearAway(client, owner)))
  }
  return [...checks, UNSEEN]
}

async function tryOut(
  client: SupabaseClient,
  anonymous: SupabaseClient,
  trial: TrialProject,
  realtimeMs: number,
  signal: AbortSignal | undefined,
): Promise<Check[]> {
  const listening = await listenForChanges(client, trial, realtimeMs)
  try {
    throwIfStopped(signal)
    const tables = await checkTablePolicies(client, anonymous, trial)
    throwIfStopped(signal)
    const files = await checkFilePolicies(client, anonymous, trial)
    throwIfStopped(signal)
    return [tables, files, await listening.check(realtimeMs)]
  } finally {
    await listening.close()
  }
}

function throwIfStopped(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return
  throw new StudioError('cancelled', 'Stopped. What was tried in the cloud is removed.', 'Run it again when you like.')
}

async function clearAway(client: SupabaseClient, owner: string): Promise<Check[]> {
  try {
    await removeTrialProjects(client, owner)
    return []
  } catch (cause) {
    const value = `what was tried could not be removed: ${asStudioError(cause).message}`
    const hint = 'It lies in the trash and goes after 30 days; run this again to remove it now.'
    return [{ name: 'cloud traces', value, state: 'limited', hint }]
  }
}
