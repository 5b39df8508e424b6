import { createHash, randomUUID } from 'node:crypto'
import { AuthFailure } from './auth-error.ts'

/** Who consents in the browser, and where a browser may be sent after that. */
export interface Provider {
  /** Providers that are turned on. */
  enabled: readonly string[]
  /** Whether codes by email are. */
  codes: boolean
  /** Who is signed in there; null: says no. */
  email: string | null
  /** `*` is any run of letters but `.` and `/`; `**` any at all. What matches none is sent to `siteUrl`. */
  allowedRedirects: readonly string[]
  siteUrl: string
}

interface Flow {
  readonly email: string
  readonly challenge: string
}

export interface OAuth {
  readonly provider: Provider
  /** Where a browser is sent that asks to be sent there. */
  targetOf(asked: string): URL
  /** The answer to a browser that begins to sign in. */
  authorize(parameters: URLSearchParams): Response
  /** Whose flow the code ends. Throws where it is unknown, used, or the verifier is not the one it began with. */
  finish(code: string, verifier: string): string
}

export function createOAuth(): OAuth {
  const flows = new Map<string, Flow>()
  const provider: Provider = {
    enabled: ['github', 'google'],
    codes: true,
    email: 'maker@example.org',
    allowedRedirects: ['http://127.0.0.1:*/sign-in/*'],
    siteUrl: 'http://127.0.0.1:3000',
  }
  const targetOf = (asked: string) =>
    new URL(provider.allowedRedirects.some((one) => patternOf(one).test(asked)) ? asked : provider.siteUrl)
  return {
    provider,
    targetOf,
    authorize: (parameters) => {
      if (!provider.enabled.includes(parameters.get('provider') ?? ''))
        throw new AuthFailure(400, 'validation_failed', 'Unsupported provider: provider is not enabled')
      if (parameters.get('code_challenge_method') !== 's256' || !parameters.get('code_challenge'))
        throw new AuthFailure(501, 'stand_in', 'This stand-in signs in with PKCE and S256 only.')
      const target = targetOf(parameters.get('redirect_to') ?? '')
      if (provider.email === null) {
        target.searchParams.set('error', 'access_denied')
        target.searchParams.set('error_description', 'The user denied the request')
      } else {
        const code = randomUUID()
        flows.set(code, { email: provider.email, challenge: parameters.get('code_challenge') ?? '' })
        target.searchParams.set('code', code)
      }
      return new Response(null, { status: 302, headers: { location: target.href } })
    },
    finish: (code, verifier) => {
      const flow = flows.get(code)
      if (!flow) throw new AuthFailure(404, 'flow_state_not_found', 'invalid flow state, no valid flow state found')
      if (createHash('sha256').update(verifier).digest('base64url') !== flow.challenge)
        throw new AuthFailure(400, 'bad_code_verifier', 'code challenge does not match previously saved code verifier')
      flows.delete(code)
      return flow.email
    },
  }
}

function patternOf(glob: string): RegExp {
  const parts = glob.split(/(\*\*|\*)/).map((part) => {
    if (part === '**') return '.*'
    return part === '*' ? '[^./]*' : part.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
  })
  return new RegExp(`^${parts.join('')}$`)
}
