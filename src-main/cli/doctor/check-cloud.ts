import { createClient } from '@supabase/supabase-js'
import { asStudioError } from '../../../src-shared/as-studio-error.ts'
import type { CloudProject } from '../../../src-shared/cloud/cloud-project.ts'
import { chooseCloudProject } from '../../cloud/sign-in/choose-cloud-project.ts'
import { patientFetch } from '../../cloud/sync/patient-fetch.ts'
import { readSettings } from '../../host/settings-file.ts'
import { openCloudSessionHere } from '../cloud/open-cloud-session.ts'
import { type Check, good } from './checks.ts'
import { type AccountOptions, checkAccount } from './cloud/check-account.ts'
import { checkConnection } from './cloud/check-connection.ts'
import { checkSchema } from './cloud/check-schema.ts'
import { checkWaysIn } from './cloud/check-ways-in.ts'

interface CloudCheckOptions extends AccountOptions {
  /** Whose settings name the cloud, where the environment does not. */
  readonly library: string
  /** Of the account, to be sent a code. */
  readonly email?: string
}

/**
 * What the cloud lacks, found out by using it: settings, connection, ways to sign in, tables, and for whoever is signed in
 * buckets, policies and realtime. What it writes it removes again. A failure is an answer, not thrown; throws `cancelled`.
 */
export async function checkCloud({ library, email, ...options }: CloudCheckOptions): Promise<Check[]> {
  const project = await tryTo('cloud settings', async () => chooseCloudProject((await readSettings(library)).cloud))
  if (isCheck(project)) return [project]
  if (!project) {
    const hint =
      'Set GLIMPSE3D_SUPABASE_URL and GLIMPSE3D_SUPABASE_ANON_KEY (docs/cloud.md). Everything else works without.'
    return [{ name: 'cloud settings', value: 'no cloud is named', state: 'limited', hint }]
  }
  const { checks: connection, settings } = await checkConnection(project)
  const checks = [good('cloud settings', project.url), ...connection]
  if (!settings) return checks
  const anonymous = anonymousClient(project)
  const schema = await checkSchema(anonymous)
  checks.push(...(await checkWaysIn(project, settings)), schema.check)
  const session = await tryTo('cloud sign-in', () => openCloudSessionHere(library, email))
  if (isCheck(session)) return [...checks, session]
  try {
    const user = await session.user()
    checks.push(good('cloud sign-in', user?.email || (user?.id ?? '')))
    if (!schema.isUsable) return checks
    return [...checks, ...(await checkAccount(session.client, anonymous, user?.id ?? '', options))]
  } finally {
    await session.close()
  }
}

/** Somebody who is not signed in. */
function anonymousClient({ url, anonKey }: CloudProject) {
  return createClient(url, anonKey, {
    auth: { persistSession: false, autoRefreshToken: false },
    db: { retry: false },
    global: { fetch: patientFetch() },
  })
}

async function tryTo<T>(name: string, work: () => Promise<T>): Promise<T | Check> {
  try {
    return await work()
  } catch (cause) {
    const { message, hint } = asStudioError(cause)
    return { name, value: message, state: 'lacking', hint }
  }
}

function isCheck(value: unknown): value is Check {
  return typeof value === 'object' && value !== null && 'state' in value && 'hint' in value
}
