import type { CloudProject } from '../../../../src-shared/cloud/cloud-project.ts'
import { type AuthSettings, providersOf } from '../../../cloud/sign-in/read-providers.ts'
import { type Check, good } from '../checks.ts'

const TIMEOUT_MS = 10_000
/** An address as the studio waits at when somebody signs in in the browser; the port is any of the system's choice. */
const WAY_BACK = 'http://127.0.0.1:49152/sign-in/doctor'

/** How somebody can sign in, and whether the browser is sent back to the studio afterwards. */
export async function checkWaysIn(project: CloudProject, settings: AuthSettings): Promise<Check[]> {
  return [waysIn(settings), ...(await checkWayBack(project))]
}

function waysIn(settings: AuthSettings): Check {
  const name = 'cloud providers'
  const closed = settings.disable_signup ? '; no new accounts' : ''
  const providers = providersOf(settings)
  if (settings.external.email) return good(name, `${['a code by email', ...providers].join(', ')}${closed}`)
  const value = `${providers.join(', ') || 'none'}; no codes by email${closed}`
  const hint =
    'Turn the provider Email on (dashboard, Authentication, Sign in / Providers; or "npx supabase config push"): command line and browser studio sign in with it alone.'
  return { name, value, state: providers.length > 0 ? 'limited' : 'lacking', hint }
}

/**
 * A link of a letter that was never sent is refused, and where to the browser is sent with the refusal is decided as after any
 * sign-in. Nothing is made by it. A server that answers otherwise says nothing.
 */
async function checkWayBack({ url, anonKey }: CloudProject): Promise<Check[]> {
  const name = 'cloud redirect'
  const query = new URLSearchParams({ token: 'doctor', type: 'magiclink', redirect_to: WAY_BACK })
  const answer = await fetch(`${url}/auth/v1/verify?${query}`, {
    headers: { apikey: anonKey },
    redirect: 'manual',
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch(() => null)
  const sentTo = answer?.headers.get('location')
  if (!sentTo) return []
  if (sentTo.startsWith(WAY_BACK)) return [good(name, 'browsers are sent back to the studio')]
  const value = `browsers are sent to ${URL.canParse(sentTo) ? new URL(sentTo).origin : 'another place'} in place of the studio`
  const hint =
    'Add http://127.0.0.1:*/sign-in/* to the redirect URLs (dashboard, Authentication, URL configuration; or "npx supabase config push"). Codes by email work without.'
  return [{ name, value, state: 'limited', hint }]
}
