import type { CloudProject } from '../../../../src-shared/cloud/cloud-project.ts'
import { type AuthSettings, authSettingsSchema } from '../../../cloud/sign-in/read-providers.ts'
import { type Check, good } from '../checks.ts'
import { START_SERVER } from './what-to-run.ts'

const TIMEOUT_MS = 10_000
/** Tokens are good for an hour; a clock that is off by more than this may call a fresh one too old or too new. */
const CLOCK_SECONDS = 60

/** Whether a Supabase project answers at the address, and what it says of signing in; null where none does. */
export async function checkConnection({
  url,
  anonKey,
}: CloudProject): Promise<{ readonly checks: Check[]; readonly settings: AuthSettings | null }> {
  const name = 'cloud connection'
  const wrong = (value: string, hint: string) => ({
    checks: [{ name, value, state: 'lacking' as const, hint }],
    settings: null,
  })
  const begun = performance.now()
  try {
    const answer = await fetch(`${url}/auth/v1/settings`, {
      headers: { apikey: anonKey },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    const took = `${Math.round(performance.now() - begun)} ms`
    if (answer.status === 401 || answer.status === 403) {
      return wrong(
        'it does not know the key',
        'Copy the anon (publishable) key anew from the project\'s page "API keys".',
      )
    }
    if (answer.status >= 500) return wrong(`it cannot answer just now (${answer.status})`, START_SERVER)
    const settings = authSettingsSchema.safeParse(await answer.json().catch(() => null)).data
    if (!settings) {
      return wrong(
        `no Supabase project is there (it answers ${answer.status})`,
        'Copy the address from the project\'s page "API keys"; of one on this machine "npx supabase status" tells it.',
      )
    }
    return { checks: [good(name, took), ...clockCheck(answer.headers.get('date'))], settings }
  } catch (cause) {
    return wrong(`no answer (${(cause as Error).message})`, START_SERVER)
  }
}

/** Servers send the time with every answer; one that does not says nothing about the clock. */
function clockCheck(date: string | null): Check[] {
  const ahead = date === null ? Number.NaN : Math.round((Date.now() - Date.parse(date)) / 1000)
  if (Number.isNaN(ahead)) return []
  if (Math.abs(ahead) <= CLOCK_SECONDS) return [good('clock', 'as the cloud has it')]
  const value = `${Math.abs(ahead)} s ${ahead > 0 ? 'ahead of' : 'behind'} the cloud`
  return [{ name: 'clock', value, state: 'limited', hint: 'Let the system set its clock; signing in may fail.' }]
}
